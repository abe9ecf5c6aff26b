"""Lists of people of an outcome, and of entries, have the same rows in every order, in parts and from both ends."""

from typing import Any

from asking import answer_to, ask
from histories import BEGIN, KINDS, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import Entry
from sampling import examples
from scopes import Scope, recorded, scopes

from core.events import EventInput, EventType
from core.ids import number_of
from db.definitions import define_series
from db.pool import Pool

PAGES = "orderBy: $order, first: $first, after: $after, last: $last, before: $before"
VARIABLES = "$scope: StatsScope, $order: PersonOrder, $first: Int, $after: String, $last: Int, $before: String"
INFO = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
PERSON = "id externalId name"
BLOCK = "key lastBlock { key }"
ENTRIES = f"edges {{ node {{ id startedAt {BLOCK} person {{ {PERSON} }} }} }}"
PEOPLE = f"edges {{ at entry {{ id {BLOCK} }} node {{ {PERSON} }} }}"
LISTS = {
    "entries": f"page: entries(scope: $scope, {PAGES}) {{ {INFO} {ENTRIES} }}",
    **{
        kind: f"stats(scope: $scope) {{ {kind} {{ page: people({PAGES}) {{ {INFO} {PEOPLE} }} }} }}"
        for kind in ("started", "inProgress", "finished", "goalHit")
    },
}
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created updated } }"
ORDERS = st.fixed_dictionaries(
    {
        "field": st.sampled_from(["CREATED_AT", "NAME", "EXTERNAL_ID", "OUTCOME_AT", "BLOCK"]),
        "direction": st.sampled_from(["ASC", "DESC"]),
    }
)
BLOCKS = [*KINDS]
Row = dict[str, Any]


async def page(pool: Pool, workspace_id: int, name: str, **arguments: Any) -> Any:
    found = await ask(
        pool, workspace_id, f'query ({VARIABLES}) {{ series(key: "s") {{ {LISTS[name]} }} }}', **arguments
    )
    while "page" not in found:
        (found,) = found.values()
    return found["page"]


def rows_on(found: Any) -> list[Row]:
    """Each row with its person, entry, instant and block."""
    return [
        row_of(edge["node"], edge["entry"], edge["at"])
        if "entry" in edge
        else row_of(edge["node"]["person"], edge["node"], edge["node"]["startedAt"])
        for edge in found["edges"]
    ]


def row_of(person: Any, entry: Any, at: str) -> Row:
    block = entry["lastBlock"] and entry["lastBlock"]["key"]
    return {"person": person, "entry": entry["id"], "key": entry["key"], "at": at, "block": block}


def in_order(rows: list[Row], field: str, direction: str) -> list[Row]:
    is_descending = direction == "DESC"
    of = {
        "CREATED_AT": lambda row: number_of(row["person"]["id"], "Person"),
        "NAME": lambda row: (row["person"]["name"] or "").lower(),
        "EXTERNAL_ID": lambda row: row["person"]["externalId"],
        "OUTCOME_AT": lambda row: row["at"],
        "BLOCK": lambda row: BLOCKS.index(row["block"]) if row["block"] else 0,
    }[field]
    ordered = sorted(rows, key=lambda row: (of(row), number_of(row["entry"], "Entry")), reverse=is_descending)
    is_last = {
        "NAME": lambda row: row["person"]["name"] is None,
        "BLOCK": lambda row: row["block"] is None,
    }
    return sorted(ordered, key=is_last.get(field, lambda _: False))


def last_block(entry: Entry, scope: Scope) -> str | None:
    return next(reversed(entry.route(scope.as_of, BLOCKS)), None)


async def read(pool: Pool, workspace_id: int, name: str, *, backwards: bool, **arguments: Any) -> list[Row]:
    rows: list[Row] = []
    cursor = None
    size = arguments.pop("size")
    while True:
        ends = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        found = await page(pool, workspace_id, name, **ends, **arguments)
        rows = rows_on(found) + rows if backwards else rows + rows_on(found)
        info = found["pageInfo"]
        assert info["hasNextPage" if backwards else "hasPreviousPage"] == (cursor is not None)
        if not info["hasPreviousPage" if backwards else "hasNextPage"]:
            return rows
        cursor = info["startCursor" if backwards else "endCursor"]


@examples(25)
@given(
    data=st.data(),
    scope=scopes(),
    # No name contains a letter of an external id, for which the scopes search.
    names=st.lists(st.sampled_from([None, "Xin", "xin", "Yun"]), min_size=3, max_size=3),
    listed=st.tuples(st.sampled_from(list(LISTS)), ORDERS),
)
async def test_a_list_in_any_order_has_the_same_rows(
    pool: Pool, data: st.DataObject, scope: Scope, names: list[str | None], listed: tuple[str, Any]
):
    name, order = listed
    workspace_id, history = await recorded(pool, data)
    people = [{"externalId": person, "name": given} for person, given in zip("abc", names, strict=True)]
    await ask(pool, workspace_id, UPSERT, people=people)
    whole = await page(pool, workspace_id, name, scope=scope.given, first=200)
    expected = in_order(rows_on(whole), **order)
    entries = scope.recount(history).entries
    assert [row["block"] for row in expected] == [last_block(entries[row["key"]], scope) for row in expected]
    arguments = {"scope": scope.given, "order": order, "size": data.draw(st.integers(1, 3))}

    assert await read(pool, workspace_id, name, backwards=False, **arguments) == expected
    assert await read(pool, workspace_id, name, backwards=True, **arguments) == expected


async def test_a_cursor_of_another_order_is_refused(pool: Pool, workspace_id: int):
    start = EventInput(id="e", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="a")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, [start])
    orders = [None, *({"field": field, "direction": "ASC"} for field in ("OUTCOME_AT", "NAME", "EXTERNAL_ID", "BLOCK"))]
    found = [await page(pool, workspace_id, "entries", order=order) for order in orders]
    cursors = [each["pageInfo"]["endCursor"] for each in found]

    query = f'query ({VARIABLES}) {{ series(key: "s") {{ {LISTS["entries"]} }} }}'
    for order, own in zip(orders, cursors, strict=True):
        for cursor in cursors:
            _, errors = await answer_to(pool, workspace_id, query, {"order": order, "after": cursor})
            assert [error["extensions"]["inputPath"] for error in errors] == [["after"]] * (cursor != own)
