"""Stored tags."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.objects import check_objects, most_rows
from db.snapshots import Snapshot
from db.statements.composer import statement

MOST = 1_000


@dataclass(frozen=True, slots=True)
class StoredTag:
    """A tag, and how many people have it."""

    id: int
    name: str
    people: int


async def fetch_tags(snapshot: Snapshot, workspace_id: int, tag_ids: Sequence[int]) -> dict[int, StoredTag]:
    """Tags by their ids."""
    rows = await snapshot.look_up(statement("tags_by_ids"), workspace_id, tag_ids)
    return {row["id"]: StoredTag(**row) for row in rows}


async def fetch_tags_of_people(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int]
) -> dict[int, list[StoredTag]]:
    """The tags of each person, by name. Raises TooManyObjects."""
    tags: defaultdict[int, list[StoredTag]] = defaultdict(list)
    rows = await snapshot.look_up(statement("tags_of_people"), workspace_id, person_ids, most_rows())
    check_objects(len(rows))
    for row in rows:
        tags[row["person_id"]].append(StoredTag(row["id"], row["name"], row["people"]))
    return tags


async def fetch_tags_named(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], search: str
) -> dict[int, list[StoredTag]]:
    """The first 1,000 tags of the workspace whose names contain a text, by name."""
    rows = await snapshot.fetch(statement("tags"), workspace_id, search, MOST)
    return {workspace_id: [StoredTag(**row) for row in rows]}
