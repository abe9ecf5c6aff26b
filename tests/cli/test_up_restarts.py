"""`milepost up` starts again what was killed, and figures and jobs are as if nothing had happened."""

import signal
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from shutil import rmtree
from typing import Any

import httpx
import psutil
import pytest

PARTS = ("PostgreSQL", "Valkey", "API", "Worker")
PATIENCE_SECONDS = 60  # on a busy machine
READY = {"database": "ok", "valkey": "ok", "migrations": "ok"}
FIGURES = """{
  series(key: "onboarding") {
    stats { outcomes { kind count percentage } }
    block(key: "welcome") { stats { reached states { state count } engagement { kind total unique } } }
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
    """What the check returns once that is true. A request that fails meanwhile is made again."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with suppress(httpx.HTTPError):
            if found := check():
                return found
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Demo:
    """`milepost up --demo`, to be asked while parts of it are killed."""

    def __init__(self, up: Any, client: httpx.Client) -> None:
        self.up = up
        self.client = client
        self.figures = self.ask(FIGURES)

    def ask(self, query: str, **variables: object) -> Any:
        answer = self.client.post("/graphql", json={"query": query, "variables": variables})
        answer.raise_for_status()
        return answer.json()["data"]

    def is_ready(self) -> bool:
        return self.client.get("/readyz").json() == READY

    def pids(self) -> dict[str, int] | None:
        """The number of each process, once all run."""
        found = {part: self.up.child(part) for part in PARTS}
        return {part: process.pid for part, process in found.items()} if all(found.values()) else None

    def await_restart(self, before: dict[str, int], *killed: str) -> None:
        """Return once what was killed runs anew and everything is ready. Nothing else has ended."""
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
def at_work(demo) -> Generator[Demo]:
    address = demo.await_words(r"Milepost: (http://127\.0\.0\.1:\d+)")[1]
    token = demo.await_words(r"#token=(\S+)")[1]
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        yield Demo(demo, client)


@pytest.fixture
def pids(at_work: Demo) -> dict[str, int]:
    """The number of each process before anything is killed."""
    return until(lambda: at_work.is_ready() and at_work.pids())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_was_killed_is_started_again(at_work, pids, part, how):
    told = len(at_work.up.said.read_text("utf-8"))
    kill(at_work.up, part, how)

    at_work.await_restart(pids, part)

    assert at_work.ask(FIGURES) == at_work.figures
    lines = [line for line in at_work.up.said.read_text("utf-8")[told:].split("\n") if "child." in line]
    # A program that has not yet begun to heed SIGTERM is killed by it.
    ends = {f"was killed by {how.name}", *(["exited with status 0"] if how == signal.SIGTERM else [])}
    assert [f"name={part}" in line for line in lines] == [True, True]
    assert "child.ended" in lines[0]
    assert any(f"how='{end}'" in lines[0] for end in ends)
    assert "starts_again_in_seconds=" in lines[0]
    assert "child.started_again" in lines[1]


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
def test_a_deleted_directory_is_made_again(at_work, pids, deleted, killed, restarted):
    directory = at_work.up.said.parent / ".milepost" / deleted
    mode = directory.stat().st_mode
    rmtree(directory)
    for part in killed:
        kill(at_work.up, part)

    until(lambda: at_work.is_ready() and (now := at_work.pids()) and all(now[part] != pids[part] for part in restarted))

    assert directory.stat().st_mode == mode
    assert at_work.ask(FIGURES) == at_work.figures


def test_a_killed_session_of_postgresql_ends_nothing_else(at_work, pids):
    sessions = [
        process
        for process in at_work.up.child("PostgreSQL").children()
        if any(": milepost milepost [local]" in argument for argument in process.cmdline())
    ]
    sessions[0].kill()

    at_work.await_restart(pids)
    assert until(lambda: at_work.ask(FIGURES)) == at_work.figures


def test_connections_wait_while_the_api_is_started_again(at_work, pids):
    kill(at_work.up, "API")

    assert httpx.get(f"{at_work.client.base_url}/healthz", timeout=PATIENCE_SECONDS).json() == {"process": "ok"}


@pytest.mark.parametrize("killed", [("PostgreSQL",), ("Valkey",), ("Worker",), PARTS], ids="-".join)
def test_jobs_that_were_asked_for_before_are_done_once(at_work, pids, killed):
    tag = f"asked for before {killed}"
    selected = at_work.ask("{ people { totalCount } }")["people"]["totalCount"]
    series_id = at_work.ask('{ series(key: "onboarding") { id } }')["series"]["id"]
    action = at_work.ask(TAG, input={"people": {}, "tag": tag})["tagPeople"]["bulkAction"]["id"]
    export = at_work.ask(EXPORT, input={"series": series_id, "files": FILES})["requestExport"]["export"]["id"]
    for part in killed:
        kill(at_work.up, part)

    at_work.await_restart(pids, *killed)
    until(lambda: at_work.ask(WATCH_EXPORT, id=export)["export"]["status"] == "COMPLETED")
    done = until(lambda: (found := at_work.ask(WATCH_TAG, id=action)["bulkAction"])["status"] == "COMPLETED" and found)

    assert (done["selected"], done["succeeded"]) == (selected, selected)
    assert at_work.ask(TAGGED, tag=tag)["people"]["totalCount"] == selected
    assert at_work.ask(FIGURES) == at_work.figures


def test_it_never_gives_up_on_what_ends_again_and_again(at_work, pids):
    for _ in range(5):
        before = until(lambda: at_work.up.child("Worker"))
        before.kill()
        until(lambda before=before: (now := at_work.up.child("Worker")) and now.pid != before.pid)

    assert until(at_work.is_ready)
    assert at_work.ask(FIGURES) == at_work.figures
    assert at_work.up.process.poll() is None


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_it_stops_while_something_is_started_again(starting, how):
    with starting("up", "--port", "0") as up:
        up.await_words("Milepost: ")
        family = up.family()
        for part in PARTS:
            kill(up, part)
        up.await_words("child.started_again +name=PostgreSQL")
        family += up.family()
        status = up.end(how)

    psutil.wait_procs(family, timeout=PATIENCE_SECONDS)
    assert [each for each in family if each.is_running() and each.status() != "zombie"] == []
    assert status == (-signal.SIGKILL if how == signal.SIGKILL else 0)


def test_a_kill_while_the_demo_is_loaded_does_not_end_it(starting):
    with starting("up", "--demo", "--port", "0") as up:
        up.await_words("Loading the demo")
        kill(up, "PostgreSQL")
        up.await_words("GraphiQL: ")

        assert up.end(signal.SIGTERM) == 0
