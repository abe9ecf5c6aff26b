"""The two sides of a comparison of servers: how to request the dashboard, and how to read its figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import orjson

from bench.connections import http_connection, http_request
from bench.ground import HOST, Ground, Tenant
from bench.questions import DASHBOARD_AS_OF
from core.errors import MilepostError

Figures = Mapping[str, object]  # the values of the response by their paths, such as .blocks.3.states.0.count


@dataclass(frozen=True, slots=True)
class Side:
    """A server. `variables` and `headers` are part of every request; each header begins with a line break."""

    name: str
    port: int
    query: str
    variables: Mapping[str, object]
    headers: str
    series: Callable[[Any], Any]  # finds the outcomes and blocks in the data of a response

    def request(self, as_of: datetime | None) -> bytes:
        """A complete request for the figures as of an instant, or as of now if that is None."""
        variables = {**self.variables, "asOf": as_of}
        body = orjson.dumps({"query": self.query, "variables": variables})
        return http_request("/graphql", body, f"Content-Type: application/json{self.headers}")

    async def answer(self, as_of: datetime | None) -> Figures:
        """Requests the figures. Raises MilepostError if the response has errors."""
        async with http_connection(HOST, self.port) as connection:
            response = orjson.loads(await connection.send(self.request(as_of)))
        if response.get("errors"):
            raise MilepostError(f"{self.name} refused the request: {response['errors'][0]['message']}")
        return dict(_flat(self.series(response["data"])))


def milepost(ground: Ground, tenant: Tenant) -> Side:
    return Side(
        "Milepost", ground.port, DASHBOARD_AS_OF, {}, f"\r\nAuthorization: Bearer {tenant.token}", _milepost_series
    )


def _milepost_series(data: Any) -> Any:
    series = data["series"]
    blocks = [{"key": block["key"], **block["stats"]} for block in series["blocks"]]
    return {"outcomes": series["stats"]["outcomes"], "blocks": blocks}


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        value = dict(enumerate(cast("list[Any]", value)))
    if isinstance(value, dict):
        for name, each in cast("dict[Any, Any]", value).items():
            yield from _flat(each, f"{path}.{name}")
    else:
        yield path, value
