"""What trusted reverse proxies say about a client: its address, and the scheme of its request."""

from ipaddress import IPv6Address, ip_address
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_PEER = "milepost.peer"


class TrustedProxies:
    """ASGI middleware that takes `X-Forwarded-For` and `X-Forwarded-Proto` from these proxies.

    uvicorn's own takes any text as an address. It would be written to the audit log, and a client could choose whose
    invalid tokens count together. So a text that is no IP address is ignored: the client then has the proxy's address.
    """

    def __init__(self, app: ASGIApp, proxies: str) -> None:
        self._app = app
        self._forwarded = ProxyHeadersMiddleware(cast("Any", self._checked), proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[_PEER] = scope.get("client")
        await self._forwarded(cast("Any", scope), cast("Any", receive), cast("Any", send))

    async def _checked(self, scope: Scope, receive: Receive, send: Send) -> None:
        peer = scope.pop(_PEER)
        client = scope.get("client")
        if client is not None and client != peer:
            address = _address(client[0])
            scope["client"] = peer if address is None else (address, client[1])
        await self._app(scope, receive, send)


def _address(text: str) -> str | None:
    """The normal form of an IP address, or None. A zone such as that of fe80::1%eth0 can be any text."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return None if isinstance(found, IPv6Address) and found.scope_id else str(found)
