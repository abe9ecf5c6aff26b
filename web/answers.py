"""Answers that are given again while nothing has changed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cachetools import LRUCache

from core.time_ranges import END
from core.viewer import Scope
from db.pool import Pool
from db.versions import NextChange, next_change
from resolvers.context import Context
from schema.responses import GraphQLResponse

_QUARTER = timedelta(minutes=15)
_OVERHEAD_BYTES = 1_000  # of an answer, its question and their places: it bounds the number of small ones
_MOST_WORKSPACES = 1_000


class Question(NamedTuple):
    """What is asked, to the byte as it was sent, and by whom: those who may do the same in a workspace see the same."""

    workspace_id: int
    scopes: frozenset[Scope]
    content_type: str | None  # of the body of a POST; None: it was sent in the query string of a GET
    sent: bytes


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer that is right for a version of the data, before an instant."""

    version: int
    until: datetime
    answer: GraphQLResponse
    size: int


class Answers:
    """The answers that one process keeps: those asked for most recently."""

    def __init__(self, megabytes: int, pool: Pool) -> None:
        self._pool = pool
        self._most_bytes = megabytes << 20
        self._kept: LRUCache[Question, _Kept] = LRUCache(self._most_bytes, getsizeof=lambda kept: kept.size)
        self._changes: LRUCache[int, NextChange] = LRUCache(_MOST_WORKSPACES)

    def find(self, question: Question, version: int) -> GraphQLResponse | None:
        """The answer to a question that is asked now, of data of this version; None where it is to be computed."""
        kept = self._kept.get(question)
        if kept is None or kept.version != version or kept.until <= datetime.now(UTC):
            return None
        return kept.answer

    async def keep(self, question: Question, version: int, answer: GraphQLResponse, context: Context) -> None:
        """Keep an answer that was computed after the version was read, if it can be right a second time.

        Nothing is kept that changes by itself before it could be given again.
        """
        size = len(question.sent) + 2 * len(answer.body) + _OVERHEAD_BYTES  # twice: also zipped, once somebody wants it
        if answer.has_errors or context.lifetime.is_momentary or size > self._most_bytes // 8:
            return
        until = await self._until(version, context)
        if until > context.now:
            self._kept[question] = _Kept(version, until, answer, size)

    async def _until(self, version: int, context: Context) -> datetime:
        """Before when nothing changes by the clock alone; the context's now where that is not known.

        It is the same for everything that is asked of a version, so it is looked up once. Buckets of trends begin at
        quarters of an hour, whatever the time zone.
        """
        known = self._changes.get(context.workspace_id)
        if known is None or known.version != version or (known.at or END) <= context.now:
            known = await next_change(self._pool, context.workspace_id, context.now)
            self._changes[context.workspace_id] = known
        if known.version != version or not known.is_known:
            return context.now
        return min(known.at or END, _quarter_end(context.now))


def _quarter_end(now: datetime) -> datetime:
    since_quarter = timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
    return now - since_quarter + _QUARTER
