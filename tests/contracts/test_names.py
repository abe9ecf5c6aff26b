"""Nothing that is installed owns one of our top-level names, and nothing that is locked names a registry."""

from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
OURS = {
    "app", "cli", "columns", "core", "db", "eventlog", "jobs", "resolvers", "schema", "servers", "simulation", "web",
}  # fmt: skip


def test_no_installed_distribution_owns_one_of_our_names():
    others = {
        name: distributions for name, distributions in packages_distributions().items() if distributions != ["milepost"]
    }

    assert others.keys() & OURS == set()


def test_every_folder_of_code_is_one_of_our_names():
    folders = {path.parent.name for path in PROJECT.glob("*/__init__.py")}

    assert folders | {"app"} == OURS


@pytest.mark.parametrize("folder", ["tests", "bench"])
def test_no_test_can_shadow_the_code(folder: str):
    assert [str(path) for path in (PROJECT / folder).rglob("__init__.py")] == []


def test_locked_packages_name_no_registry():
    node = (PROJECT / "package-lock.json").read_text("utf-8")
    python = "".join((PROJECT / name).read_text("utf-8") for name in ("requirements.lock", "requirements-spark.lock"))

    assert '"resolved"' not in node
    assert "--index-url" not in python
    assert "--find-links" not in python
    assert "://" not in python
