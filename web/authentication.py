"""From a bearer token to who asks."""

import hmac

from starlette.requests import HTTPConnection

from core.errors import Unauthenticated
from core.settings import Settings
from core.viewer import Scope, Viewer
from db.pool import Connection, Pool
from db.tokens import ensure_workspace, holder_of

BOOTSTRAP_WORKSPACE = "default"


async def authenticate(request: HTTPConnection) -> Viewer:
    """Who sent the request, by its header `Authorization: Bearer <token>`. Raises Unauthenticated.

    One statement at the most, so that a token which is revoked is refused from the next request on.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("A token is needed: send the header `Authorization: Bearer <token>`.")
    return await viewer_of(token.strip(), request.state.settings, request.state.pool)


async def viewer_of(token: str, settings: Settings, db: Pool | Connection) -> Viewer:
    """Who holds the token, or Unauthenticated if nobody does."""
    if _is_bootstrap(token, settings):
        return Viewer(await ensure_workspace(db, BOOTSTRAP_WORKSPACE), frozenset(Scope))
    viewer = await holder_of(db, token)
    if viewer is None:
        raise Unauthenticated("The token is unknown or revoked.")
    return viewer


def _is_bootstrap(token: str, settings: Settings) -> bool:
    expected = settings.bootstrap_token
    return expected is not None and hmac.compare_digest(_bytes(token), _bytes(expected.get_secret_value()))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
