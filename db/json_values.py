"""Values of jsonb as Python objects."""

from typing import TYPE_CHECKING

import msgspec
import orjson

if TYPE_CHECKING:
    from db.pool import Connection


async def decode_json(connection: "Connection") -> None:
    """Let a connection accept and return Python objects for jsonb, instead of text."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + orjson.dumps(value),
        decoder=lambda data: msgspec.json.decode(data[1:]),  # orjson reads whole numbers of more than 64 bits as floats
    )
