"""The functions of the database. They are replaced when one of their files changes, and dropped with their file."""

from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from core.errors import MilepostError
from db.pool import Connection
from db.scripts import Script, Scripts
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class _Function:
    oid: int
    signature: str
    definition: str


async def replace_functions(db: Connection, scripts: Scripts) -> None:
    """Create all functions from their files, drop those whose files are gone, and record this.

    All functions, not only the changed ones, because a function can be bound to another one that is replaced.
    """
    async with db.transaction():
        await make_functions(db, scripts, scripts.functions)
        current = await db.fetchrow(statement("schema/current_functions"))
        for name in current["names"] if current else ():
            if name not in scripts.functions:
                await _retire(db, name, await _functions(db, name))
        await _drop_retired(db)
        await db.execute(statement("schema/record_functions"), scripts.checksum, list(scripts.functions))


async def make_functions(db: Connection, scripts: Scripts, names: Iterable[str]) -> None:
    """Create some functions from their files. Raises MilepostError if stored results of one would become wrong."""
    await db.fetchval(statement("schema/pin_search_path"))
    for name in names:
        await _make(db, name, scripts.functions[name])


async def _make(db: Connection, name: str, text: Script) -> None:
    before = await _functions(db, name)
    try:
        async with db.transaction():
            await db.execute(text)
    except asyncpg.InvalidFunctionDefinitionError:  # PostgreSQL cannot replace result types or parameter names
        await _retire(db, name, before)
        await db.execute(text)
        return
    after = await _functions(db, name)
    if len(before) < len(after):  # other parameter types: the old function still exists beside the new one
        await _retire(db, name, before)
    elif before != after:
        await _refuse_stored_results(db, name, after)


async def _functions(db: Connection, name: str) -> list[_Function]:
    return [_Function(**row) for row in await db.fetch(statement("schema/functions_named"), name)]


async def _refuse_stored_results(db: Connection, name: str, changed: Iterable[_Function]) -> None:
    places = await db.fetch(statement("schema/stored_results"), [each.oid for each in changed])
    if places:
        raise MilepostError(
            f"The function {name} must not change, because {places[0]['place']} stores its results. "
            "Undo the change. Add a function with another name, and a migration that stores its results instead."
        )


async def _retire(db: Connection, name: str, functions: Iterable[_Function]) -> None:
    # A function cannot be dropped while others call it. It is renamed until these have been replaced.
    for each in functions:
        await db.execute(Script(f'ALTER ROUTINE {each.signature} RENAME TO "{name} (retired {each.oid})"'))


async def _drop_retired(db: Connection) -> None:
    # In one command, because retired functions may call each other.
    retired = await db.fetch(statement("schema/retired_functions"))
    if retired:
        await db.execute(Script(f"DROP ROUTINE {', '.join(row['signature'] for row in retired)}"))
