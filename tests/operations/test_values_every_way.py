"""A value keeps its meaning: the same through every way in, out through every way out.

Ways in: POST /events and /people, GraphQL, `load`, and `import-log` from CSV, Parquet and XES.
Ways out: GraphQL, exports as CSV and Parquet, and mails.
"""

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from csv import writer
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import httpx
import pyarrow
import pytest
from conftest import TokenFor
from exporting import Exporter, downloaded, of_csv, of_parquet, unpacked
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from mailroom import Mailroom
from pyarrow import parquet

from cli.client import client_for
from cli.delivery import DeliveryReport, deliver
from cli.import_log import import_log
from cli.load import Sources
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from eventlog.blocks import KnownSeries, blocks_of

# Without shrinking: each example takes seconds.
slowly = examples(phases=[Phase.explicit, Phase.generate], max_examples=3, suppress_health_check=list(HealthCheck))
FORMULA = re.compile(r"'+[=+\-@]")  # begins cells of CSV files that have an apostrophe more than their text
DEFINE = "mutation ($input: DefineSeriesInput!) { done: defineSeries(input: $input) { userErrors { message } } }"
RECORD = (
    "mutation ($events: [EventInput!]!) { done: recordEvents(input: { events: $events }) { rejected { message } } }"
)
UPSERT = (
    "mutation ($people: [PersonInput!]!) { done: upsertPeople(input: { people: $people }) { userErrors { message } } }"
)
ENTRIES = """{
  series(key: "s") {
    id
    entries(first: 200) { nodes { person { externalId } startedAt visits { block { name } reachedAt } } }
  }
}"""
PEOPLE = "{ people(first: 200) { nodes { externalId name email attributes tags { name } } } }"

# Without controls and characters that XML and CSV cannot have.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12) | st.sampled_from(
    [
        "e\u0301",
        "\u00e9",
        "\U0001f9d1\u200d\U0001f52c",
        "\u05e9\u05dc\u05d5\u05dd",
        "a\u00a0b",
        "=1+1",
        "@x",
        "'=1",
        " a ",
        '"',
        "00017",
        "1e5",
        "null",
    ]
)
instants = st.integers(-60_000_000_000, 1_700_000_000).map(
    lambda seconds: datetime(1970, 1, 1, 0, 0, 0, 1, UTC) + timedelta(seconds=seconds)
) | st.sampled_from(
    [
        datetime(2026, 10, 25, 0, 59, 59, 999_999, UTC),  # before and after clocks are put back in Europe
        datetime(2026, 10, 25, 1, 0, 0, 1, UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC),
    ]
)
whole = st.integers(-(10**30), 10**30) | st.sampled_from([2**53 + 1, 108204268033311374519, 10**308])
numbers = whole.map(str) | st.floats(allow_nan=False, allow_infinity=False).map(repr)

Row = tuple[str, str, datetime]  # person or case, block or activity, instant


@dataclass(frozen=True)
class Place:
    """A workspace, and how to reach it."""

    server: str
    pool: Pool
    workspace_id: int
    token: str
    settings: Settings
    folder: Path

    async def post(self, path: str, content: str) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        async with httpx.AsyncClient(base_url=self.server, headers=headers, timeout=60) as client:
            response = await client.post(path, content=content.encode())
        assert response.status_code == 200, response.text
        return json.loads(response.content, parse_int=Decimal, parse_float=Decimal)

    async def ask(self, query: str, variables: str = "{}") -> Any:
        """The data of a response. `variables` is JSON, so that numbers are written as they are given."""
        response = await self.post("/graphql", f'{{"query": {json.dumps(query)}, "variables": {variables}}}')
        assert "errors" not in response, response
        return response["data"]

    async def done(self, mutation: str, variables: str) -> None:
        [problems] = (await self.ask(mutation, variables))["done"].values()
        assert problems == []

    async def upload(self, path: str, lines: Sequence[str]) -> None:
        counts = await self.post(path, "\n".join(lines))
        assert (counts["accepted"], counts["rejected"]) == (len(lines), [])

    def load(self, lines: Sequence[str]) -> None:
        (self.folder / "lines.ndjson").write_text("\n".join(lines), "utf-8")
        sources = Sources([self.folder / "lines.ndjson"])
        with client_for(self.server, self.token) as client:
            deliver(client, sources.chunks(), DeliveryReport(), sources.progress)

    async def exported(self, form: str, series_id: str) -> dict[str, list[dict[str, str]]]:
        exporter = Exporter(self.settings, self.pool, self.workspace_id)
        exporter.series = series_id
        export = await exporter.export(format=form, files=["SERIES_ENTRY", "CHECKPOINT"], timeZone="Europe/Amsterdam")
        files = unpacked(downloaded(self.server, export))
        read = _without_apostrophes if form == "CSV" else of_parquet
        return {file["file"]: read(files[file["name"]]) for file in export["files"]}


def _without_apostrophes(content: bytes) -> list[dict[str, str]]:
    return [{name: _plain(cell) for name, cell in row.items()} for row in of_csv(content)]


def _plain(cell: str) -> str:
    return cell[1:] if FORMULA.match(cell) else cell


Placed = Callable[[], Awaitable[Place]]


@pytest.fixture
def new_place(
    settings: Settings, pool: Pool, *, server: str, token_for: TokenFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Placed:
    """`await new_place()`: a new workspace, in which `import_log` works."""
    own = settings.model_copy(update={"mail_outbox": tmp_path / "outbox"})
    monkeypatch.setenv("MILEPOST_URL", server)

    async def make() -> Place:
        workspace_id = await ensure_workspace(pool, f"values {uuid4()}")
        token = await token_for(workspace_id, *Scope)
        monkeypatch.setenv("MILEPOST_TOKEN", token)
        return Place(server, pool, workspace_id, token, own, tmp_path)

    return make


def events_of(rows: Sequence[Row]) -> list[str]:
    """NDJSON lines with the facts that `import-log` finds in a log of one row a case, without ends."""
    keys = {block.name: block.key for block in blocks_of(_activities(rows), KnownSeries("s"))}
    events: list[str] = []
    for number, (person, activity, at) in enumerate(rows):
        common = {"at": at.isoformat(), "series": "s", "person": person, "entry": person}
        events.append(json.dumps({"id": f"{number} start", "type": "ENTRY_STARTED", **common}))
        events.append(json.dumps({"id": f"{number}", "type": "BLOCK_REACHED", **common, "block": keys[activity]}))
    return events


def _activities(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(activity for _, activity, _ in rows))


async def define(place: Place, rows: Sequence[Row]) -> None:
    blocks = blocks_of(_activities(rows), KnownSeries("s"))
    definition = {"key": "s", "name": "s", "paths": []}
    definition |= {"blocks": [{"key": block.key, "name": block.name, "kind": "TAG"} for block in blocks]}
    await place.done(DEFINE, json.dumps({"input": definition}))


async def by_upload(place: Place, rows: Sequence[Row]) -> None:
    await define(place, rows)
    await place.upload("/events", events_of(rows))


async def by_mutation(place: Place, rows: Sequence[Row]) -> None:
    await define(place, rows)
    await place.done(RECORD, f'{{"events": [{",".join(events_of(rows))}]}}')


async def by_load(place: Place, rows: Sequence[Row]) -> None:
    await define(place, rows)
    place.load(events_of(rows))


async def by_csv(place: Place, rows: Sequence[Row]) -> None:
    with (place.folder / "log.csv").open("w", encoding="utf-8", newline="") as file:
        writer(file).writerows([("case", "what", "when"), *((*texts, at.isoformat()) for *texts, at in rows)])
    imported(place.folder / "log.csv")


async def by_parquet(place: Place, rows: Sequence[Row]) -> None:
    cases, activities, times = zip(*rows, strict=True)
    when = pyarrow.array(times, pyarrow.timestamp("us", "Asia/Tokyo"))
    parquet.write_table(pyarrow.table({"case": cases, "what": activities, "when": when}), place.folder / "log.parquet")
    imported(place.folder / "log.parquet")


async def by_xes(place: Place, rows: Sequence[Row]) -> None:
    log = ET.Element("log")
    for case, activity, at in rows:
        event = ET.SubElement(ET.SubElement(log, "trace"), "event")
        for tag, key, value in (
            ("string", "case", case),
            ("string", "what", activity),
            ("date", "when", at.isoformat()),
        ):
            ET.SubElement(event, tag, key=key, value=value)
    ET.ElementTree(log).write(place.folder / "log.xes", "utf-8")
    imported(place.folder / "log.xes")


def imported(path: Path) -> None:
    import_log(file=path, series="s", case="case", activity="what", at="when", end_activity=["\x01"])


Facts = dict[str, tuple[datetime, str, datetime]]  # by person: start, block, and when it was reached


async def by_graphql(place: Place) -> tuple[str, Facts]:
    """The id of the series, and the facts as GraphQL returns them."""
    series = (await place.ask(ENTRIES))["series"]
    return series["id"], {
        entry["person"]["externalId"]: (
            datetime.fromisoformat(entry["startedAt"]),
            entry["visits"][0]["block"]["name"],
            datetime.fromisoformat(entry["visits"][0]["reachedAt"]),
        )
        for entry in series["entries"]["nodes"]
    }


async def by_export(place: Place, form: str, series_id: str) -> Facts:
    files = await place.exported(form, series_id)
    entries = {row["series_entry_record_id"]: row for row in files["SERIES_ENTRY"]}
    return {
        entries[row["series_entry_record_id"]]["user_external_id"]: (
            datetime.fromisoformat(entries[row["series_entry_record_id"]]["started_at"]),
            row["block_name"],
            datetime.fromisoformat(row["reached_at"]),
        )
        for row in files["CHECKPOINT"]
    }


@slowly
@given(rows=st.lists(st.tuples(texts, texts, instants), min_size=5, max_size=15, unique_by=lambda row: row[0]))
@example(rows=[("=1", "A", datetime(2026, 1, 1, tzinfo=UTC)), ("\u00e9", "a", datetime(2026, 1, 1, tzinfo=UTC))])
async def test_ids_names_and_instants_of_events_are_the_same_by_all_ways(new_place: Placed, rows: list[Row]):
    rows = [(person, activity, min(at, datetime.now(UTC) - timedelta(1))) for person, activity, at in rows]
    expected = {person: (at, activity, at) for person, activity, at in rows}

    for way in (by_upload, by_mutation, by_load, by_csv, by_parquet, by_xes):
        place = await new_place()
        await way(place, rows)

        series_id, found = await by_graphql(place)
        assert found == expected, way
        for form in ("CSV", "PARQUET"):
            assert await by_export(place, form, series_id) == expected, (way, form)


@dataclass(frozen=True)
class Someone:
    """A person. `number` is written as it is sent."""

    external_id: str
    name: str
    email: str
    text: str
    number: str
    tag: str

    @property
    def line(self) -> str:
        fields = {"externalId": self.external_id, "name": self.name, "email": self.email, "tags": [self.tag]}
        attributes = f'{{"text": {json.dumps(self.text)}, "number": {self.number}, "list": [{self.number}]}}'
        return f'{json.dumps(fields)[:-1]}, "attributes": {attributes}}}'

    @property
    def told(self) -> tuple[Any, ...]:
        number = Decimal(self.number)
        attributes = {"text": self.text, "number": number, "list": [number]}
        return self.external_id, self.name, self.email, attributes, [self.tag.strip()]


addresses = st.builds(
    "{}@{}".format,
    st.text("abzAZ09._+-", min_size=1, max_size=8).map(lambda text: f"x{text.strip('.').replace('..', '.')}x"),
    st.sampled_from(["example.com", "Example.COM", "exämple.com", "xn--exmple-cua.com"]),
)
someones = st.lists(
    st.builds(Someone, texts, texts, addresses, texts, numbers, texts.filter(str.strip)),
    min_size=1,
    max_size=15,
    unique_by=(
        lambda one: one.external_id,
        lambda one: one.email.lower().replace("ä", "").replace("xn--exmple-cua", "exmple"),
    ),
)


async def people_by_upload(place: Place, lines: Sequence[str]) -> None:
    await place.upload("/people", lines)


async def people_by_mutation(place: Place, lines: Sequence[str]) -> None:
    await place.done(UPSERT, f'{{"people": [{",".join(lines)}]}}')


async def people_by_load(place: Place, lines: Sequence[str]) -> None:
    place.load(lines)


async def told_by_graphql(place: Place) -> list[tuple[Any, ...]]:
    people = (await place.ask(PEOPLE))["people"]["nodes"]
    return [
        (one["externalId"], one["name"], one["email"], one["attributes"], [tag["name"] for tag in one["tags"]])
        for one in people
    ]


async def told_by_export(place: Place, form: str) -> list[tuple[str, ...]]:
    """What an export says of people who started a series."""
    people = await told_by_graphql(place)
    await define(place, [("", "A", datetime.now(UTC))])
    start = {"type": "ENTRY_STARTED", "at": "2026-01-01T00:00:00Z", "series": "s"}
    await place.post("/events", "\n".join(json.dumps({"id": one[0], "person": one[0], **start}) for one in people))
    files = await place.exported(form, (await place.ask('{ series(key: "s") { id } }'))["series"]["id"])
    return [(row["user_external_id"], row["name"], row["email"]) for row in files["SERIES_ENTRY"]]


async def told_by_mail(place: Place) -> list[tuple[str, str, str, Decimal, Decimal]]:
    """The values as a mail prints them, by recipient: name, text, number, and the number in a list."""
    outbox = place.settings.mail_outbox
    for mail in outbox.glob("*"):
        mail.unlink()
    body = "\u241f{{ name }}\u241f{{ attributes.text }}\u241f{{ attributes.number }}\u241f{{ attributes.list }}\u241f"
    action = await Mailroom(place.settings, place.pool, place.workspace_id).sent(subject="S", body=body)
    assert action["failed"] == 0, action
    told = []
    for file in outbox.iterdir():
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        _, *values, _ = mail.get_body(("plain",)).get_content().split("\u241f")
        told.append((mail["To"].addresses[0].addr_spec, *values[:2], *map(Decimal, values[2:])))
    return told


@pytest.mark.long
@slowly
@given(people=someones)
async def test_people_and_their_values_are_the_same_by_all_ways(new_place: Placed, people: list[Someone]):
    expected = sorted((one.told for one in people), key=lambda told: told[0])
    exported = [told[:3] for told in expected]
    mailed = {(one.name, one.text, Decimal(one.number), Decimal(one.number)) for one in people}

    for way in (people_by_upload, people_by_mutation, people_by_load):
        place = await new_place()
        await way(place, [one.line for one in people])

        assert sorted(await told_by_graphql(place), key=lambda told: told[0]) == expected, way
        mails = await told_by_mail(place)
        assert {tuple(mail[1:]) for mail in mails} == mailed, way
        assert {mail[0].lower() for mail in mails} == {
            one.email.lower().replace("exämple", "xn--exmple-cua") for one in people
        }
        for form in ("CSV", "PARQUET"):
            assert sorted(await told_by_export(place, form)) == exported, (way, form)
