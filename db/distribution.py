"""Places the tables of a migrated database on the nodes of its Citus cluster."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from core.errors import InvalidSetting, MilepostError
from core.settings import Settings
from core.texts import counted
from db.access import check_owner, has_row_security
from db.connection import connected_as_owner, owner_variable
from db.migrate import LOCK, failing, pending
from db.pool import Connection
from db.routines import replace_functions
from db.scripts import read_scripts
from db.statements.composer import statement

OLDEST_CITUS = 14
_HERE = "here"


@dataclass(frozen=True, slots=True)
class Placement:
    """How a table should be placed, and how it is: by workspace_id, copies, here (only on this node), or otherwise."""

    name: str
    wanted: str
    placed: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """The tables of a database that can be distributed, and the number of nodes for their rows."""

    nodes: int
    tables: Sequence[Placement]

    @property
    def missing(self) -> list[Placement]:
        """The tables that are not placed yet."""
        return [table for table in self.tables if table.placed == _HERE]

    def require_possible(self) -> None:
        """Raises MilepostError if a table is placed in another way than it should be."""
        wrong = [table for table in self.tables if table.placed not in (_HERE, table.wanted)]
        if wrong:
            first = wrong[0]
            raise MilepostError(
                f"{counted(len(wrong), 'table')} would have to be placed differently, among them {first.name}: "
                f"{first.wanted} instead of {first.placed}. Undo that with SELECT undistribute_table('{first.name}'). "
                "If Citus refuses it, copy the rows to a new database."
            )


async def distribute(settings: Settings, *, dry_run: bool) -> Distribution:
    """Place all tables that are not placed yet, or only tell which. Returns their state before.

    Raises InvalidSetting if the database is not the coordinator of a cluster with other nodes, if row-level policies
    are on, or if migrations are missing; and MilepostError if a table is placed in another way, or if a step fails.
    """
    async with connected_as_owner(settings) as owner:
        await owner.fetchval(statement("lock_migrations"), LOCK)
        await check_owner(owner, settings)
        found = await _distribution(owner, settings)
        if not dry_run:
            await _distribute(owner)
        return found


async def _distribution(owner: Connection, settings: Settings) -> Distribution:
    if await pending(owner):
        raise InvalidSetting("The database lacks migrations: run `milepost migrate` first.")
    state = await owner.fetchrow(statement("schema/cluster_state"))
    variable = owner_variable(settings)
    if state is None:
        raise InvalidSetting(f"The database of {variable} lacks the extension citus: create it on each node first.")
    if int(state["version"].partition(".")[0]) < OLDEST_CITUS:
        raise InvalidSetting(f"The cluster runs Citus {state['version']}: Milepost needs {OLDEST_CITUS} or newer.")
    if not state["is_coordinator"]:
        raise InvalidSetting(f"{variable} does not lead to the coordinator of the cluster. Let it lead there.")
    if not state["nodes"]:
        raise InvalidSetting("No node of the cluster may hold rows. Add one with citus_add_node.")
    if await has_row_security(owner):
        raise InvalidSetting(
            "Row-level policies are on, and sessions on other nodes do not know their workspace. "
            "Turn them off: run `milepost migrate` with MILEPOST_ROW_SECURITY=off."
        )
    rows = await owner.fetch(statement("schema/placements"))
    found = Distribution(state["nodes"], [Placement(**row) for row in rows])
    found.require_possible()
    return found


async def _distribute(owner: Connection) -> None:
    steps: tuple[tuple[str, LiteralString], ...] = (
        ("Preparing the nodes", "schema/prepare_nodes"),
        ("Placing the tables", "schema/place_tables"),
        ("Gathering statistics", "schema/copy_statistics"),
    )
    with failing("Creating the functions on all nodes"):
        await replace_functions(owner, read_scripts())
    for what, name in steps:
        with failing(what):
            await owner.fetchval(statement(name))
