"""Requests to the API of Milepost, on new connections: it would close idle ones while the other side is timed."""

from itertools import count
from typing import Any

from bench.connections import Asker, http_connection
from bench.ground import HOST, Ground, Tenant
from bench.latencies import p50_ms

NUMBERS = count()  # of the requests of this process: a number makes a request different from all others


async def answer_to(
    ground: Ground, tenant: Tenant, query: str, variables: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Returns the data of the response."""
    async with http_connection(HOST, ground.port) as connection:
        return await Asker(connection, tenant.token).ask(query, variables)


async def outcomes(ground: Ground, tenant: Tenant, query: str) -> dict[str, int]:
    """The counts of a series' outcomes."""
    answer = await answer_to(ground, tenant, query)
    return {outcome["kind"]: outcome["count"] for outcome in answer["series"]["stats"]["outcomes"]}


async def request_p50_ms(
    ground: Ground, tenant: Tenant, query: str, times: int, variables: dict[str, Any] | None = None
) -> float:
    """The median time of `times` requests on one connection, in milliseconds. Responses are not parsed.

    Each request differs by a variable, so that none is served from the response cache.
    """
    async with http_connection(HOST, ground.port) as connection:
        asker = Asker(connection, tenant.token)
        return await p50_ms(
            lambda: asker.send(asker.body(query, {**(variables or {}), "number": next(NUMBERS)})), times
        )
