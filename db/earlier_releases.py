"""Which databases this release can migrate, including those of the last release before the baseline."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from core.errors import MilepostError
from db.pool import Connection
from db.statements.composer import statement

BASELINE = "0013_exports"  # the migrations up to this one create the schema of the releases before them
# The versions that those releases recorded: only numbers, so none can be mistaken for a migration of this release.
_COMPLETE = frozenset(
    "0001 0002 0003 0004 0005 0006 0007 0008 0010 0011 0015 0020 0021 0030 0031 0033 0040 0041 0050 0051 0065".split()
)
# Their functions whose files are gone. Those releases did not record the functions that they created.
_RETIRED_FUNCTIONS = ("buckets_from", "exported_entries", "state_at")
_DESCRIPTION = re.compile(r"^COMMENT ON .*?;$", re.MULTILINE | re.DOTALL)


def is_of_earlier_release(applied: AbstractSet[str]) -> bool:
    """Whether these are all migrations of the last release before the baseline, and nothing else."""
    return applied == _COMPLETE


def check_known(applied: AbstractSet[str], migrations: Mapping[str, str]) -> None:
    """Raises MilepostError unless the database is new, of this release, or of a known earlier release."""
    named = {version for version in applied if "_" in version}
    if unknown := sorted(named - migrations.keys()):
        raise MilepostError(
            f"The database has the migration {unknown[-1]}, which this release does not have: a newer release has "
            "migrated it. Run that release or a newer one, or restore a backup from before."
        )
    if applied and not named and not is_of_earlier_release(applied):
        raise MilepostError(
            f"The database has {len(applied)} migrations of an earlier release, up to {max(applied)}. This release can "
            f"only take over a database with exactly the {len(_COMPLETE)} up to {max(_COMPLETE)}. "
            "Run `milepost migrate` of the last release before this one first."
        )


async def adopt(db: Connection, migrations: Mapping[str, str]) -> None:
    """Record the baseline and the functions as applied, in one transaction, and add the descriptions that were missing.

    The records of earlier releases stay, because their processes may still run and check them.
    """
    async with db.transaction():
        for name in sorted(migrations):
            if name <= BASELINE:
                for description in _DESCRIPTION.findall(migrations[name]):
                    await db.execute(description)
                await db.execute(statement("schema/record_migration"), name)
        await db.execute(statement("schema/record_functions"), "before the baseline", list(_RETIRED_FUNCTIONS))
