"""Metrics on ports of their own, of the API and of the worker."""

import re
import socket
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core.settings import Settings
from db.pool import Pool


@pytest.fixture
def urls(settings: Settings) -> dict[str, str | None]:
    return {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_the_api_serves_metrics_on_their_port_and_nothing_else_there(
    starting: Callable[..., Any], urls: dict[str, str], port: int
):
    with starting("serve", "--port", "0", **urls, MILEPOST_METRICS_PORT=str(port)) as api:
        address = api.await_output(r"api\.started +url=(\S+)")[1]
        found = {
            (where, path): httpx.get(f"{where}{path}").status_code
            for where in (address, f"http://127.0.0.1:{port}")
            for path in ("/metrics", "/healthz", "/graphql?query={__typename}")
        }

    other = f"http://127.0.0.1:{port}"
    assert found == {
        (address, "/metrics"): 404, (address, "/healthz"): 200, (address, "/graphql?query={__typename}"): 401,
        (other, "/metrics"): 200, (other, "/healthz"): 404, (other, "/graphql?query={__typename}"): 404,
    }  # fmt: skip


async def test_the_worker_serves_its_metrics(
    starting: Callable[..., Any], urls: dict[str, str], port: int, pool: Pool, workspace_id: int
):
    await pool.execute("INSERT INTO job (workspace_id, kind, subject_id) VALUES ($1, 'export', 1)", workspace_id)
    with starting("worker", **urls, MILEPOST_WORKER_METRICS_PORT=str(port)) as worker:
        worker.await_output(r"worker\.started")
        deadline = time.monotonic() + 60
        counted = timed = 0.0
        while not (counted == timed > 0) and time.monotonic() < deadline:
            text = httpx.get(f"http://127.0.0.1:{port}/metrics").text  # noqa: ASYNC210 - nothing else runs here
            # other tests may have left jobs of this kind
            counted = sum(map(float, re.findall(r'milepost_jobs_total\{kind="export",outcome="\w+"\} (\S+)', text)))
            timed = sum(map(float, re.findall(r'milepost_job_seconds_count\{kind="export"\} (\S+)', text)))
    await pool.execute("DELETE FROM job WHERE workspace_id = $1", workspace_id)

    assert counted == timed > 0


@pytest.mark.parametrize(
    ("command", "setting"),
    [(("serve", "--port", "0"), "MILEPOST_METRICS_PORT"), (("worker",), "MILEPOST_WORKER_METRICS_PORT")],
)
def test_an_occupied_port_is_reported(
    milepost: Callable[..., Any], urls: dict[str, str], command: tuple[str, ...], setting: str
):
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        refused = milepost(*command, **urls, **{setting: str(port)})

    assert refused.returncode == 1
    assert f"milepost: {setting}: Cannot listen on" in refused.stderr.decode()
