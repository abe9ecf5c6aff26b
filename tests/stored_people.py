"""What is stored about the people of a workspace."""

from typing import Any

from db.pool import Pool

_QUERY = """
SELECT external_id, email, name, attributes::text AS attributes, unsubscribed,
    ARRAY(
        SELECT tag.name FROM person_tag JOIN tag ON tag.workspace_id = $1 AND tag.id = person_tag.tag_id
        WHERE person_tag.workspace_id = $1 AND person_id = person.id ORDER BY tag.name COLLATE "C"
    ) AS tags
FROM person WHERE workspace_id = $1
"""


async def stored_people(pool: Pool, workspace_id: int) -> dict[str, dict[str, Any]]:
    """The fields of each person by external id; `attributes` as text, so that 1 and 1.0 differ."""
    rows = [dict(row) for row in await pool.fetch(_QUERY, workspace_id)]
    return {row.pop("external_id"): row for row in rows}
