"""docs/limits.md has the price of every field, as it is declared, and no other page has one."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from graphql import GraphQLField, GraphQLObjectType

from schema.cost.declared import Declared, declared
from schema.executable import GRAPHQL

PROJECT = Path(__file__).parents[2]
LIMITS = (PROJECT / "docs" / "limits.md").read_text("utf-8")
DECISIONS = PROJECT / "docs" / "decisions"
POINTS = re.compile(r"[0-9]\]? points?\b|\bpoints? more\b", re.IGNORECASE)
# A limit, a size that was measured, or the points of a curve are no prices.
NO_PRICES = {
    "0025-cost.md": 1,
    "0030-heavy-requests.md": 4,
    "0035-time-of-the-event-loop.md": 1,
}
FIELDS: dict[str, GraphQLField] = {
    f"{type_.name}.{name}": field
    for type_ in GRAPHQL.type_map.values()
    if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
    for name, field in type_.fields.items()
}


def rows(section: str) -> list[list[str]]:
    """The cells of the table of a section."""
    text = LIMITS.partition(f"### {section}\n")[2].partition("\n#")[0]
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def stated(section: str) -> dict[str, list[str]]:
    """The other cells of a table by the coordinates of the fields in its first column."""
    return {
        coordinate: cells
        for named, *cells in rows(section)
        for pattern in re.findall(r"`([^`]+)`", named)
        for coordinate in ([each for each in FIELDS if fnmatchcase(each, pattern)] if "*" in pattern else [pattern])
    }


def _of_values(coordinate: str, found: Declared) -> Iterator[tuple[str, int]]:
    for argument, weights in found.by_value.items():
        for value, points in weights.items():
            if value is not None:
                yield f"{coordinate}({argument}: {'true' if value is True else value})", points


def test_the_table_of_prices_has_every_field_that_costs_more_as_it_is_declared() -> None:
    prices = {coordinate: declared(field) for coordinate, field in FIELDS.items()}
    expected = {name: [f"{found.weight:,}", str(found.figures)] for name, found in prices.items() if found.weight}
    for name, found in prices.items():
        expected |= {call: [f"{points:,}", ""] for call, points in _of_values(name, found)}

    assert {name: cells[:2] for name, cells in stated("Fields that cost more").items()} == expected


def test_the_table_of_lengths_has_every_list_with_an_assumed_length() -> None:
    sizes = {coordinate: declared(field).size for coordinate, field in FIELDS.items()}

    assert stated("Lengths of lists") == {name: [f"{size:,}"] for name, size in sizes.items() if size is not None}


def test_no_other_page_states_a_price() -> None:
    pages = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    found = {path.name: len(POINTS.findall(path.read_text("utf-8"))) for path in pages if path.name != "limits.md"}

    assert {name: number for name, number in found.items() if number} == NO_PRICES
