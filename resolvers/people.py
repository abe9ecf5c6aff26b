"""People, their tags and their entries."""

from collections.abc import Sequence

from core.concurrency import in_turns
from core.errors import Invalid, Refused
from core.figures import OutcomeKind
from core.list_bounds import MOST_PEOPLE, check_length
from core.metrics import count_people
from core.pages import ListOrder, Page, PageRequest
from core.people import GivenPerson, PersonChange, PlacedPerson, valid_changes
from core.people_filters import OutcomeCondition, PeopleFilter, Selection
from core.person_orders import PersonOrder, PersonOrderField
from core.stats_scope import StatsScope
from core.text_pages import TextPage
from core.texts import check_text
from core.time_ranges import TimeRange
from db.entries import fetch_entries_of_people_count, fetch_entries_of_people_page
from db.people import (
    StoredPerson,
    fetch_companies_of_people,
    fetch_people,
    fetch_people_by_external_id,
    fetch_people_by_text_page,
    fetch_people_count,
    fetch_people_page,
)
from db.person_changes import Upserted, record_people
from db.person_changes import upsert_people as store_people
from db.pool import Connection, Pool
from db.recorded import Recorded
from db.tags import StoredTag, fetch_tags_of_people
from resolvers.batches import Outcomes, record_batches
from resolvers.context import Context
from resolvers.pages import Listing

_BY_START = ListOrder("entries of a person", is_descending=True)
_ALL_SERIES = (0, (1 << 63) - 1)


async def person_by_id(ctx: Context, person_id: int) -> StoredPerson | None:
    """A person, or None."""
    return await ctx.loaders.load(fetch_people, person_id)


async def person_by(ctx: Context, *, id: int | None, external_id: str | None) -> StoredPerson | None:  # noqa: A002 - the contract's word
    """A person by id or external id, or None. Raises Invalid unless exactly one of the two is given."""
    if id is not None and external_id is None:
        return await person_by_id(ctx, id)
    if external_id is not None and id is None:
        check_text(external_id, "externalId", shortest=0)
        return await ctx.loaders.load(fetch_people_by_external_id, external_id)
    raise Invalid("Give exactly one of `id` and `externalId`.", ("id" if external_id is None else "externalId",))


def people(ctx: Context, scope: StatsScope, order: PersonOrder, requested: PageRequest) -> Listing:
    """A page of the people in the scope. Raises Invalid for a bad cursor, or if they have nothing to be ordered by."""

    async def count() -> int:
        return await ctx.loaders.load(fetch_people_count, ctx.workspace_id, scope) or 0

    name = f"people by {order.field} {order.direction}"
    match order.field:
        case PersonOrderField.OUTCOME_AT | PersonOrderField.BLOCK:
            raise Invalid(
                f"{order.field} orders the people of an outcome: order these by CREATED_AT, NAME or EXTERNAL_ID.",
                ("orderBy", "field"),
            )
        case PersonOrderField.CREATED_AT:
            page = Page.of(requested, ListOrder(name if order.is_descending else "people", order.is_descending))
            return Listing(ctx, page, fetch_people_page, ctx.workspace_id, (scope,), count)
        case field:
            page = TextPage.of(requested, ListOrder(name, order.is_descending))
            return Listing(ctx, page, fetch_people_by_text_page, ctx.workspace_id, (scope, field), count)


def selection_of_entries(ctx: Context, person_id: int, series_id: int | None) -> Selection:
    """The person, if they have entries in the series, or in any series."""
    scope = ctx.current.narrowed(PeopleFilter(ids=(person_id,)))
    if series_id is None:
        return scope.selection(has_entries=True)
    return scope.selection(OutcomeCondition(series_id, OutcomeKind.STARTED))


async def upsert_people(ctx: Context, people: Sequence[GivenPerson]) -> tuple[Upserted, list[Refused]]:
    """Creates or changes people. If any of them has a problem, returns the problems of all and changes nothing.

    Raises LimitExceeded for more than 10,000 people.
    """
    check_length(people, MOST_PEOPLE, "people")
    changes, problems = await _validated(people)
    if problems:
        count_people(0, 0, len(people))
        return Upserted(frozenset(), frozenset()), problems
    async with ctx.pool.acquire() as connection, connection.transaction():
        upserted = await store_people(connection, ctx.workspace_id, changes)
    await ctx.written()
    count_people(len(upserted.changed), len(changes) - len(upserted.changed), 0)
    return upserted, []


async def _validated(people: Sequence[GivenPerson]) -> tuple[list[PersonChange], list[Refused]]:
    changes: list[PersonChange] = []
    problems: list[Refused] = []
    async for change in in_turns(valid_changes(people)):
        if isinstance(change, Refused):
            problems.append(change)
        else:
            changes.append(change)
    return changes, problems


async def record_people_of_batches(pool: Pool, workspace_id: int, people: Sequence[PlacedPerson]) -> Outcomes:
    """Makes the changes of any number of batches, in their order. Returns the result of each batch."""
    return await record_batches(pool, workspace_id, people, _record_in_transaction)


async def _record_in_transaction(
    connection: Connection, workspace_id: int, people: Sequence[PlacedPerson]
) -> dict[int, Recorded]:
    async with connection.transaction():
        return await record_people(connection, workspace_id, people)


async def tags_of(ctx: Context, person_id: int) -> list[StoredTag]:
    """A person's tags, by name."""
    return await ctx.loaders.load(fetch_tags_of_people, person_id) or []


async def companies_of(ctx: Context, person_id: int) -> list[str]:
    """The companies of a person's entries that have started, in ascending order."""
    return await ctx.loaders.load(fetch_companies_of_people, person_id, ctx.current.known_before) or []


def entries_of(ctx: Context, person_id: int, series_id: int | None, requested: PageRequest) -> Listing:
    """A page of a person's entries, the latest started first. Raises Invalid for a bad cursor."""
    series = _ALL_SERIES if series_id is None else (series_id, series_id)
    before = ctx.current.known_before

    async def count() -> int:
        return await ctx.loaders.load(fetch_entries_of_people_count, person_id, series, before) or 0

    page = Page.of(requested, _BY_START, TimeRange(end=before))
    return Listing(ctx, page, fetch_entries_of_people_page, person_id, (series,), count)
