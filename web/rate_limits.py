"""Limits of what a token spends, and of failed authentications from an address, in a minute."""

from collections import Counter
from collections.abc import Generator, MutableMapping
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any

from cachetools import LRUCache
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import RateLimited, Unauthenticated
from core.rate_limits import MOST_KEYS, SECONDS, RateLimit, Spent
from core.settings import Settings
from core.texts import counted
from core.viewer import Viewer
from db.tokens import token_hash

REQUEST_POINTS = 10  # of a request, beside what it asks for: also if the response is cached, or the document refused
BYTES_PER_POINT = 1_000  # of a GraphQL request
_SPENT = "milepost.spent"
_NETWORK_BITS = 64  # of an IPv6 address: a client has the rest for itself


class RateLimits:
    """The limits of all requests of a process."""

    def __init__(self, settings: Settings) -> None:
        self._points = RateLimit("points", settings.rate_limit) if settings.rate_limit else None
        self._failures = (
            RateLimit("failed-authentications", settings.failed_authentications)
            if settings.failed_authentications
            else None
        )
        self._trying: Counter[str] = Counter()  # looked up now and perhaps invalid, by network
        self._valid: LRUCache[bytes, bool] = LRUCache(MOST_KEYS)  # hashes of tokens that were valid lately

    @property
    def rates(self) -> list[RateLimit]:
        """The limits that are turned on."""
        return [rate for rate in (self._points, self._failures) if rate is not None]

    def charge(self, scope: MutableMapping[str, Any], viewer: Viewer, points: int) -> None:
        """Spends points of a token. Raises RateLimited if it has less left in this minute."""
        rate = self._points
        if rate is None:
            return
        spent = rate.spend(f"{viewer.workspace_id}:{viewer.token_id}", points)
        scope[_SPENT] = rate, spent
        if not spent.is_possible:
            raise RateLimited(
                f"The token may spend {counted(rate.most, 'point')} a minute and has {spent.left:,} left, but this "
                f"needs {min(points, rate.most):,}: try again in {counted(ceil(spent.seconds), 'second')}.",
                spent.seconds,
                rate.name,
            )

    def leave(self, scope: MutableMapping[str, Any]) -> None:
        """Leaves the header fields to the process that handles the request."""
        scope.pop(_SPENT, None)

    @contextmanager
    def authentication(self, request: HTTPConnection, token: str) -> Generator[None]:
        """Counts the token for the client's address if it turns out to be invalid.

        Raises RateLimited before it is looked up if too many were. A token that was valid lately is always looked up,
        so that no one is locked out by others who share the address, such as that of a proxy.
        """
        hashed = token_hash(token)
        if self._failures is None:
            yield
            return
        network = _network(request)
        is_known = self._valid.get(hashed, False)
        if not is_known:
            self._check_failures(request.scope, self._failures, network)
        self._trying[network] += not is_known
        try:
            yield
            self._valid[hashed] = True
        except Unauthenticated:
            self._valid.pop(hashed, None)
            self._failures.spend(network, 1)
            raise
        finally:
            self._trying[network] -= not is_known
            if not self._trying[network]:
                del self._trying[network]

    def _check_failures(self, scope: MutableMapping[str, Any], rate: RateLimit, network: str) -> None:
        left = rate.left(network)
        if left.left <= self._trying[network]:
            scope[_SPENT] = rate, left
            raise RateLimited(
                f"Your address has sent {counted(rate.most, 'invalid token')} in this minute, which is the limit: "
                f"check the token, and try again in {counted(ceil(left.seconds), 'second')}.",
                left.seconds,
                rate.name,
            )


def points_of_bytes(sent: bytes) -> int:
    """The points of a GraphQL request, beside those of its operation."""
    return REQUEST_POINTS + len(sent) // BYTES_PER_POINT


class RateLimitFields:
    """ASGI middleware that adds `RateLimit-Policy` and `RateLimit`, as in draft-ietf-httpapi-ratelimit-headers-10."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_fields(message: Message) -> None:
            if message["type"] == "http.response.start" and _SPENT in scope:
                message["headers"] = [*message["headers"], *_fields(*scope[_SPENT])]
            await send(message)

        await self._app(scope, receive, send_with_fields)


def _fields(rate: RateLimit, spent: Spent) -> list[tuple[bytes, bytes]]:
    policy, left = f'"{rate.name}";q={rate.most};w={SECONDS}', f'"{rate.name}";r={spent.left};t={ceil(spent.seconds)}'
    return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]


def _network(request: HTTPConnection) -> str:
    """The client's address, or for IPv6 the network of which it may use any address."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:  # a socket without addresses
        return host or "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, _NETWORK_BITS), strict=False))
