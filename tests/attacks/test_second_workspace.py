"""A second workspace tries everything that it could learn of the first one, at every place of the schema.

Two equal workspaces, the second and its twin, send the same requests. The second one sends ids, keys, cursors and texts
of the first workspace, its twin sends ones that do not exist. Both must get the same response, and end with the same
content, and the first workspace must be unchanged. Afterwards the first workspace sends the same references itself:
its response must differ from the one for a reference that does not exist, or the request would show nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from asking import answer_to
from furnished import DETAILS, Furnished, checksums, content, furnish, ids_of
from settled import Settled, moved_cursor, opened_cursor
from slots import Slot, Slots

from core.figures import OutcomeKind
from core.people_filters import OutcomeCondition, PeopleFilter, VisitCondition
from core.scoped_ids import scope_text, scoped_id
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import END
from db.pool import Pool
from db.tokens import ensure_workspace
from schema.executable import GRAPHQL

pytestmark = pytest.mark.usefixtures("any_cost")

FIRST, MISSING, SECOND = "mark-a", "mark-b", "twin"  # the first two are neighbours in every order
FAR = 10**9  # added to the numbers of ids: beyond those that exist

# What is sent where a request needs something else besides the reference that is tried.
OWN = {
    "Query.series": {"key": "<mark>"},
    "Query.person": {"externalId": "<mark>"},
    "Query.bulkAction": {"id": "<BulkAction>"},
    "Query.export": {"id": "<Export>"},
    "Query.messagePreview": {"input": {"person": "<Person>", "subject": "Hello", "body": "Hello"}},
    "Query.messagePreview.input": {"person": "<Person>", "subject": "Hello", "body": "Hello"},
    "Query.nodes": {"ids": ["<Series>"]},
    "Query.node": {"id": "<Series>"},
    "Series.block": {"key": "<mark>"},
    "Subscription.seriesStats.id": "<Series>",
    "SeriesStats.timeTo": {"kind": "FINISHED"},
    "SeriesStats.breakdown": {"by": {"tag": True}},
    "SeriesStats.breakdown.by": {"tag": True},
    "around BreakdownInput.attribute": {},
    "around BreakdownInput.variantOf": {},
    "OutcomeCondition.kind": "STARTED",
    "PeopleFilter.visit": {"seriesKey": "<mark>", "blockKey": "<mark>"},
    "around VisitCondition.block": {},
    "PeopleFilter.attributes": [{"name": "<mark>", "operator": "EQ", "value": "<mark>"}],
    "DefineSeriesInput.key": "<mark>",
    "DefineSeriesInput.name": "<mark>",
    "DefineSeriesInput.paths": [],
    "BlockInput.key": "<mark>-split",
    "BlockInput.name": "<mark>",
    "BlockInput.kind": "SPLIT",
    "PathInput.from": "<mark>-split",
    "PathInput.to": "<mark>-split",
    "PersonInput.externalId": "<mark>",
    "RecordEventsInput.events": [
        {
            "id": "<new>",
            "type": "CLICKED",
            "at": "2026-03-02T12:00:00Z",
            "series": "<mark>",
            "person": "<mark>-bob",
            "block": "<mark>",
        }
    ],
    "TagPeopleInput.people": {},
    "TagPeopleInput.tag": "<mark>",
    "MessagePeopleInput.people": {},
    "MessagePeopleInput.body": "Hello",
    "Mutation.messagePeople.input": {"people": {}, "subject": "Hello", "body": "Hello"},
    "Mutation.requestExport.input": {"series": "<Series>"},
    "around RequestExportInput.seriesKey": {},
    "CreateTokenInput.name": "<mark>",
    "CreateTokenInput.scopes": ["READ"],
}
SELECTED = {
    "Series.block": f'key: "{SECOND}"',
    "SeriesStats.timeTo": "kind: FINISHED",
    "SeriesStats.breakdown": "by: {tag: true}",
}
SLOTS = Slots(GRAPHQL, OWN, SELECTED).all()
QUERIES = [field for field in SLOTS if not field.startswith(("Mutation.", "Subscription."))]
SUBSCRIPTIONS = [field for field in SLOTS if field.startswith("Subscription.")]
MUTATIONS = [field for field in SLOTS if field.startswith("Mutation.")]
NODE = "query ($id: ID!) { node(id: $id) { __typename } }"
CURSORS = ("after", "before")
# Of many references, each place of a request gets every sixth one, and the next place the ones after them. All of them
# take minutes.
EVERY = pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.long)])
FEW = 6
# By the type and name of a leaf: the place of the reference that showed something at the last such leaf. Tried first.
SHOWN: dict[tuple[str, str], int] = {}
# Texts that are stored or sent: whether another row has the same does not show in the response.
PLAIN_TEXTS = {
    "Query.messagePreview": "subject body",
    "Mutation.defineSeries": "name goal blocks.name blocks.contentTitle paths.variant",
    "Mutation.upsertPeople": "people.email people.name people.attributes people.tags",
    "Mutation.recordEvents": "events.person events.company events.variant events.reason events.receipt events.url "
    "events.detail",
    "Mutation.messagePeople": "subject body",
    "Mutation.createToken": "name",
    "Mutation.updateWorkspace": "name",
}


@dataclass(frozen=True)
class Reference:
    """What the second workspace sends, and what its twin sends instead, which does not exist."""

    first: Any
    missing: Any


@dataclass(frozen=True)
class Places:
    first: Furnished
    second: Furnished
    twin: Furnished
    cursors: list[str]
    selections: list[str]

    def references(self, slot: Slot) -> list[Reference]:
        if slot.type == "ID":
            is_selection = slot.leaf.rpartition(".")[2] == "selection"
            return [*self._ids(), *(self._selections() if is_selection else ())]
        texts = [Reference(text, text.replace(FIRST, MISSING)) for text in self.first.texts]
        if slot.type == "JSON":
            objects = [Reference({each.first: each.first}, {each.missing: each.missing}) for each in texts]
            return objects if "attributes" in slot.leaf.rpartition(".")[2] else [*texts, *objects]
        cursors = [Reference(cursor, moved_cursor(cursor, FAR)) for cursor in self.cursors]
        return cursors if slot.leaf in CURSORS else texts

    def _ids(self) -> Iterator[Reference]:
        """All ids of the first workspace, and those that are partly of it and partly the sender's own."""
        for type_, numbers in self.first.ids.items():
            for place in [None, *range(len(numbers))] if len(numbers) > 1 else [None]:
                first = ids_of(type_, self._mixed(type_, numbers, place, self.second, 0))
                missing = ids_of(type_, self._mixed(type_, numbers, place, self.twin, FAR))
                yield from map(Reference, first, missing)
        for type_ in ("SeriesStats", "Outcome", "BlockStats", "PathStats"):
            first = self._narrowed(type_, self.second, 0)
            yield from map(Reference, first, self._narrowed(type_, self.twin, FAR))

    def _selections(self) -> Iterator[Reference]:
        for text in self.selections:
            yield Reference(text, text[:-1] + ("A" if text[-1] != "A" else "E"))

    @staticmethod
    def _mixed(type_: str, numbers: tuple[int, ...], own: int | None, place: Furnished, far: int) -> tuple[int, ...]:
        return tuple(place.ids[type_][at] if at == own else number + far for at, number in enumerate(numbers))

    def _narrowed(self, type_: str, place: Furnished, far: int) -> Iterator[str]:
        """The ids of the sender's own figures for people of the first workspace."""
        [series], [block], [person] = (self.first.ids[name] for name in ("Series", "Block", "Person"))
        for people in (
            PeopleFilter(ids=(person + far,)),
            PeopleFilter(outcomes=(OutcomeCondition(series + far, OutcomeKind.STARTED),)),
            PeopleFilter(visits=(VisitCondition(block + far),)),
        ):
            text = scope_text(StatsScope(END, people=people))
            yield scoped_id(type_, *place.ids[type_], scope=text, detail=DETAILS.get(type_, ""))


async def places_of(settings: Settings, pool: Pool) -> Places:
    """Without cursors, which no mutation takes.

    The first workspace is created last, so that its numbers are above those of the others.
    """
    twin, second, first = [
        await furnish(settings, pool, await ensure_workspace(pool, f"{mark} {uuid4()}"), mark)
        for mark in (SECOND, SECOND, FIRST)
    ]
    return Places(first, second, twin, [], await selections_of(first))


@pytest.fixture(scope="module")
async def unchanging(settings: Settings, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Places:
    outbox = tmp_path_factory.mktemp("outbox")
    places = await places_of(settings.model_copy(update={"mail_outbox": outbox}), pool)
    return replace(places, cursors=await cursors_of(places.first))


@pytest.fixture
async def places(settings: Settings, pool: Pool, tmp_path: Path) -> Places:
    return await places_of(settings.model_copy(update={"mail_outbox": tmp_path}), pool)


async def selections_of(place: Furnished) -> list[str]:
    """The selection of everyone, and that of a figure."""
    figure = f'series(key: "{place.mark}") {{ stats {{ started {{ selection }} }} }}'
    answer = await answer_to(place.desk.pool, place.workspace_id, f"{{ people {{ selection }} {figure} }}")
    return [*_under(answer, "selection")]


async def cursors_of(place: Furnished) -> list[str]:
    """One cursor of each list that has rows."""
    found: dict[str, str] = {}
    for slots in SLOTS.values():
        for slot in slots:
            if slot.leaf == "after":
                variables = place.filled(slot.filled(None))
                for cursor in _under(
                    await answer_to(place.desk.pool, place.workspace_id, f"query {slot.document}", variables), "cursor"
                ):
                    found[opened_cursor(cursor)[0]] = cursor
    return sorted(found.values())


@pytest.mark.executed_once
@EVERY
@pytest.mark.parametrize("field", QUERIES)
async def test_a_query_with_a_reference_of_another_workspace_is_answered_as_if_it_did_not_exist(
    pool: Pool, unchanging: Places, field: str, every: int
):
    await check(pool, unchanging, field, "query", every)


@pytest.mark.executed_once
@EVERY
@pytest.mark.parametrize("field", SUBSCRIPTIONS)
async def test_a_subscription_with_a_reference_of_another_workspace_is_answered_as_if_it_did_not_exist(
    pool: Pool, unchanging: Places, field: str, every: int
):
    await check(pool, unchanging, field, "subscription", every)


@pytest.mark.executed_once
@EVERY
@pytest.mark.parametrize("field", MUTATIONS)
async def test_a_mutation_with_a_reference_of_another_workspace_is_answered_as_if_it_did_not_exist(
    pool: Pool, places: Places, field: str, every: int
):
    await check(pool, places, field, "mutation", every)

    for place in (places.second, places.twin):
        await place.desk.work()
    same = {MISSING: FIRST}
    assert await content(pool, places.second.workspace_id, same) == await content(pool, places.twin.workspace_id, same)


@pytest.mark.executed_once
async def test_ids_of_every_type_are_tried_and_belong_to_something_of_the_first_workspace_alone(
    unchanging: Places,
):
    of_first = {type_: unchanging.first.id(type_) for type_ in unchanging.first.ids}
    whole = [id_ for type_, numbers in unchanging.first.ids.items() for id_ in ids_of(type_, numbers)]
    tried = {reference.first for reference in unchanging.references(slot_of("Query.node", "id"))}
    found = {type_: await node_of(unchanging.first, id_) for type_, id_ in of_first.items()}
    foreign = {type_: await node_of(unchanging.second, id_) for type_, id_ in of_first.items()}

    visits = 2 * 2  # with an own entry, or an own block; as of now, and as of an instant
    paths = 2 * 2 * 2  # and their figures; from an own block, or to one; as of now, and as of an instant
    figures = 4 * 3  # of the own series, block or path, for people by an id, an outcome or a visit
    assert {*whole} <= tried
    assert len(tried) == len(whole) + visits + paths + figures
    assert found == {type_: None if type_ == "Workspace" else {"__typename": type_} for type_ in of_first}
    assert foreign == dict.fromkeys(of_first)


@pytest.mark.executed_once
async def test_a_cursor_of_every_list_is_tried_for_visits_too(unchanging: Places):
    kinds = {opened_cursor(cursor)[0] for cursor in unchanging.cursors}
    tried = {reference.first for reference in unchanging.references(slot_of("Block.visits", "after"))}

    assert kinds >= {
        "audit log",
        "entries by STARTED",
        "entries of a person",
        "exports",
        "people",
        "series",
        "tokens",
        "visits by REACHED_AT DESC",
    }
    assert tried == {*unchanging.cursors}


async def node_of(place: Furnished, id_: str) -> Any:
    data, _ = await answer_to(place.desk.pool, place.workspace_id, NODE, {"id": id_})
    return (data or {}).get("node")


def slot_of(field: str, leaf: str) -> Slot:
    return next(slot for slot in SLOTS[field] if slot.leaf == leaf)


async def check(pool: Pool, places: Places, field: str, kind: str, every: int) -> None:
    before = await checksums(pool, places.first.workspace_id)
    for number, slot in enumerate(SLOTS[field]):
        references = some(places.references(slot), number, every)
        for reference in references * (2 if slot.is_repeated else 1):
            second = await sent(places.second, slot, kind, reference.first)
            twin = await sent(places.twin, slot, kind, reference.missing)
            assert settled(second, reference.first, reference) == settled(twin, reference.missing, reference), slot.name
    assert await checksums(pool, places.first.workspace_id) == before

    plain = {f"input.{leaf}" for leaf in PLAIN_TEXTS.get(field, "").split()}
    finds_nothing = set[str]()
    for number, slot in enumerate(SLOTS[field]):
        references = places.references(slot)
        references = some(references, number, every) if slot.leaf in plain else references
        if not await finds_something(places, slot, kind, references):
            finds_nothing.add(slot.leaf)
    assert finds_nothing == plain


def some(references: list[Reference], number: int, every: int) -> list[Reference]:
    return references[number % every :: every] if len(references) > FEW else references


async def finds_something(places: Places, slot: Slot, kind: str, references: list[Reference]) -> bool:
    """Whether the first workspace's own response shows that one of the references exists."""
    name = slot.type, slot.leaf.rpartition(".")[2]
    likely = SHOWN.get(name)
    for place in sorted(range(len(references)), key=lambda place: place != likely):
        reference = references[place]
        other = None if slot.leaf in CURSORS else reference.missing
        first = await sent(places.first, slot, kind, reference.first)
        missing = await sent(places.first, slot, kind, other)
        if settled(first, reference.first, reference) != settled(missing, other, reference):
            SHOWN[name] = place
            return True
    return False


async def sent(place: Furnished, slot: Slot, kind: str, value: Any) -> Any:
    variables = place.filled(slot.filled("<value>"))
    text = json.dumps(variables).replace('"<value>"', json.dumps(value))
    variables = json.loads(text.replace("<new>", f"{place.mark}-new-{next(place.requests)}"))
    return await answer_to(place.desk.pool, place.workspace_id, f"{kind} {slot.document}", variables)


def settled(answer: Any, sent: Any, reference: Reference) -> Any:
    """The answer without what differs between equal workspaces, and with the first reference for the missing one."""
    echoed = {sent: reference.first} if isinstance(sent, str) else {}
    return Settled({**echoed, MISSING: FIRST}).of(answer)


def _under(value: Any, key: str) -> Iterator[str]:
    """All texts below a key."""
    for name, item in value.items() if isinstance(value, dict) else ((key, each) for each in value):
        if isinstance(item, dict | list | tuple):
            yield from _under(item, key)
        elif name == key and isinstance(value, dict):
            yield item
