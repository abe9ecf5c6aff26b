"""Both executors give the same answers on the real schema, and the planned one does all of it by plans."""

import base64
import binascii
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
import structlog
from all_operations import ALL, MUTATION, MUTATIONS, UNDOING, everything, questions
from asking import EVERYTHING, answer_to, ask
from both_executors import BothExecutors, by_stock
from fallbacks import fallbacks
from planned import DEFINE, simulated, words_of
from recording import record_events
from settled import is_selection, opened_selection

import schema.execution.executor
import schema.operations
from bench import questions as bench_questions
from cli.demo import questions as demo_questions
from core import response_size
from core.response_size import VALUE_CHARACTERS, begin_response
from core.viewer import Scope
from db.pool import Pool
from db.tokens import PREFIX, ensure_workspace
from schema.execution.fallbacks import UnexpectedValue
from schema.execution.plans import Planner
from simulation.onboarding import definition

pytestmark = pytest.mark.usefixtures("any_cost")

ROOT = Path(__file__).parents[2]
PEOPLE = 40
TAG = """
mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { userErrors { message } } }
"""
JOBS = """
mutation ($series: ID!) {
  bulkAction: tagPeople(input: { tag: "job", people: { tags: ["rare"] } }) { bulkAction { id } }
  export: requestExport(input: { series: $series, email: "me@example.org" }) { export { id } }
}
"""
TAGGED = [{"externalId": f"user-1-{number}", "tags": ["rare", "common"]} for number in range(1, 6)]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN = [
    found for path in DOCUMENTS for found in re.findall(r"```graphql\n(.+?)```", path.read_text("utf-8"), re.DOTALL)
]
DASHBOARDS = {
    **{f"demo: {title}": query for title, query in demo_questions()},
    **{f"bench: {name}": query for name, query in vars(bench_questions).items() if name.isupper()},
    **{f"documentation {number}": query for number, query in enumerate(SHOWN)},
}


async def prepare(pool: Pool, workspace_id: int) -> dict[str, str]:
    """Fills a workspace, always with the same, and returns what the words in angle brackets stand for."""
    await ask(pool, workspace_id, DEFINE, input=definition())
    async with pool.acquire() as connection:
        await record_events(connection, workspace_id, simulated(PEOPLE, seed=1))
    await ask(pool, workspace_id, TAG, people=TAGGED)
    return await words_of(pool, workspace_id)


async def ask_for_jobs(pool: Pool, workspace_id: int, words: dict[str, str]) -> dict[str, str]:
    """Requests a bulk action and an export, and returns their ids."""
    data = await ask(pool, workspace_id, JOBS, series=words["Series"])
    return {name: data[name][name]["id"] for name in ("bulkAction", "export")}


def filled(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"<{name}>", word)
    return text


async def test_every_selectable_field_has_a_plan_and_the_same_response(
    pool: Pool, workspace_id: int, both_executors: BothExecutors
):
    words = await prepare(pool, workspace_id)
    words |= await ask_for_jobs(pool, workspace_id, words)
    asked = {**DASHBOARDS, **dict(everything()), **dict(questions())}
    before = fallbacks()
    fell_back: dict[str, Any] = {}

    for name, query in asked.items():
        await answer_to(pool, workspace_id, filled(query, words))
        if fallbacks() != before:
            fell_back[name], before = fallbacks(), fallbacks()

    assert fell_back == {}
    assert len(SHOWN) >= 4
    assert both_executors.compared >= len(asked) - 7  # less the mutations, and queries with variables, of the docs
    assert both_executors.differences == []


@pytest.mark.executed_once
async def test_no_response_is_longer_than_its_count(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = await prepare(pool, workspace_id) | {"bulkAction": "none", "export": "none"}
    sizes: list[Any] = []

    def begin() -> None:
        begin_response()
        sizes.append(response_size._SIZE.get())

    monkeypatch.setattr(schema.execution.executor, "begin_response", begin)
    longer: dict[str, Any] = {}
    for name, query in everything():
        data, _ = await answer_to(pool, workspace_id, filled(query, words))
        inside = sum(len(orjson.dumps(value)) for value in (data or {}).values())
        if inside > sizes[-1].characters + VALUE_CHARACTERS * len(data or {}):
            longer[name] = inside, sizes[-1].characters

    assert longer == {}


# ADMIN includes all scopes. Mutations alone need others than these three.
@pytest.mark.parametrize("missing", [Scope.READ, Scope.EXPORT])
async def test_a_missing_scope_is_the_same_error_in_the_same_places(
    pool: Pool, workspace_id: int, both_executors: BothExecutors, missing: Scope
):
    words = await prepare(pool, workspace_id) | {"bulkAction": "none", "export": "none"}

    for _, query in everything():
        await answer_to(pool, workspace_id, filled(query, words), scopes=EVERYTHING - {missing, Scope.ADMIN})

    assert both_executors.differences == []


@pytest.mark.parametrize(
    "scopes",
    [EVERYTHING, EVERYTHING - {Scope.READ, Scope.ADMIN}, frozenset({Scope.READ})],
    ids=["all", "not READ", "only READ"],
)
async def test_mutations_have_the_same_payloads_and_errors_in_equal_workspaces(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, scopes: frozenset[Scope]
):
    planned = await mutate(pool, await ensure_workspace(pool, f"planned {sorted(scopes)}"), scopes)
    monkeypatch.setattr(schema.operations, "_started", by_stock)
    stock = await mutate(pool, await ensure_workspace(pool, f"stock {sorted(scopes)}"), scopes)

    assert [name for name, _ in planned] == [name for name, _ in stock]
    for (name, answer), (_, other) in zip(planned, stock, strict=True):
        assert answer == other, name
    if scopes == EVERYTHING:
        assert {name for name, _ in planned} == MUTATION.keys()
        assert not any(answer["errors"] for _, answer in planned)


async def mutate(pool: Pool, workspace_id: int, scopes: frozenset[Scope]) -> list[tuple[str, Any]]:
    """Does every mutation in a new workspace: their names and whole answers, in which ids and instants are replaced."""
    words = await prepare(pool, workspace_id)
    answers: list[tuple[str, Any]] = []
    for name, given in MUTATIONS:
        field = MUTATION[name]
        document = f"mutation ($input: {field.args['input'].type}) {{ done: {name}(input: $input) {ALL.of(field)} }}"
        variables = {"input": orjson.loads(filled(orjson.dumps(given).decode(), words))}
        data, errors = await answer_to(pool, workspace_id, document, variables, scopes)
        done = (data or {}).get("done") or {}
        for made in ("bulkAction", "export", "token"):
            if done.get(made):
                words.update({made: done[made]["id"], name: done[made]["id"]})
        answers.append((name, {"data": data, "errors": errors}))
    for name, what in UNDOING.items():
        document = f'mutation {{ done: {name}(id: "{words.get(what, "none")}") {ALL.of(MUTATION[name])} }}'
        data, errors = await answer_to(pool, workspace_id, document, scopes=scopes)
        answers.append((name, {"data": data, "errors": errors}))
    return Comparable().of(answers)


class Comparable:
    """Replaces what differs between equal workspaces: ids by their order, and instants of the database's clock."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        match value:
            case dict():
                return {key: self._below(key, found) for key, found in value.items()}
            case list() | tuple():
                return type(value)(map(self.of, value))
            case str() if type_ := _type_in(value):
                return self._ids.setdefault(value, f"{type_} {len(self._ids)}")
            case str() if re.fullmatch(r"\d{4}-.*\.\d{6}Z", value):  # the simulation has whole seconds
                return "an instant"
            case str() if value.startswith(("planned [", "stock [", PREFIX)):
                return "a name or secret"
            case _:
                return value

    def _below(self, key: str, found: Any) -> Any:
        if "ursor" in key and found:
            return "cursor"
        return self.of(opened_selection(found) if is_selection(key) and found else found)


def _type_in(text: str) -> str | None:
    try:
        found = re.fullmatch(r"(?s)([A-Z][a-zA-Z]+):[\d.]+(:.*)?", base64.urlsafe_b64decode(text + "==").decode())
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return found and found[1]


async def test_a_mutation_whose_answer_falls_back_is_carried_out_once(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch
):
    await ask(pool, workspace_id, DEFINE, input=definition())
    event = {"type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "onboarding", "person": "p"}
    document = """mutation ($input: TagPeopleInput!) {
        first: tagPeople(input: $input) { bulkAction { id } }
        second: tagPeople(input: $input) { bulkAction { id } }
    }"""
    await ask(pool, workspace_id, TAG, people=[{"externalId": event["person"]}])
    monkeypatch.setattr(Planner, "object", _surprised)

    before = fallbacks()
    data, errors = await answer_to(pool, workspace_id, document, {"input": {"tag": "t", "people": {}}})

    assert errors == []
    assert data["first"]["bulkAction"]["id"] != data["second"]["bulkAction"]["id"]
    assert fallbacks()["value"] > before["value"]
    assert await pool.fetchval("SELECT count(*) FROM bulk_action WHERE workspace_id = $1", workspace_id) == 2


def _surprised(*_: Any) -> Any:
    def fill(_: Any) -> Any:
        raise UnexpectedValue

    return fill


@pytest.mark.executed_once
async def test_a_bug_in_a_plan_is_an_internal_error_and_logged(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Planner, "object", broken)
    document = "query Broken { viewer { workspace { timeZone } } }"

    with structlog.testing.capture_logs() as logs:
        _, errors = await answer_to(pool, workspace_id, document)

    assert [error["extensions"]["code"] for error in errors] == ["INTERNAL"]
    assert [repr(entry["exc_info"]) for entry in logs] == ["ZeroDivisionError('a bug')"]


async def test_a_difference_between_the_executors_is_noticed(
    pool: Pool, workspace_id: int, both_executors: BothExecutors, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Planner, "object", lambda *_: lambda _: {"timeZone": "wrong"})

    await answer_to(pool, workspace_id, "query Different { viewer { workspace { timeZone } } }")

    [difference] = both_executors.differences
    assert "wrong" in difference
    both_executors.differences.clear()
