"""Responses that are cached until the data changes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cachetools import LRUCache
from prometheus_client import Counter

from core.time_ranges import END
from core.viewer import Scope
from db.pool import Pool
from db.versions import NextChange, next_change
from resolvers.context import Context
from schema.responses import GraphQLResponse

_REQUESTS = Counter(
    "milepost_response_cache_total",
    "GraphQL requests that the response cache could answer (hit) or not (miss).",
    ["result"],
)
_HITS, _MISSES = _REQUESTS.labels("hit"), _REQUESTS.labels("miss")
_QUARTER = timedelta(minutes=15)
_OVERHEAD_BYTES = 1_000  # of an entry beside its request and body: it bounds the number of small entries
_MOST_WORKSPACES = 1_000


class RequestKey(NamedTuple):
    """Identifies a request: the bytes that were sent, the workspace and the token scopes.

    The token itself is not part of the key: tokens of one workspace with the same scopes get the same responses.
    """

    workspace_id: int
    scopes: frozenset[Scope]
    content_type: str | None  # of the body of a POST; None for a GET
    sent: bytes  # the body of a POST, or the query string of a GET


@dataclass(frozen=True, slots=True)
class _CachedResponse:
    """A response that is valid for one version of the data, and only before an instant."""

    version: int
    until: datetime
    response: GraphQLResponse
    size: int


class ResponseCache:
    """The least recently used cache of one process, limited by its size in memory."""

    def __init__(self, megabytes: int, pool: Pool) -> None:
        self._pool = pool
        self._most_bytes = megabytes << 20
        self._cached: LRUCache[RequestKey, _CachedResponse] = LRUCache(
            self._most_bytes, getsizeof=lambda cached: cached.size
        )
        self._changes: LRUCache[int, NextChange] = LRUCache(_MOST_WORKSPACES)

    def find(self, key: RequestKey, version: int) -> GraphQLResponse | None:
        """Returns the cached response to a request, or None if there is none that is valid now for this version."""
        cached = self._cached.get(key)
        if cached is None or cached.version != version or cached.until <= datetime.now(UTC):
            _MISSES.inc()
            return None
        _HITS.inc()
        return cached.response

    @property
    def size(self) -> int:
        """The size in memory, in bytes."""
        return int(self._cached.currsize)

    async def store(self, key: RequestKey, version: int, response: GraphQLResponse, context: Context) -> None:
        """Caches a response that was computed after the version was read.

        Responses with errors, large responses, and those that are outdated as soon as they are sent are not cached.
        """
        size = len(key.sent) + 2 * len(response.body) + _OVERHEAD_BYTES  # twice: the gzipped body may come on top
        if response.has_errors or context.traits.is_uncacheable or size > self._most_bytes // 8:
            return
        until = await self.valid_until(version, context)
        if until > context.now:
            self._cached[key] = _CachedResponse(version, until, response, size)

    async def valid_until(self, version: int, context: Context) -> datetime:
        """Returns when this version's responses change by the clock alone, or the context's now if that is unknown.

        The instant is the same for all responses of a version, so it is looked up once. It is at most the next quarter
        of an hour: buckets of trends begin at quarters in every time zone.
        """
        known = self._changes.get(context.workspace_id)
        if known is None or known.version != version or (known.at or END) <= context.now:
            known = await next_change(self._pool.of(context.workspace_id), context.workspace_id, context.now)
            self._changes[context.workspace_id] = known
        if known.version != version or not known.is_known:
            return context.now
        return min(known.at or END, _quarter_end(context.now))


def _quarter_end(now: datetime) -> datetime:
    since_quarter = timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
    return now - since_quarter + _QUARTER
