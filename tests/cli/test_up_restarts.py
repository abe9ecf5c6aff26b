"""`milepost up` restarts what was killed, and figures and jobs are as if nothing had happened."""

import signal
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from datetime import UTC, datetime
from shutil import rmtree
from typing import Any

import httpx
import psutil
import pytest

PARTS = ("PostgreSQL", "Valkey", "API", "Worker")
PATIENCE_SECONDS = 60  # on a busy machine
READY = {"database": "ok", "valkey": "ok", "migrations": "ok"}
FIGURES = """query ($scope: StatsScope!) {
  series(key: "onboarding") {
    stats(scope: $scope) { outcomes { kind count percentage } }
    block(key: "welcome") { stats(scope: $scope) { reached states { state count } engagement { kind total unique } } }
  }
}"""
TAG = "mutation ($input: TagPeopleInput!) { tagPeople(input: $input) { bulkAction { id } userErrors { message } } }"
EXPORT = """
mutation ($input: RequestExportInput!) { requestExport(input: $input) { export { id } userErrors { message } } }
"""
FILES = ["SERIES_ENTRY", "GOAL_SUCCESS"]
WATCH_TAG = "query ($id: ID!) { bulkAction(id: $id) { status selected succeeded } }"
WATCH_EXPORT = "query ($id: ID!) { export(id: $id) { status } }"
TAGGED = "query ($tag: String!) { people(filter: {tags: [$tag]}) { totalCount } }"


def until(check: Callable[[], Any]) -> Any:
    """Repeats the check until it returns something true, and returns that. Failed requests are retried."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with suppress(httpx.HTTPError):
            if found := check():
                return found
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Demo:
    """`milepost up --demo`, which is queried while parts of it are killed."""

    def __init__(self, up: Any, client: httpx.Client) -> None:
        self.up = up
        self.client = client
        self.as_of = datetime.now(UTC).isoformat()  # events of the demo go on happening during the tests
        self.figures = self.ask_figures()

    def ask_figures(self) -> Any:
        return self.ask(FIGURES, scope={"asOf": self.as_of})

    def ask(self, query: str, **variables: object) -> Any:
        answer = self.client.post("/graphql", json={"query": query, "variables": variables})
        answer.raise_for_status()
        return answer.json()["data"]

    def is_ready(self) -> bool:
        return self.client.get("/readyz").json() == READY

    def pids(self) -> dict[str, int] | None:
        """The id of each process. None unless all are running."""
        found = {part: self.up.child(part) for part in PARTS}
        return {part: process.pid for part, process in found.items()} if all(found.values()) else None

    def await_restart(self, before: dict[str, int], *killed: str) -> None:
        """Return once the killed parts run again and everything is ready. Fails if another part was restarted."""
        after = until(
            lambda: (
                self.is_ready()
                and (after := self.pids())
                and all(after[part] != before[part] for part in killed)
                and after
            )
        )
        assert {part for part in PARTS if after[part] != before[part]} == set(killed)


def kill(up: Any, part: str, how: signal.Signals = signal.SIGKILL) -> None:
    process = up.child(part)
    process.send_signal(how)
    process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def milepost_up(demo) -> Generator[Demo]:
    address = demo.await_output(r"Milepost: (http://127\.0\.0\.1:\d+)")[1]
    token = demo.token()
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        yield Demo(demo, client)


@pytest.fixture
def pids(milepost_up: Demo) -> dict[str, int]:
    """The id of each process before anything is killed."""
    return until(lambda: milepost_up.is_ready() and milepost_up.pids())


def lines_since(milepost_up: Demo, begin: int) -> list[str]:
    return [line for line in milepost_up.up.output.read_text("utf-8")[begin:].split("\n") if "child." in line]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_is_restarted(milepost_up, pids, part, how):
    before = len(milepost_up.up.output.read_text("utf-8"))
    kill(milepost_up.up, part, how)

    milepost_up.await_restart(pids, part)

    assert milepost_up.ask_figures() == milepost_up.figures
    # The process is there a moment before the line that says so.
    lines = until(lambda: len(found := lines_since(milepost_up, before)) >= 2 and found)
    # A program that has not yet installed its SIGTERM handler is killed by the signal.
    ends = {f"was killed by {how.name}", *(["exited with status 0"] if how == signal.SIGTERM else [])}
    assert [f"name={part}" in line for line in lines] == [True, True]
    assert "child.ended" in lines[0]
    assert any(f"reason='{end}'" in lines[0] for end in ends)
    assert "restart_in_seconds=" in lines[0]
    assert "child.restarted" in lines[1]


@pytest.mark.parametrize(
    ("deleted", "killed", "restarted"),
    [
        ("run", ["Valkey"], ["PostgreSQL", "Valkey"]),
        ("run", [], ["PostgreSQL", "Valkey"]),
        ("run", PARTS, PARTS),
        ("logs", ["PostgreSQL", "Valkey"], ["PostgreSQL", "Valkey"]),
        ("valkey", ["Valkey"], ["Valkey"]),
    ],
)
def test_a_deleted_directory_is_made_again(milepost_up, pids, deleted, killed, restarted):
    directory = milepost_up.up.output.parent / ".milepost" / deleted
    mode = directory.stat().st_mode
    rmtree(directory)
    for part in killed:
        kill(milepost_up.up, part)

    until(
        lambda: (
            milepost_up.is_ready()
            and (now := milepost_up.pids())
            and all(now[part] != pids[part] for part in restarted)
        )
    )

    assert directory.stat().st_mode == mode
    assert milepost_up.ask_figures() == milepost_up.figures


def test_a_killed_postgresql_session_restarts_no_part(milepost_up, pids):
    sessions = [
        process
        for process in milepost_up.up.child("PostgreSQL").children()
        if any(": milepost_app milepost [local]" in argument for argument in process.cmdline())
    ]
    sessions[0].kill()

    milepost_up.await_restart(pids)
    assert until(milepost_up.ask_figures) == milepost_up.figures


def test_connections_wait_while_the_api_restarts(milepost_up, pids):
    kill(milepost_up.up, "API")

    assert httpx.get(f"{milepost_up.client.base_url}/healthz", timeout=PATIENCE_SECONDS).json() == {"process": "ok"}


@pytest.mark.parametrize("killed", [("PostgreSQL",), ("Valkey",), ("Worker",), PARTS], ids="-".join)
def test_jobs_that_were_requested_before_the_kill_run_once(milepost_up, pids, killed):
    tag = f"requested before {killed}"
    selected = milepost_up.ask("{ people { totalCount } }")["people"]["totalCount"]
    series_id = milepost_up.ask('{ series(key: "onboarding") { id } }')["series"]["id"]
    action = milepost_up.ask(TAG, input={"people": {}, "tag": tag})["tagPeople"]["bulkAction"]["id"]
    export = milepost_up.ask(EXPORT, input={"series": series_id, "files": FILES})["requestExport"]["export"]["id"]
    for part in killed:
        kill(milepost_up.up, part)

    milepost_up.await_restart(pids, *killed)
    until(lambda: milepost_up.ask(WATCH_EXPORT, id=export)["export"]["status"] == "COMPLETED")
    done = until(
        lambda: (found := milepost_up.ask(WATCH_TAG, id=action)["bulkAction"])["status"] == "COMPLETED" and found
    )

    assert (done["selected"], done["succeeded"]) == (selected, selected)
    assert milepost_up.ask(TAGGED, tag=tag)["people"]["totalCount"] == selected
    assert milepost_up.ask_figures() == milepost_up.figures


def test_a_part_that_keeps_ending_is_restarted_every_time(milepost_up, pids):
    for _ in range(5):
        before = until(lambda: milepost_up.up.child("Worker"))
        before.kill()
        until(lambda before=before: (now := milepost_up.up.child("Worker")) and now.pid != before.pid)

    assert until(milepost_up.is_ready)
    assert milepost_up.ask_figures() == milepost_up.figures
    assert milepost_up.up.process.poll() is None


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_it_can_be_stopped_during_a_restart(starting, how):
    with starting("up", "--port", "0") as up:
        up.await_output("Milepost: ")
        family = up.family()
        for part in PARTS:
            kill(up, part)
        up.await_output("child.restarted +name=PostgreSQL")
        family += up.family()
        status = up.end(how)

    psutil.wait_procs(family, timeout=PATIENCE_SECONDS)
    assert [each for each in family if each.is_running() and each.status() != "zombie"] == []
    assert status == (-signal.SIGKILL if how == signal.SIGKILL else 0)


@pytest.mark.long
def test_a_kill_does_not_stop_the_loading_of_the_demo(starting):
    with starting("up", "--demo", "--port", "0") as up:
        up.await_output("Loading the demo")
        kill(up, "PostgreSQL")
        up.await_output("GraphiQL: ")

        assert up.end(signal.SIGTERM) == 0
