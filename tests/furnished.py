"""Workspaces that have something of everything, whose every text begins with the same mark."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from acting import TAG, UNDO, UNTAG
from exporting import CANCEL as CANCEL_EXPORT
from exporting import REQUEST, Exporter
from settled import type_of
from workspace_bounds import tables_of_workspaces

from core.ids import NODE_TYPES, SCOPED_TYPES, number_of
from core.scoped_ids import scope_text, scoped_id
from core.settings import Settings
from core.stats_scope import StatsScope
from db.pool import Pool

AT = "2026-03-01T12:00:00Z"
DETAILS = {
    "Outcome": "FINISHED",
    "Path": "NEXT",
    "PathStats": "NEXT",
}  # what the ids of these types say besides the scope
DEFINE = """
mutation ($input: DefineSeriesInput!) { answer: defineSeries(input: $input) { series { id } userErrors { path } } }
"""
PEOPLE = "mutation ($input: UpsertPeopleInput!) { answer: upsertPeople(input: $input) { userErrors { path } } }"
RECORD = """
mutation ($input: RecordEventsInput!) { answer: recordEvents(input: $input) { accepted rejected { message } } }
"""
MESSAGE = """
mutation ($input: MessagePeopleInput!) {
  answer: messagePeople(input: $input) { bulkAction { id } userErrors { message } }
}
"""
TOKEN = """
mutation ($input: CreateTokenInput!) { answer: createToken(input: $input) { token { id } userErrors { message } } }
"""
ROWS = "SELECT to_jsonb(each) AS row FROM {} AS each WHERE workspace_id = $1"
CONTENT = """
SELECT md5(coalesce(string_agg(each::text, E'\\n' ORDER BY each::text), '')) FROM {} AS each WHERE workspace_id = $1
"""

COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = $1 AND udt_name <> ALL('{int8,_int8,bytea,uuid,timestamptz}')
"""
COMPARED = "SELECT to_jsonb(each)::text FROM (SELECT {} FROM {} WHERE workspace_id = $1) AS each"


@dataclass(frozen=True)
class Furnished:
    """A workspace, the ids of its objects by type, and all of its texts that have the mark."""

    desk: Exporter
    mark: str
    ids: dict[str, tuple[int, ...]]
    texts: list[str]
    requests: Iterator[int] = field(default_factory=count)  # numbers them, for texts that must be new in each

    @property
    def workspace_id(self) -> int:
        return self.desk.workspace_id

    def id(self, type_: str) -> str:
        return next(ids_of(type_, self.ids[type_]))

    def filled(self, value: Any) -> Any:
        """The value with this workspace's ids in place of their types in angle brackets."""
        text = json.dumps(value)
        for type_ in self.ids:
            text = text.replace(f"<{type_}>", self.id(type_))
        return json.loads(text.replace("<mark>", self.mark))


def ids_of(type_: str, numbers: tuple[int, ...]) -> Iterator[str]:
    """The ids that an object of this type can have, without those of other objects in them."""
    detail = DETAILS.get(type_, "")
    yield scoped_id(type_, *numbers, scope="", detail=detail)
    if type_ in SCOPED_TYPES:
        then = StatsScope(datetime.fromisoformat(AT), is_as_of_chosen=True)
        yield scoped_id(type_, *numbers, scope=scope_text(then), detail=detail)


async def furnish(settings: Settings, pool: Pool, workspace_id: int, mark: str) -> Furnished:
    """Fills an empty workspace, always in the same way."""
    desk = Exporter(settings, pool, workspace_id)
    defined = await desk.ask(DEFINE, input=_series(mark))
    series = defined["series"]["id"]
    await desk.ask(PEOPLE, input={"people": _people(mark)})
    recorded = await desk.ask(RECORD, input={"events": _events(mark)})
    assert (recorded["accepted"], recorded["rejected"]) == (7, [])
    action, export = await _jobs(desk, mark, series)
    token = await desk.ask(TOKEN, input={"name": mark, "scopes": ["READ"]})
    row = await pool.fetchrow(
        """
        SELECT entry.series_id, entry.id AS entry_id, visit.block_id, entry.person_id,
            (SELECT id FROM block AS split WHERE split.workspace_id = $1 AND split.kind = 'SPLIT') AS split_id,
            (SELECT min(id) FROM tag WHERE workspace_id = $1) AS tag_id
        FROM entry
        JOIN visit ON visit.workspace_id = $1 AND visit.entry_id = entry.id
        JOIN block ON block.workspace_id = $1 AND block.id = visit.block_id
        WHERE entry.workspace_id = $1 AND block.key = $2
        """,
        workspace_id,
        mark,
    )
    assert row is not None
    ids = {
        "Workspace": (workspace_id,),
        "Series": (row["series_id"],),
        "Block": (row["block_id"],),
        "Person": (row["person_id"],),
        "Entry": (row["entry_id"],),
        "PersonVisit": (row["entry_id"], row["block_id"]),
        "Tag": (row["tag_id"],),
        "BulkAction": (action,),
        "Export": (export,),
        "Token": (number_of(token["token"]["id"], "Token"),),
        "SeriesStats": (row["series_id"],),
        "Outcome": (row["series_id"],),
        "BlockStats": (row["block_id"],),
        "Path": (row["block_id"], row["split_id"]),
        "PathStats": (row["block_id"], row["split_id"]),
        "AuditEvent": (await pool.fetchval("SELECT max(id) FROM audit_event WHERE workspace_id = $1", workspace_id),),
    }
    assert ids.keys() == NODE_TYPES.keys()  # a new type must be created here, too
    return Furnished(desk, mark, ids, await texts_of(pool, workspace_id, mark))


async def _jobs(desk: Exporter, mark: str, series: str) -> tuple[int, int]:
    """The numbers of a bulk action and an export that have completed. Others are canceled, undone or still waiting."""
    people = {"tags": [mark]}
    undone = await desk.ask(TAG, input={"people": people, "tag": f"{mark}-undone"})
    await desk.ask(TAG, input={"people": people, "tag": f"{mark}-tagged", "idempotencyKey": mark})
    exported = await desk.ask(REQUEST, input={"series": series, "idempotencyKey": mark})
    await desk.work()
    await desk.ask(UNDO, id=undone["bulkAction"]["id"])
    canceled = await desk.ask(REQUEST, input={"series": series, "email": f"{mark}@example.org"})
    await desk.ask(CANCEL_EXPORT, id=canceled["export"]["id"])
    await desk.work()
    await desk.ask(UNTAG, input={"people": people, "tag": f"{mark}-tagged", "idempotencyKey": f"{mark}-2"})
    message = {"subject": mark, "body": mark, "idempotencyKey": f"{mark}-3"}
    await desk.ask(MESSAGE, input={"people": {}, **message})
    return (
        await desk.pool.fetchval(
            "SELECT min(id) FROM bulk_action WHERE workspace_id = $1 AND undone_by IS NULL", desk.workspace_id
        ),
        number_of(exported["export"]["id"], "Export"),
    )


def _series(mark: str) -> dict[str, Any]:
    blocks = [
        {"key": f"{mark}-split", "name": mark, "kind": "SPLIT"},
        {"key": mark, "name": mark, "kind": "EMAIL", "contentTitle": mark},
    ]
    path = {"from": f"{mark}-split", "to": mark, "condition": "VARIANT", "variant": mark}
    back = {"from": mark, "to": f"{mark}-split", "condition": "NEXT"}
    return {"key": mark, "name": mark, "goal": mark, "blocks": blocks, "paths": [path, back]}


def _people(mark: str) -> list[dict[str, Any]]:
    ann = {"externalId": mark, "email": f"{mark}@example.org", "name": mark}
    return [
        {**ann, "attributes": {mark: mark}, "tags": [mark]},
        {"externalId": f"{mark}-bob", "unsubscribed": True},
    ]


def _events(mark: str) -> list[dict[str, Any]]:
    common = {"at": AT, "series": mark, "person": mark, "entry": mark}
    split = {"block": f"{mark}-split"}
    clicked = {"block": mark, "receipt": mark, "url": mark, "detail": {mark: mark}}
    return [
        {**common, "id": mark, "type": "ENTRY_STARTED", "company": mark},
        {**common, **split, "id": f"{mark}-split", "type": "BLOCK_REACHED"},
        {**common, **split, "id": f"{mark}-chosen", "type": "BLOCK_LEFT", "along": "VARIANT", "variant": mark},
        {**common, "id": f"{mark}-reached", "type": "BLOCK_REACHED", "block": mark},
        {**common, **clicked, "id": f"{mark}-clicked", "type": "CLICKED"},
        {**common, "id": f"{mark}-on", "type": "BLOCK_LEFT", "block": mark, "along": "VARIANT", "variant": mark},
        {**common, "id": f"{mark}-left", "type": "ENTRY_DISENGAGED", "reason": mark},
    ]


async def texts_of(pool: Pool, workspace_id: int, mark: str) -> list[str]:
    """All texts of a workspace that begin with its mark, whatever the table and column."""
    found = set[str]()
    for table in await tables_of_workspaces(pool):
        for row in await pool.fetch(ROWS.format(table), workspace_id):
            found |= set(re.findall(rf"{mark}[\w@.-]*", row["row"] if isinstance(row["row"], str) else str(row["row"])))
    return sorted(found)


async def checksums(pool: Pool, workspace_id: int) -> dict[str, str]:
    """A checksum of each table's rows of a workspace."""
    return {
        table: await pool.fetchval(CONTENT.format(table), workspace_id)
        for table in sorted(await tables_of_workspaces(pool))
    }


async def content(pool: Pool, workspace_id: int, same: dict[str, str]) -> dict[str, list[str]]:
    """The rows of each table of a workspace, without what differs between equal workspaces: ids, secrets, instants."""
    found: dict[str, list[str]] = {}
    for table in sorted(await tables_of_workspaces(pool)):
        columns = ", ".join(f'"{row["column_name"]}"' for row in await pool.fetch(COLUMNS, table))
        rows = await pool.fetch(COMPARED.format(columns, table), workspace_id) if columns else []
        found[table] = sorted(_settled(row[0], same) for row in rows)
    return found


def _settled(row: str, same: dict[str, str]) -> str:
    for text, other in same.items():
        row = row.replace(text, other)
    row = re.sub(r"[\w-]{8,}", lambda found: f"<{type_of(found[0])}>" if type_of(found[0]) else found[0], row)
    return re.sub(r"\d+", "0", re.sub(r"[0-9a-f]{64}", "", row))
