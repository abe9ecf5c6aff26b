"""The embedded PostgreSQL: how it is created, restarted, recovered and configured."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable
from ctypes import CDLL, c_void_p
from pathlib import Path
from threading import Timer

import asyncpg
import psutil
import pytest

from core.errors import Unavailable
from servers.child import Server
from servers.directory import data_directory
from servers.postgres import _program, embedded_postgres

SYSTEM = CDLL(None)
SYSTEM.shmat.restype = c_void_p


async def _fetch(url: str, statement: str):
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_it_keeps_its_data_across_a_restart(tmp_path: Path):
    with data_directory(tmp_path) as directory:
        with embedded_postgres(directory) as server:
            await _fetch(server.url, "CREATE TABLE kept AS SELECT 7 AS number")
        with embedded_postgres(directory) as server:
            kept = await _fetch(server.url, "SELECT number FROM kept")
            flushes = await _fetch(server.url, "SHOW fsync")

    assert (kept, flushes) == (7, "on")
    assert server.process.returncode == 0


async def test_it_keeps_its_data_after_a_kill(tmp_path: Path):
    with data_directory(tmp_path) as directory:
        with embedded_postgres(directory) as server:
            await _fetch(server.url, "CREATE TABLE kept AS SELECT 7 AS number")
            server.process.kill()
        with embedded_postgres(directory) as server:
            assert await _fetch(server.url, "SELECT number FROM kept") == 7


@pytest.mark.skipif(os.geteuid() != 0, reason="otherwise PostgreSQL runs as the account that owns its programs")
def test_an_error_says_that_only_root_can_enter_the_folder_of_its_programs(tmp_path: Path, monkeypatch):
    programs = Path(_program("initdb")).parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = programs.parents[1]
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_suffix(".libs"), closed / f"{package.name}.libs")
    bin_folder = closed / package.name / "pginstall" / "bin"
    monkeypatch.setattr("servers.postgres._program", lambda name: str(bin_folder / name))

    with data_directory(tmp_path / "data") as directory, pytest.raises(Unavailable) as refused:
        with embedded_postgres(directory):
            pass

    assert str(refused.value).endswith(
        f"which cannot enter the folder of its programs, {bin_folder}. "
        "Move Milepost to a folder that all users can enter, or run it as another user."
    )


@pytest.fixture
def unrelated():
    """The id of an unrelated process that runs with the account of PostgreSQL."""
    with subprocess.Popen(["sleep", "600"], user=65534 if os.geteuid() == 0 else None) as process:
        yield str(process.pid)
        assert process.poll() is None
        process.kill()


@pytest.mark.parametrize("recorded", ["an unrelated process", "nothing"])
async def test_the_pid_file_of_a_killed_server_does_not_prevent_the_next_start(
    tmp_path: Path, unrelated: str, recorded: str
):
    record = tmp_path / "postgres" / "postmaster.pid"
    with data_directory(tmp_path) as directory:
        with embedded_postgres(directory) as server:
            server.process.kill()
        lines = record.read_text("ascii").split("\n")
        record.write_text("\n".join([unrelated if recorded == "an unrelated process" else "", *lines[1:]]), "ascii")
        with embedded_postgres(directory) as server:
            assert await _fetch(server.url, "SELECT 1") == 1


async def test_it_is_ready_without_its_pid_file_and_starts_again(tmp_path: Path):
    with data_directory(tmp_path) as directory, embedded_postgres(directory) as server:
        (tmp_path / "postgres" / "postmaster.pid").unlink()
        assert server.is_ready()

        server.process.kill()
        server.process.wait()
        assert not server.is_ready()
        # As `milepost up` does: a start can fail while processes of the killed server are still ending.
        await _until(lambda: server.is_ready() or _is_launched(server))

        assert await _fetch(server.url, "SELECT 1") == 1


def _is_launched(server: Server) -> bool:
    if server.process.poll() is not None:
        server.process = server.launch()
    return False


async def test_it_waits_for_sessions_that_survived_a_killed_server(tmp_path: Path):
    with data_directory(tmp_path) as directory:
        with embedded_postgres(directory) as server:
            _, shared_memory = (tmp_path / "postgres" / "postmaster.pid").read_text("ascii").split("\n")[6].split()
            server.process.kill()
        # Like such a session, this process attaches to the shared memory of the killed server for a while.
        address = SYSTEM.shmat(int(shared_memory), None, 0)
        detaching = Timer(1, SYSTEM.shmdt, (c_void_p(address),))
        detaching.start()
        with embedded_postgres(directory) as server:
            assert detaching.finished.is_set()
            assert await _fetch(server.url, "SELECT 1") == 1


async def test_a_session_with_a_long_statement_does_not_prevent_a_restart(tmp_path: Path):
    with data_directory(tmp_path) as directory, embedded_postgres(directory) as server:
        connection = await asyncpg.connect(server.url)
        session = psutil.Process(connection.get_server_pid())
        working = asyncio.create_task(connection.execute("SELECT count(*) FROM generate_series(1, 10000000000)"))
        await asyncio.sleep(0.5)
        server.process.kill()
        server.process.wait()
        assert session.is_running()

        server.process = server.launch()
        await _until(server.is_ready)

        assert not session.is_running() or session.status() == "zombie"
        assert await _fetch(server.url, "SELECT 1") == 1
        with pytest.raises(asyncpg.PostgresConnectionError):
            await working


def test_it_ends_cleanly_though_it_was_frozen(tmp_path: Path):
    with data_directory(tmp_path) as directory, embedded_postgres(directory) as server:
        postmaster = psutil.Process(server.process.pid)
        for process in (postmaster, *postmaster.children(recursive=True)):
            process.suspend()

    assert server.process.returncode == 0


async def test_after_sigterm_it_does_not_wait_for_its_clients(tmp_path: Path):
    with data_directory(tmp_path) as directory, embedded_postgres(directory) as server:
        connection = await asyncpg.connect(server.url)
        server.process.terminate()
        await _until(lambda: not server.is_ready())
        assert server.process.poll() is None

        server.hasten_end(server.process)

        assert server.process.wait(60) == 0
        connection.terminate()


async def _until(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not check():  # noqa: ASYNC110 - another process changes
            await asyncio.sleep(0.02)


async def test_an_interrupted_first_start_is_repeated(tmp_path: Path):
    (tmp_path / "postgres.new" / "base").mkdir(parents=True)
    with data_directory(tmp_path) as directory, embedded_postgres(directory) as server:
        assert await _fetch(server.url, "SELECT current_database()") == "milepost"

    assert not (tmp_path / "postgres.new").exists()


def test_a_folder_that_is_not_a_database_is_reported(tmp_path: Path):
    (tmp_path / "postgres").mkdir()
    with data_directory(tmp_path) as directory:
        directory.give(tmp_path / "postgres")
        (tmp_path / "postgres").chmod(0o700)
        with pytest.raises(Unavailable, match=r"^PostgreSQL did not start: .*postgresql\.conf.*\(see .*\)\.$"):
            with embedded_postgres(directory):
                pass


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("listen_addresses", ""),
        ("TimeZone", "UTC"),
        ("shared_preload_libraries", "pg_stat_statements"),
        ("synchronous_commit", "on"),
        ("server_encoding", "UTF8"),
        ("jit", "off"),
    ],
)
async def test_it_has_its_settings(settings, name: str, value: str):
    assert await _fetch(settings.owner_database_url, f"SHOW {name}") == value


async def test_text_sorts_by_code_point_and_folds_by_unicode(settings):
    assert await _fetch(settings.database_url, "SELECT 'Z' < 'a' AND lower('ÄΣ') = 'äσ'") is True


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL refuses only root")
async def test_as_root_it_runs_as_another_account_below_a_private_home(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with data_directory(home / "data") as directory, embedded_postgres(directory) as server:
        account = psutil.Process(server.process.pid).uids()

        assert await _fetch(server.url, "SELECT 1") == 1
    assert set(account) == {65534}
    assert home.stat().st_mode & 0o777 == 0o700
    assert home.stat().st_uid == 0
