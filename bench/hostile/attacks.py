"""What a hostile request is: its bytes, what it may cost, and the response that it must get."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

LIMIT_EXCEEDED, INVALID, PARSE_FAILED, VALIDATION_FAILED = (
    "LIMIT_EXCEEDED",
    "INVALID",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
)
JSON = {"Content-Type": "application/json"}
GZIP = {"Content-Encoding": "gzip"}

Body = Callable[[], bytes]


@dataclass(frozen=True)
class Attack:
    """`body` is made when it is sent. `code` is that of the first error, None if there is none.

    `status` is None where the server may close the connection without a response. `statements` includes the one that
    looks up the token.
    """

    body: Body
    status: int | None = 200
    code: str | None = None
    path: str = "/graphql"
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=lambda: dict(JSON))
    statements: int = 1
    most_bytes: int = 4_000
    raw: bool = False  # the body is the whole request, with TOKEN in place of the token

    def request(self, token: str, request_id: str = "-") -> bytes:
        """The bytes to send, after which the server closes the connection."""
        body = self.body()
        if self.raw:
            return body.replace(b"TOKEN", token.encode())
        headers = {
            "Host": "localhost",
            "Authorization": f"Bearer {token}",
            "Connection": "close",
            "X-Request-Id": request_id,
            **self.headers,
        }
        if "Transfer-Encoding" not in headers and "Content-Length" not in headers:
            headers["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


def graphql(query: str, code: str | None, variables: Any = None, **more: Any) -> Attack:
    """A GraphQL request."""
    return Attack(lambda: json.dumps({"query": query, "variables": variables}).encode(), code=code, **more)


def body(content: bytes, code: str | None, status: int = 400, **more: Any) -> Attack:
    """A body at /graphql."""
    return Attack(lambda: content, code=code, status=status, **more)


def events(content: Body, status: int = 200, code: str | None = None, **more: Any) -> Attack:
    """A body at /events."""
    return Attack(content, status=status, code=code, path="/events", **more)


def raw(content: bytes, status: int | None, code: str | None = None, **more: Any) -> Attack:
    """A whole request."""
    return Attack(lambda: content, status=status, code=code, raw=True, **more)
