"""`milepost up`: how it starts, stops, survives a kill, and refuses to start."""

import signal
import socket
from pathlib import Path

import httpx
import psutil
import pytest

ADDRESS = r"Milepost: (http://127\.0\.0\.1:\d+)"
ANY_PORT = ("--port", "0")
ALL_PROCESSES = {"MILEPOST_HEAVY_PROCESS": "true"}


def _gone(processes: list[psutil.Process]) -> list[str]:
    psutil.wait_procs(processes, timeout=60)
    return [str(process) for process in processes if process.is_running() and process.status() != "zombie"]


# test_demo.py sends SIGINT, too.
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, pytest.param(signal.SIGINT, marks=pytest.mark.long)])
def test_it_is_ready_once_it_prints_its_address_and_leaves_no_process_behind(starting, how):
    with starting("up", *ANY_PORT, **ALL_PROCESSES) as up:
        address = up.await_output(ADDRESS)[1]
        ready = httpx.get(f"{address}/readyz")
        family = up.family()
        status = up.end(how)

    assert ready.json() == {"database": "ok", "valkey": "ok", "migrations": "ok"}
    assert len(family) > 5
    assert status == 0
    assert _gone(family) == []


def test_a_signal_during_startup_stops_what_was_started(starting):
    with starting("up", *ANY_PORT, **ALL_PROCESSES) as up:
        up.await_output("database.migrated")
        family = up.family()
        status = up.end(signal.SIGTERM)

    assert status == 0
    assert _gone(family) == []


def test_its_token_file_is_private_and_is_kept(starting, tmp_path: Path):
    with starting("up", *ANY_PORT) as up:
        token = up.token()
        up.end(signal.SIGTERM)
    with starting("up", *ANY_PORT) as up:
        again = up.token()

    file = tmp_path / ".milepost" / "token"
    assert token.startswith("mp_")
    assert again == token
    assert file.read_text("ascii") == f"{token}\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_token_from_the_environment_is_neither_printed_nor_stored(starting, tmp_path: Path):
    with starting("up", *ANY_PORT, MILEPOST_BOOTSTRAP_TOKEN="mp_from_the_environment") as up:
        up.await_output(r"GraphiQL: http://\S+/graphql\n")

        assert "mp_from_the_environment" not in up.output.read_text("utf-8")
        assert not (tmp_path / ".milepost" / "token").exists()


@pytest.mark.parametrize("how", [pytest.param(signal.SIGTERM, marks=pytest.mark.long), signal.SIGKILL])
def test_all_data_is_there_after_the_next_start(starting, milepost, how):
    with starting("up", *ANY_PORT) as up:
        up.await_output(ADDRESS)
        created = milepost("token", "create", "--workspace", "shop", "--name", "till", "--scope", "READ")
        before = milepost("token", "list").stdout.decode()
        up.end(how)

    with starting("up", *ANY_PORT) as up:
        up.await_output(ADDRESS)
        after = milepost("token", "list").stdout.decode()

    assert created.returncode == 0
    assert before.splitlines()[1].startswith("1\tshop\ttill\tREAD\t")
    assert after == before


def test_if_it_is_killed_its_child_processes_end(starting):
    with starting("up", *ANY_PORT, **ALL_PROCESSES) as up:
        up.await_output(ADDRESS)
        family = up.family()
        up.end(signal.SIGKILL)

    assert _gone(family) == []


def test_a_child_that_ends_during_startup_stops_everything(starting):
    with starting("up", *ANY_PORT) as up:
        up.await_output("database.migrated")
        while (worker := up.child("Worker")) is None:
            assert up.process.poll() is None
        family = up.family()
        worker.kill()
        status = up.process.wait(60)

    assert status == 1
    assert "milepost: Worker was killed by SIGKILL while Milepost started, so everything was stopped." in (
        up.output.read_text("utf-8")
    )
    assert _gone(family) == []


@pytest.mark.long
def test_a_data_directory_of_another_postgresql_version_is_refused(starting, milepost, tmp_path: Path):
    with starting("up", *ANY_PORT) as up:
        up.await_output(ADDRESS)
        up.end(signal.SIGTERM)
    (tmp_path / ".milepost" / "postgres" / "PG_VERSION").write_text("17\n", "ascii")

    refused = milepost("up", *ANY_PORT)

    assert refused.returncode == 1
    assert refused.stderr.decode().startswith("milepost: PostgreSQL did not start: ")
    assert "database files are incompatible with server" in refused.stderr.decode()


def test_a_second_one_on_the_same_directory_is_refused(starting, milepost, tmp_path: Path):
    with starting("up", *ANY_PORT) as up:
        up.await_output(ADDRESS)
        second = milepost("up", *ANY_PORT)

    assert second.returncode == 1
    assert second.stderr.decode() == (
        f"milepost: Another `milepost up` uses {tmp_path}/.milepost. "
        "Stop it, or choose another directory with --data-dir.\n"
    )


def test_an_occupied_port_is_refused_before_anything_starts(milepost, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = milepost("up", "--port", str(port))

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: Cannot listen on 127.0.0.1 port {port} (Address already in use). "
        "Choose another address with --host or --port.\n"
    )
    assert not (tmp_path / ".milepost" / "postgres").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOG_FORMAT", "xml", " must be 'text' or 'json'."),
        (
            "STORAGE_URL",
            "ftp://files",
            " is neither a folder nor a bucket. Write a path or a URL with s3://, gs:// or az://.",
        ),
        ("STORAGE_URL", "/proc/x", ": The folder /proc/x cannot be used: No such file or directory (os error 2)."),
        ("STORAGE_URL", "s3://b?x=1", " cannot be used: Configuration key: 'x' is not valid for store 'S3'."),
    ],
)
def test_a_wrong_setting_is_named_before_anything_starts(milepost, tmp_path: Path, name, value, sentence):
    refused = milepost("up", **{f"MILEPOST_{name}": value})

    assert refused.returncode == 1
    assert refused.stderr.decode() == f"milepost: MILEPOST_{name}{sentence}\n"
    assert not (tmp_path / ".milepost").exists()


def test_a_directory_that_cannot_be_created_is_named(milepost, tmp_path: Path):
    (tmp_path / "file").touch()

    refused = milepost("up", *ANY_PORT, "--data-dir", "file")

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: The data directory {tmp_path}/file cannot be used (File exists). Choose another with --data-dir.\n"
    )


def test_external_servers_are_used_if_they_are_set(starting, settings, tmp_path: Path):
    urls = {
        "MILEPOST_DATABASE_URL": settings.database_url,
        "MILEPOST_OWNER_DATABASE_URL": settings.owner_database_url,
        "MILEPOST_REDIS_URL": settings.redis_url,
    }
    with starting("up", *ANY_PORT, **urls) as up:
        address = up.await_output(ADDRESS)[1]

        assert httpx.get(f"{address}/readyz").status_code == 200
        assert not (tmp_path / ".milepost" / "postgres").exists()
        assert not (tmp_path / ".milepost" / "valkey").exists()
        assert up.end(signal.SIGTERM) == 0


def test_a_file_named_like_a_module_of_milepost_is_not_imported(starting, tmp_path: Path):
    (tmp_path / "app.py").write_text("raise SystemExit('the wrong app')\n", "utf-8")
    with starting("up", *ANY_PORT) as up:
        up.await_output(ADDRESS)


def test_the_data_directory_can_have_a_private_parent_and_a_long_path_with_spaces(starting, tmp_path: Path):
    private = tmp_path / "a home"
    private.mkdir(mode=0o700)
    path = private / ("long " * 20)
    with starting("up", *ANY_PORT, "--data-dir", str(path)) as up:
        address = up.await_output(ADDRESS)[1]

        assert httpx.get(f"{address}/readyz").status_code == 200
        assert up.end(signal.SIGTERM) == 0
    assert private.stat().st_mode & 0o777 == 0o700
