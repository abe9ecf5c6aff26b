"""In which order several processes take up the tests, and which tests one process runs together.

Files that take long come first, the others by their numbers of tests. Otherwise a process could begin such a file when
the others have nothing left to do. Some of the long ones mostly wait, and alternate with those that compute.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).parent
FOLDERS = ("browser/dashboard",)  # their files share a running demo, which takes long to load
LONGEST = (
    "browser/dashboard",
    "attacks/test_second_workspace.py",
    "jobs/test_worker.py",
    "operations/test_executors.py",
    "cli/test_up_restarts.py",
    "jobs/test_exports.py",
    "contracts/test_permissions.py",
    "jobs/test_messages_under_faults.py",
    "operations/test_path_figures.py",
    "cli/test_up.py",
    "operations/test_people_filters.py",
    "cli/test_token.py",
    "db/test_upgrades.py",
    "cli/test_heavy_requests.py",
    "operations/test_pages.py",
    "operations/test_columns.py",
    "attacks/test_corpus.py",
    "cli/test_demo.py",
)
assert [unit for unit in (*FOLDERS, *LONGEST) if not (TESTS / unit).exists()] == []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # in one of several processes
        units = {item: _unit(item.path.relative_to(TESTS).as_posix()) for item in items}
        tests = Counter(units.values())
        first = {unit: place for place, unit in enumerate(LONGEST)}
        items.sort(key=lambda item: (first.get(units[item], len(first)), -tests[units[item]], units[item]))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # the items are in order
    return _ByUnit(config, log)


class _ByUnit(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return _unit(super()._split_scope(nodeid).removeprefix("tests/"))


def _unit(path: str) -> str:
    """What one process runs as a whole: a file, or a folder whose files share servers."""
    return next((folder for folder in FOLDERS if path.startswith(f"{folder}/")), path)
