"""The data directory: private, used by one process, with sockets at a short path without special characters."""

import tempfile
from pathlib import Path

import pytest

from core.errors import InvalidSetting
from servers.directory import data_directory, socket_directory


def test_it_is_created_private_and_used_by_one_process_at_a_time(tmp_path: Path):
    path = tmp_path / "new" / "data"
    with data_directory(path) as directory:
        with pytest.raises(InvalidSetting) as refusal, data_directory(path):
            pass

        assert str(refusal.value) == (
            f"Another `milepost up` uses {path}. Stop it, or choose another directory with --data-dir."
        )
        assert path.stat().st_mode & 0o777 == 0o700
        assert directory.sockets.stat().st_mode & 0o777 == 0o700
    with data_directory(path):
        pass


@pytest.mark.parametrize("is_used", [False, True])
def test_other_users_can_no_longer_enter_a_directory_that_was_created_before(tmp_path: Path, is_used: bool):
    path = tmp_path / "data"
    path.mkdir()
    path.chmod(0o755)
    if is_used:
        (path / "lock").touch()
        (path / "token").touch()

    with data_directory(path):
        assert path.stat().st_mode & 0o777 == 0o700


def test_a_directory_of_other_files_that_other_users_can_enter_is_refused(tmp_path: Path):
    tmp_path.chmod(0o755)
    (tmp_path / "file").touch()

    with pytest.raises(InvalidSetting) as refusal, data_directory(tmp_path):
        pass

    assert str(refusal.value) == (
        f"Other users can enter the data directory {tmp_path}, and it has files that are not Milepost's. "
        f"Choose another with --data-dir, or run: chmod 700 {tmp_path}"
    )
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_sockets_are_in_it_if_its_path_is_short_and_plain():
    assert socket_directory(Path("/var/lib/milepost")) == Path("/var/lib/milepost/run")


@pytest.mark.parametrize("name", ["x" * 90, "a home", "100%", "what?", "comma,comma", "größe"])
def test_sockets_are_in_the_temporary_directory_if_its_path_is_long_or_not_plain(tmp_path: Path, name: str):
    with data_directory(tmp_path / name) as directory:
        sockets = directory.sockets

        assert sockets == socket_directory(tmp_path / name) != socket_directory(tmp_path / (name + "x"))
        assert sockets.parent == Path(tempfile.gettempdir())
    assert not sockets.exists()


def test_a_socket_directory_that_other_users_can_enter_is_refused(tmp_path: Path):
    path = tmp_path / "a home"
    sockets = socket_directory(path)
    sockets.mkdir(mode=0o755)
    try:
        with pytest.raises(InvalidSetting, match="must be private"), data_directory(path):
            pass
    finally:
        sockets.rmdir()


def test_a_path_that_is_not_a_directory_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()

    with pytest.raises(InvalidSetting, match=r"cannot be used \(Not a directory\)"):
        with data_directory(tmp_path / "file" / "data"):
            pass
