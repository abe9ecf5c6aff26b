"""Series and blocks in the input, by their ids or by the caller's own keys."""

from core.errors import Invalid, NotFound
from core.ids import number_of
from core.input_paths import under
from core.texts import check_text, quoted
from db.series import StoredSeries
from resolvers import series
from resolvers.context import Context


async def series_named(ctx: Context, id_: str | None, key: str | None) -> int:
    """The number of a series. Raises Refused, with the path `series` or `seriesKey`, unless exactly one is given.

    Does not check that a series with the id exists.
    """
    if key is None:
        with under("series"):
            return number_of(_given(id_, "Give exactly one of `series` and `seriesKey`."), "Series")
    if id_ is not None:
        raise Invalid("Give exactly one of `series` and `seriesKey`.", ("seriesKey",))
    return (await _series_by_key(ctx, key)).id


async def block_named(ctx: Context, id_: str | None, series_key: str | None, block_key: str | None) -> int:
    """The number of a block. Raises Refused, with the path of the field, unless the id or both keys are given.

    Does not check that a block with the id exists.
    """
    if series_key is None and block_key is None:
        with under("block"):
            return number_of(_given(id_, _BLOCK), "Block")
    for field, key in (("seriesKey", series_key), ("blockKey", block_key)):
        if (id_ is None) == (key is None):
            raise Invalid(_BLOCK, (field,))
    assert series_key is not None  # noqa: S101 - the loop has checked it
    assert block_key is not None  # noqa: S101
    found = await _series_by_key(ctx, series_key)
    check_text(block_key, "blockKey", shortest=0)
    block = await series.block_by_key(ctx, found.id, block_key)
    if block is None:
        raise NotFound(
            f"The series {quoted(series_key)} has no block with the key {quoted(block_key)}: check the key.",
            ("blockKey",),
        )
    return block.id


_BLOCK = "Give either `block`, or both `seriesKey` and `blockKey`."


async def _series_by_key(ctx: Context, key: str) -> StoredSeries:
    check_text(key, "seriesKey", shortest=0)
    found = await series.series_by_key(ctx, key)
    if found is None:
        raise NotFound(f"No series has the key {quoted(key)}: check the key.", ("seriesKey",))
    return found


def _given(id_: str | None, otherwise: str) -> str:
    if id_ is None:
        raise Invalid(otherwise)
    return id_
