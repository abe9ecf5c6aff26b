"""Counts of exclusive sets of outcomes, and of the reasons of disengagements, from rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.figures import CountUnit
from core.objects import check_objects, most_rows
from core.outcome_sets import FIRST_CHARACTERS, Disengagement, OutcomeSet
from core.stats_scope import StatsScope
from db.people_filters import slots_of
from db.scopes import narrowed
from db.snapshots import Snapshot
from db.started import started_in
from db.statements.composer import Composed, compose


@dataclass(frozen=True, slots=True)
class SetCount:
    """The number of entries or people with a set of outcomes who are in progress, or who are not."""

    set: OutcomeSet
    is_in_progress: bool
    count: int


@dataclass(frozen=True, slots=True)
class DisengagementCount:
    """The number of entries or people who disengaged for one reason at one block."""

    disengagement: Disengagement
    reason: str | None
    count: int


async def fetch_set_counts(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope
) -> dict[int, list[SetCount]]:
    """The sets that occur in each series, of those that started in the scope."""
    query, narrowing = outcome_set_counts(scope, series_ids)
    counts: defaultdict[int, list[SetCount]] = defaultdict(list)
    for row in await snapshot.count(query, workspace_id, *narrowing):
        found = OutcomeSet(row["series_id"], row["outcomes"])
        counts[found.series_id].append(SetCount(found, row["is_in_progress"], row["count"]))
    return counts


def outcome_set_counts(scope: StatsScope, series_ids: Sequence[int]) -> Composed:
    """The statement that counts sets of outcomes."""
    return compose("outcome_set_counts", {"started": started_in(scope, slots_of(scope), series_ids)})


async def fetch_disengagement_counts(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope
) -> dict[int, list[DisengagementCount]]:
    """The reasons and blocks of the scope's disengagements, the most frequent first. Raises TooManyObjects."""
    query, narrowing = narrowed("disengagement_counts", scope)
    happened, first_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    arguments = (series_ids, happened.begin, happened.end, first_alone, most_rows())
    rows = await snapshot.count(query, workspace_id, *arguments, *narrowing)
    check_objects(len(rows))
    counts: defaultdict[int, list[DisengagementCount]] = defaultdict(list)
    for row in rows:
        reason = row["reason"]
        found = Disengagement(
            row["series_id"], row["reason_digest"], row["block_id"], reason and reason[:FIRST_CHARACTERS]
        )
        counts[found.series_id].append(DisengagementCount(found, reason, row["count"]))
    return counts
