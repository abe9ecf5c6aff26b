"""Temporary folders do not stay behind."""

import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.temporary_folders import large_temporary_folder, temporary_folder

HOLDER = """
import asyncio
from core.temporary_folders import large_temporary_folder
async def hold():
    async with large_temporary_folder("columns") as folder:
        (folder / "rows.csv").write_text("1")
        print(folder, flush=True)
        input()
asyncio.run(hold())
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@contextmanager
def held() -> Generator[tuple[subprocess.Popen[bytes], Path]]:
    """Another process that uses a folder, and this folder."""
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().decode().strip())
        process.kill()


def folders_in(place: Path) -> list[Path]:
    return [*place.iterdir()]


async def test_a_folder_of_a_killed_process_is_removed_by_the_next_one(place: Path):
    with held() as (process, folder):
        process.kill()
        process.wait()
    assert (folder / "rows.csv").exists()

    async with large_temporary_folder("columns") as another:
        assert folders_in(place) == [another]
    assert folders_in(place) == []


async def test_a_folder_in_use_is_left_alone(place: Path):
    with held() as (_, folder):
        async with large_temporary_folder("columns"):
            pass

        assert folders_in(place) == [folder]
        assert (folder / "rows.csv").exists()


async def test_other_folders_are_left_alone(place: Path):
    names = ["milepost-columns-begun", "milepost-other", "milepost-columns-file"]
    for name in names[:2]:
        (place / name).mkdir()
    (place / names[2]).write_text("")

    async with large_temporary_folder("columns"):
        pass

    assert {path.name for path in folders_in(place)} == {*names}


def test_the_kind_of_a_folder_that_need_not_be_large_is_cleared_too(place: Path):
    with held() as (process, folder):
        process.kill()
        process.wait()

    with temporary_folder("heavy") as other:
        assert {*folders_in(place)} == {folder, other}
    with temporary_folder("columns") as another:
        assert folders_in(place) == [another]
    assert folders_in(place) == []
