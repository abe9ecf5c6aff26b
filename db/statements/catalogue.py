"""All statements in all their variants, composed by the functions that compose them for requests.

A people filter can have any number of conditions. The catalogue has each condition alone and all of them together: any
other combination consists of the same fragments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import product
from typing import LiteralString, cast

from core.export_files import ExportFormat
from core.figures import CountUnit, OutcomeKind
from core.people_filters import PeopleFilter
from core.person_orders import PersonOrderField
from core.stats_scope import StatsScope
from core.visit_orders import VisitOrderField
from db import people_filters, scopes
from db.audit import audit_page
from db.breakdowns import breakdown_counts, tag_breakdown_counts
from db.bulk_action_lists import bulk_actions_page
from db.column_copies import people_ids
from db.durations import times_in_blocks, times_to
from db.entries import OrderedSelection, OutcomeSelection, entries_of_people_page, outcome_by_text_page, outcome_page
from db.export_lists import exports_page
from db.export_statements import FILES, OfEntries, cells_of, count_of
from db.failed_people import failed_people_page
from db.figures import entry_counts
from db.outcome_sets import outcome_set_counts
from db.people import TEXTS, people_by_text_page, people_page
from db.people_filters import in_scope, restrictions
from db.series_lists import series_page
from db.snapshots import required
from db.statements.choices import (
    CONDITIONS,
    DIMENSIONS,
    NOON,
    PEOPLE,
    PLAIN_PEOPLE,
    PLAIN_SCOPES,
    SCOPES,
    TEXT_SPANS,
    Choices,
)
from db.statements.composer import Composed, compose, composed, fragment
from db.statements.files import Slot, file
from db.stored_counts import TABLES
from db.tokens import tokens_page
from db.versions import Version
from db.visits import visits_page

# With statements; the other folders of db/sql contain fragments.
_FOLDERS = ("", "columns/", "export/", "ingest/", "schema/")
_OF_SCOPES: tuple[LiteralString, ...] = (
    *("entry_changes", "first_starts", "visits_count"),
    *("path_counts", "path_medians", "routes", "disengagement_counts", "entries_without_start", "reached_counts"),
)
_COUNTED: tuple[LiteralString, ...] = ("visit_counts", "engagement_counts")
_OF_PEOPLE: tuple[LiteralString, ...] = (
    *("people_count", "freeze_people", "count_tagged", "count_mailable", "export/event_counts"),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a statement. The header of the file `stated_in` lists its numbered parameters."""

    name: str
    choices: Choices
    composed: Composed
    stated_in: str


@cache
def names() -> tuple[str, ...]:
    """The names of all statements: the paths of their files in db/sql, without the suffix."""
    sql = files("db") / "sql"
    paths = {folder: (sql / folder).iterdir() for folder in _FOLDERS}
    return tuple(sorted(_named(folder, path.name) for folder in paths for path in paths[folder] if path.is_file()))


@cache
def variants() -> Mapping[str, tuple[Variant, ...]]:
    """The variants of each statement, the simplest first."""
    found = [*_plain(), *_of_scopes(), *_of_breakdowns(), *_of_people(), *_pages(), *_of_exports()]
    return {name: tuple(each for each in found if each.name == name) for name in names()}


def _named(folder: str, file_name: str) -> str:
    return folder + file_name.removesuffix(".sql")


def _plain() -> Iterator[Variant]:
    for name in names():
        if not _has_open_slots(name):
            yield Variant(name, (), compose(cast(LiteralString, name), {}), name)  # the name of a file in db/sql
    yield Variant("require_version", (), composed(required(Version(1, 1, 1))), "require_version")
    for table in TABLES:
        for choices, query in (((), table.comparison), (("copy",), table.comparison_with_copy)):
            yield Variant("compare_stored_counts", (table.name, *choices), Composed(query, ()), "compare_stored_counts")
        yield Variant("stage_repairs", (table.name,), Composed(table.repairs, ()), "stage_repairs")


def _has_open_slots(name: str) -> bool:
    slots = [part.name for part in file(name).parts if isinstance(part, Slot)]
    return any("/" not in slot or _has_open_slots(slot) for slot in slots)


def _of_scopes() -> Iterator[Variant]:
    for name, (choices, scope) in product(_OF_SCOPES, SCOPES.items()):
        yield Variant(name, choices, scopes.narrowed(name, scope), name)
    for choices, scope in SCOPES.items():
        yield from _counts(choices, scope)
    yield from _counts(("cohort", "ids"), replace(PLAIN_SCOPES["cohort",], people=CONDITIONS["ids"]))
    for unit, (choices, scope) in product(CountUnit, SCOPES.items()):
        of_unit = replace(scope, unit=unit)
        yield Variant("outcome_set_counts", (unit, *choices), outcome_set_counts(of_unit, [1]), "outcome_set_counts")
        yield Variant("survival", ("block", unit, *choices), times_in_blocks(of_unit, [1]), "survival")
        yield Variant("survival", ("exit", unit, *choices), times_to(of_unit, OutcomeKind.EXITED, [1]), "survival")


def _counts(choices: Choices, scope: StatsScope) -> Iterator[Variant]:
    yield Variant("entry_counts", choices, entry_counts(scope), "entry_counts")
    for name in _COUNTED:
        yield Variant(name, choices, scopes.counted(name, scope), name)


def _of_breakdowns() -> Iterator[Variant]:
    for choices, scope in PLAIN_SCOPES.items():
        yield Variant("tag_breakdown_counts", choices, tag_breakdown_counts(scope), "tag_breakdown_counts")
        for unit, dimension in product(CountUnit, DIMENSIONS):
            composed = breakdown_counts(replace(scope, unit=unit), dimension, [NOON])
            yield Variant("breakdown_counts", (unit, dimension.by, *choices), composed, "breakdown_counts")


def _of_people() -> Iterator[Variant]:
    for name, (choices, people) in product(_OF_PEOPLE, PEOPLE.items()):
        yield Variant(name, choices, people_filters.narrowed(name, people, NOON), name)
    for choices, people in PEOPLE.items():
        yield Variant("columns/people", choices, people_ids(people or PeopleFilter(), NOON), "columns/people")


def _pages() -> Iterator[Variant]:
    for direction, is_descending, chosen in (("ASC", False, SCOPES), ("DESC", True, PLAIN_SCOPES)):
        lists = {
            "series_page": series_page(is_descending=is_descending),
            "audit_page": audit_page(is_descending=is_descending),
            "bulk_actions_page": bulk_actions_page(is_descending=is_descending),
            "exports_page": exports_page(is_descending=is_descending),
            "failed_people_page": failed_people_page(is_descending=is_descending),
            "tokens_page": tokens_page(is_descending=is_descending),
            "entries_of_people_page": entries_of_people_page(is_descending=is_descending),
        }
        for name, page in lists.items():
            yield Variant(name, (direction,), page, name)
        for choices, scope in chosen.items():
            yield from _pages_of(scope, (direction, *choices), is_descending=is_descending)


def _pages_of(scope: StatsScope, choices: Choices, *, is_descending: bool) -> Iterator[Variant]:
    if scope.started.is_open:
        yield Variant("people_page", choices, people_page(scope, is_descending=is_descending), "people_page")
        for field, (bounds, span) in product(TEXTS, TEXT_SPANS.items()):
            composed = people_by_text_page(scope, field, replace(span, is_descending=is_descending))
            yield Variant("people_by_text_page", (field, *bounds, *choices), composed, "people_by_text_page")
    for kind in OutcomeKind:
        name = "in_progress_page" if kind is OutcomeKind.IN_PROGRESS else "outcome_page"
        composed = outcome_page(OutcomeSelection(kind, scope), is_descending=is_descending)
        yield Variant(name, (kind, *choices), composed, name)
        for bounds, span in TEXT_SPANS.items():
            spanned = replace(span, is_descending=is_descending)
            for field in (PersonOrderField.NAME, PersonOrderField.BLOCK):
                by_text = outcome_by_text_page(OrderedSelection(OutcomeSelection(kind, scope), field), spanned)
                yield Variant("outcome_by_text_page", (kind, field, *bounds, *choices), by_text, "outcome_by_text_page")
    for field in VisitOrderField:
        name = "visits_page" if field is VisitOrderField.REACHED_AT else "visits_by_instant_page"
        yield Variant(name, (field, *choices), visits_page(field, scope, is_descending=is_descending), name)


def _of_exports() -> Iterator[Variant]:
    for file_, content in FILES.items():
        for name, choices in product(content.statements, PEOPLE):
            rows = fragment(name, in_scope(restrictions(PEOPLE[choices], NOON)))
            if isinstance(content, OfEntries):
                yield Variant("export/count", (name, *choices), count_of(rows), name)
            if choices in PLAIN_PEOPLE:
                for format_ in ExportFormat:
                    composed = cells_of(name, rows, file_, format_)
                    yield Variant("export/cells", (file_, format_, name, *choices), composed, name)
