"""schema.graphql keeps what the last release promised to clients, and describes each of its elements."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import (
    BreakingChange,
    DirectiveDefinitionNode,
    DocumentNode,
    Node,
    TypeDefinitionNode,
    build_schema,
    find_breaking_changes,
    parse,
)

PROJECT = Path(__file__).parents[2]
RELEASED = (Path(__file__).parent / "released.graphql").read_text("utf-8")  # the schema of the last release
CURRENT = (PROJECT / "schema.graphql").read_text("utf-8")
CHANGELOG = (PROJECT / "CHANGELOG.md").read_text("utf-8")


def test_a_breaking_change_is_announced_in_the_changelog():
    changes = find_breaking_changes(build_schema(RELEASED), build_schema(CURRENT))

    assert unannounced(changes, unreleased(CHANGELOG)) == []


def test_a_breaking_change_is_found_until_its_coordinate_stands_in_the_changelog():
    changes = find_breaking_changes(
        build_schema("type Query { a(b: Int): Int c: Int }"), build_schema("type Query { a: Int }")
    )

    assert len(changes) == 2
    assert unannounced(changes, "- `Query.c` is gone.") == ["Argument Query.a(b:) was removed."]
    assert unannounced(changes, "- `Query.c` is gone, and `Query.a(b:)` takes no argument any more.") == []


def test_only_the_unreleased_part_of_the_changelog_announces():
    assert unreleased("# Changelog\n\n## Unreleased\n\nnew\n\n## 0.1.0\n\nold\n").strip() == "new"


def test_every_element_has_a_description():
    assert [name for name, node in elements(parse(CURRENT)) if not is_described(node)] == []


def unreleased(changelog: str) -> str:
    """What the changelog says of changes since the last release."""
    found = re.search(r"^## Unreleased\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def unannounced(changes: list[BreakingChange], announced: str) -> list[str]:
    """The changes whose schema coordinate, as in `Series.stats(scope:)`, is not named in backquotes."""
    named = set(re.findall(r"`([^`]+)`", announced))
    return [change.description for change in changes if not coordinates(change.description) & named]


def coordinates(description: str) -> set[str]:
    """The schema coordinates in graphql-core's description of a change: that of a member, otherwise any type."""
    member = re.search(r"\w+\.\w+(\(\w+:\))?", description)
    return {member[0]} if member else set(re.findall(r"@?\w+", description))


def elements(document: DocumentNode) -> Iterator[tuple[str, Node]]:
    """The types, directives, fields, arguments and enum values of a schema, each with its coordinate."""
    for node in document.definitions:
        if isinstance(node, DirectiveDefinitionNode | TypeDefinitionNode):
            yield node.name.value, node
            yield from members(node.name.value, node)


def members(owner: str, node: Node) -> Iterator[tuple[str, Node]]:
    for kind in ("values", "fields", "arguments"):
        for member in getattr(node, kind, None) or ():
            name = f"{owner}.{member.name.value}"
            yield name, member
            yield from members(name, member)


def is_described(node: Any) -> bool:
    return bool(node.description and node.description.value.strip())
