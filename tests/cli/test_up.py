"""`milepost up`: started, stopped, killed, started again, and refused."""

import signal
import socket
from pathlib import Path

import httpx
import psutil
import pytest

ADDRESS = r"Milepost: (http://127\.0\.0\.1:\d+)"
ANY_PORT = ("--port", "0")


def _gone(processes: list[psutil.Process]) -> list[str]:
    psutil.wait_procs(processes, timeout=60)
    return [str(process) for process in processes if process.is_running() and process.status() != "zombie"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_answers_once_it_says_so_and_leaves_no_process_behind(starting, how):
    with starting("up", *ANY_PORT) as up:
        address = up.await_words(ADDRESS)[1]
        ready = httpx.get(f"{address}/readyz")
        family = up.family()
        status = up.end(how)

    assert ready.json() == {"database": "ok", "valkey": "ok", "migrations": "ok"}
    assert len(family) > 5
    assert status == 0
    assert _gone(family) == []


def test_a_signal_while_it_starts_stops_what_was_started(starting):
    with starting("up", *ANY_PORT) as up:
        up.await_words("database.migrated")
        family = up.family()
        status = up.end(signal.SIGTERM)

    assert status == 0
    assert _gone(family) == []


def test_its_own_token_is_private_and_lasts(starting, tmp_path: Path):
    with starting("up", *ANY_PORT) as up:
        token = up.await_words(r"GraphiQL: http://\S+/graphql#token=(mp_\S{43})\n")[1]
        up.end(signal.SIGTERM)
    with starting("up", *ANY_PORT) as up:
        again = up.await_words(r"#token=(\S+)")[1]

    file = tmp_path / ".milepost" / "token"
    assert again == token
    assert file.read_text("ascii") == f"{token}\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_token_from_the_environment_is_not_printed_and_not_kept(starting, tmp_path: Path):
    with starting("up", *ANY_PORT, MILEPOST_BOOTSTRAP_TOKEN="mp_known_to_whoever_set_it") as up:
        up.await_words(r"GraphiQL: http://\S+/graphql\n")

        assert "mp_known_to_whoever_set_it" not in up.said.read_text("utf-8")
        assert not (tmp_path / ".milepost" / "token").exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_next_start_has_all_data(starting, milepost, how):
    with starting("up", *ANY_PORT) as up:
        up.await_words(ADDRESS)
        created = milepost("token", "create", "--workspace", "shop", "--name", "till", "--scope", "READ")
        before = milepost("token", "list").stdout.decode()
        up.end(how)

    with starting("up", *ANY_PORT) as up:
        up.await_words(ADDRESS)
        after = milepost("token", "list").stdout.decode()

    assert created.returncode == 0
    assert before.startswith("1\tshop\ttill\tREAD\t")
    assert after == before


def test_killed_it_takes_its_processes_with_it(starting):
    with starting("up", *ANY_PORT) as up:
        up.await_words(ADDRESS)
        family = up.family()
        up.end(signal.SIGKILL)

    assert _gone(family) == []


def test_a_child_that_ends_while_it_starts_stops_everything(starting):
    with starting("up", *ANY_PORT) as up:
        up.await_words("database.migrated")
        while (worker := up.child("Worker")) is None:
            assert up.process.poll() is None
        family = up.family()
        worker.kill()
        status = up.process.wait(60)

    assert status == 1
    assert "milepost: Worker was killed by SIGKILL while Milepost started, so everything was stopped." in (
        up.said.read_text("utf-8")
    )
    assert _gone(family) == []


def test_a_data_directory_of_another_version_is_refused(starting, milepost, tmp_path: Path):
    with starting("up", *ANY_PORT) as up:
        up.await_words(ADDRESS)
        up.end(signal.SIGTERM)
    (tmp_path / ".milepost" / "postgres" / "PG_VERSION").write_text("17\n", "ascii")

    refused = milepost("up", *ANY_PORT)

    assert refused.returncode == 1
    assert refused.stderr.decode().startswith("milepost: PostgreSQL did not start: ")
    assert "database files are incompatible with server" in refused.stderr.decode()


def test_a_second_one_on_the_same_directory_is_refused(starting, milepost, tmp_path: Path):
    with starting("up", *ANY_PORT) as up:
        up.await_words(ADDRESS)
        second = milepost("up", *ANY_PORT)

    assert second.returncode == 1
    assert second.stderr.decode() == (
        f"milepost: Another `milepost up` uses {tmp_path}/.milepost: "
        "stop it, or choose another directory with --data-dir.\n"
    )


def test_a_port_that_is_taken_is_refused_before_anything_starts(milepost, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = milepost("up", "--port", str(port))

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: Cannot listen on 127.0.0.1 port {port} (Address already in use): "
        "choose another with --host or --port.\n"
    )
    assert not (tmp_path / ".milepost" / "postgres").exists()


def test_a_wrong_setting_is_named(milepost):
    refused = milepost("up", MILEPOST_LOG_FORMAT="xml")

    assert refused.returncode == 1
    assert refused.stderr.decode() == "milepost: MILEPOST_LOG_FORMAT: Input should be 'text' or 'json'\n"


def test_a_directory_that_cannot_be_made_is_named(milepost, tmp_path: Path):
    (tmp_path / "file").touch()

    refused = milepost("up", *ANY_PORT, "--data-dir", "file")

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: The data directory {tmp_path}/file cannot be used (File exists): choose another with --data-dir.\n"
    )


def test_external_servers_are_used_where_they_are_set(starting, settings, tmp_path: Path):
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    with starting("up", *ANY_PORT, **urls) as up:
        address = up.await_words(ADDRESS)[1]

        assert httpx.get(f"{address}/readyz").status_code == 200
        assert not (tmp_path / ".milepost" / "postgres").exists()
        assert not (tmp_path / ".milepost" / "valkey").exists()
        assert up.end(signal.SIGTERM) == 0


def test_a_directory_named_like_a_module_of_ours_does_not_disturb(starting, tmp_path: Path):
    (tmp_path / "app.py").write_text("raise SystemExit('the wrong app')\n", "utf-8")
    with starting("up", *ANY_PORT) as up:
        up.await_words(ADDRESS)


def test_a_private_parent_and_a_long_or_odd_path_do_not_matter(starting, tmp_path: Path):
    private = tmp_path / "a home"
    private.mkdir(mode=0o700)
    path = private / ("long " * 20)
    with starting("up", *ANY_PORT, "--data-dir", str(path)) as up:
        address = up.await_words(ADDRESS)[1]

        assert httpx.get(f"{address}/readyz").status_code == 200
        assert up.end(signal.SIGTERM) == 0
    assert private.stat().st_mode & 0o777 == 0o700
