"""Narrows statements to scopes."""

from typing import LiteralString

from core.stats_scope import StatsScope
from db.people_filters import slots_of
from db.statements.composer import Composed, compose


def narrowed(name: LiteralString, scope: StatsScope) -> Composed:
    """The statement db/sql/<name>.sql, narrowed to a scope."""
    return compose(name, slots_of(scope))
