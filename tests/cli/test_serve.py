"""`milepost serve`: how it starts and stops, and its errors if it cannot start."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest
from databases import in_database

from core.viewer import Scope

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'milepost'"


@pytest.fixture
def urls(settings):
    return {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}


@pytest.fixture
async def empty_database(pool, settings):
    """The URL of a database without a migration."""
    await pool.execute("CREATE DATABASE unmigrated")
    yield in_database(settings, "unmigrated").database_url
    await pool.execute("DROP DATABASE unmigrated WITH (FORCE)")


def test_it_serves_and_stops_cleanly(starting, urls):
    with starting("serve", "--port", "0", **urls, MILEPOST_HEAVY_PROCESS="true") as api:
        address = api.await_output(r"api\.started +url=(\S+)")[1]

        assert httpx.get(f"{address}/healthz").json() == {"process": "ok"}
        assert api.end(signal.SIGTERM) == 0


async def test_a_request_that_outlasts_the_end_of_the_process_is_answered_with_503(
    starting, urls, pool, workspace_id, token_for
):
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.READ)}"}
    with starting("serve", "--port", "0", **urls) as api:
        address = api.await_output(r"api\.started +url=(\S+)")[1]
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
                asked = asyncio.create_task(client.post("/graphql", json={"query": "{ people { totalCount } }"}))
                while await pool.fetchval(WAITING) != 1:  # noqa: ASYNC110 - only the server knows
                    await asyncio.sleep(0.05)
                code = await asyncio.to_thread(api.end, signal.SIGTERM)
            answer = await asked

    assert code == 0
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    message = answer.json()["errors"][0]["message"]
    assert message.startswith("The server is shutting down and did not finish the request.")


def test_log_lines_can_be_json(starting, urls):
    with starting("serve", "--port", "0", **urls, MILEPOST_LOG_FORMAT="json") as api:
        line = json.loads(api.await_output(r"\{.*api\.started.*\}\n")[0])

    assert line.keys() == {"event", "level", "timestamp", "url"}


ERRORS = {
    "MILEPOST_DATABASE_URL is not set. Set it to a URL such as postgresql://user:password@host/database.": {
        "MILEPOST_DATABASE_URL": ""
    },
    "MILEPOST_REDIS_URL is not set. Set it to a URL such as redis://host:6379/0.": {"MILEPOST_REDIS_URL": ""},
    "PostgreSQL at 127.0.0.1:9 (MILEPOST_DATABASE_URL) cannot be reached: Connection refused.": {
        "MILEPOST_DATABASE_URL": "postgresql://milepost@127.0.0.1:9/milepost"
    },
    "Valkey at 127.0.0.1:9 (MILEPOST_REDIS_URL) cannot be reached: Connection refused.": {
        "MILEPOST_REDIS_URL": "redis://127.0.0.1:9/0"
    },
    "MILEPOST_REDIS_URL is not a valid URL (invalid DSN scheme). Write one such as redis://host:6379/0.": {
        "MILEPOST_REDIS_URL": "http://somewhere"
    },
}


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("error", ERRORS)
def test_a_missing_server_is_reported(milepost, urls, command, error):
    refused = milepost(command, **urls | ERRORS[error])

    assert refused.returncode == 1
    assert refused.stderr.decode() == f"milepost: {error}\n"


@pytest.mark.parametrize("command", ["serve", "worker", "token"])
def test_a_database_without_migrations_is_refused(milepost, urls, empty_database, command):
    arguments = ("token", "list") if command == "token" else (command,)

    refused = milepost(*arguments, **urls | {"MILEPOST_DATABASE_URL": empty_database})

    assert refused.returncode == 1
    assert refused.stderr.decode().endswith("migrations: run `milepost migrate` first.\n")


def test_it_warns_if_row_level_policies_are_off(milepost, starting, urls, settings, empty_database):
    of_owner = in_database(settings, "unmigrated").owner_database_url
    here = {"MILEPOST_DATABASE_URL": empty_database, "MILEPOST_OWNER_DATABASE_URL": of_owner}
    milepost("migrate", **here, MILEPOST_ROW_SECURITY="off")
    expected = r"database\.row_policies_off +remedy='Run `milepost migrate`"

    with starting("serve", "--port", "0", **urls | here) as warned:
        warned.await_output(f"{expected}[^\n]+\n.*api\\.started")
    with starting("serve", "--port", "0", **urls | here, MILEPOST_ROW_SECURITY="off") as chosen:
        chosen.await_output(r"api\.started")
        assert "row_policies" not in chosen.output.read_text("utf-8")
    milepost("migrate", **here, MILEPOST_ROW_SECURITY="on")
    with starting("serve", "--port", "0", **urls | here) as protected:
        protected.await_output(r"api\.started")
        assert "row_policies" not in protected.output.read_text("utf-8")


def test_it_warns_of_a_variable_that_is_no_setting(starting, urls):
    with starting("serve", "--port", "0", **urls, MILEPOST_COLUMN_ENTRIES="5000") as api:
        api.await_output(r"settings\.unknown_variable +name=MILEPOST_COLUMN_ENTRIES similar=MILEPOST_COLUMNS_ENTRIES")


def test_a_missing_database_is_reported(milepost, urls, settings):
    url = in_database(settings, "nothing").database_url

    refused = milepost("serve", **urls | {"MILEPOST_DATABASE_URL": url})

    assert refused.returncode == 1
    assert refused.stderr.decode().endswith('refuses MILEPOST_DATABASE_URL: database "nothing" does not exist.\n')


def test_an_occupied_port_is_reported(milepost, urls):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = milepost("serve", "--port", port, **urls)

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: Cannot listen on 127.0.0.1 port {port} (Address already in use). "
        "Choose another address with --host or --port.\n"
    )


def test_it_does_not_say_that_it_started_with_a_wrong_manifest_or_an_occupied_port_of_metrics(milepost, urls, tmp_path):
    manifest = tmp_path / "manifest.json"
    manifest.write_text("[]")
    trusting = {"MILEPOST_TRUSTED_DOCUMENTS": "only", "MILEPOST_TRUSTED_DOCUMENTS_FILE": str(manifest)}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        occupied = {"MILEPOST_METRICS_PORT": str(taken.getsockname()[1])}
        refused = [milepost("serve", "--port", "0", **urls | wrong) for wrong in (trusting, occupied)]

    assert [each.returncode for each in refused] == [1, 1]
    assert [each.stderr.decode().partition(": ")[2].partition(":")[0] for each in refused] == [
        "MILEPOST_TRUSTED_DOCUMENTS_FILE",
        "MILEPOST_METRICS_PORT",
    ]
    assert b"api.st" not in b"".join(each.stdout + each.stderr for each in refused)


def test_it_serves_on_a_socket_of_its_parent(urls, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.set_inheritable(True)
        command = [sys.executable, "-P", "-m", "cli.main", "serve", "--fd", str(listener.fileno())]
        environment = {"PATH": os.environ["PATH"], **urls}
        with subprocess.Popen(command, cwd=tmp_path, env=environment, pass_fds=[listener.fileno()]) as api:
            answer = httpx.get(f"{address}/healthz", timeout=60)
            api.terminate()

    assert answer.json() == {"process": "ok"}
    assert api.returncode == 0


def test_a_file_descriptor_that_is_not_a_listening_socket_is_reported(milepost, urls):
    refused = [milepost("serve", "--fd", descriptor, **urls) for descriptor in ("0", "77")]

    assert [each.returncode for each in refused] == [1, 1]
    assert [each.stderr.decode() for each in refused] == [
        "milepost: --fd: The file descriptor 0 is not a listening socket.\n",
        "milepost: --fd: The file descriptor 77 is not a listening socket.\n",
    ]


def test_a_host_that_does_not_exist_is_reported(milepost, urls):
    refused = milepost("serve", "--host", "no.such.host.invalid", **urls)

    assert refused.returncode == 1
    assert refused.stderr.decode().startswith("milepost: Cannot listen on no.such.host.invalid port 8000 (")
