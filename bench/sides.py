"""Those who are asked the same: where a server listens, how it is asked for the dashboard, and what it answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import orjson

from bench.connections import http_connection, http_request
from bench.ground import HOST, Ground, Tenant
from bench.questions import DASHBOARD_AS_OF
from core.errors import MilepostError

Figures = Mapping[str, object]  # every value of the answer, by where it stands there: blocks.3.states.0.count


@dataclass(frozen=True, slots=True)
class Side:
    """A server of one process. `variables` and `headers` come with every request, a line break before each header."""

    name: str
    port: int
    query: str
    variables: Mapping[str, object]
    headers: str
    series: Callable[[Any], Any]  # where an answer's data has outcomes and blocks

    def request(self, as_of: datetime | None) -> bytes:
        """The whole request for the figures as of an instant; as of now for None."""
        variables = {**self.variables, "asOf": as_of}
        body = orjson.dumps({"query": self.query, "variables": variables})
        return http_request("/graphql", body, f"Content-Type: application/json{self.headers}")

    async def answer(self, as_of: datetime | None) -> Figures:
        """What it says. MilepostError where that is an error."""
        async with http_connection(HOST, self.port) as connection:
            answer = orjson.loads(await connection.send(self.request(as_of)))
        if answer.get("errors"):
            raise MilepostError(f"{self.name}: {answer['errors'][0]['message']}")
        return dict(_flat(self.series(answer["data"])))


def milepost(ground: Ground, tenant: Tenant) -> Side:
    """Ourselves."""
    return Side("Milepost", ground.port, DASHBOARD_AS_OF, {}, f"\r\nAuthorization: Bearer {tenant.token}", _our_series)


def _our_series(data: Any) -> Any:
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
