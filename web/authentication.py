"""Authenticates requests by their bearer token, and reads the version of the data in the same statement."""

import asyncio
import hmac
from collections import defaultdict
from collections.abc import Iterable
from contextvars import Context

from starlette.requests import HTTPConnection

from core.errors import Unauthenticated
from core.settings import Settings
from core.viewer import Viewer
from db.pool import Connection, Pool
from db.tokens import ensure_workspace, token_hash
from db.versions import Authentication, Credential, fetch_authentications
from web.rate_limits import RateLimits
from web.token_uses import TokenUses

BOOTSTRAP_WORKSPACE = "default"
# Added to the statement timeout: a connection that is silent for longer is broken.
_GRACE_SECONDS = 5


async def authenticate(request: HTTPConnection) -> Viewer:
    """Returns the viewer named by the header `Authorization: Bearer <token>`. Raises Unauthenticated."""
    return (await authenticate_with_version(request)).viewer


async def authenticate_with_version(request: HTTPConnection) -> Authentication:
    """Returns the viewer, and the version of the viewer's data. Raises Unauthenticated, or RateLimited after too many.

    Both are read after the request arrived, so an expired or revoked token is refused from the next request on. The
    clock of the database decides what has expired.
    """
    return await authenticate_token(request, bearer_token(request))


async def authenticate_token(request: HTTPConnection, token: str) -> Authentication:
    """Like `authenticate_with_version`, for a token that is not in the header."""
    authenticator: Authenticator = request.state.authenticator
    rate_limits: RateLimits = request.state.rate_limits
    token_uses: TokenUses = request.state.token_uses
    with rate_limits.authentication(request, token):
        authentication = await authenticator.authenticate(token)
    token_uses.note(authentication.viewer)
    request.state.log.workspace_id = authentication.viewer.workspace_id
    request.state.log.token_name = authentication.viewer.token_name
    return authentication


def bearer_token(request: HTTPConnection) -> str:
    """Returns the token of the request, which may be invalid. Raises Unauthenticated if there is none."""
    return token_in(request.headers.get("authorization", ""))


def token_in(authorization: str) -> str:
    """Returns the token in a value of `Authorization`. Raises Unauthenticated if there is none."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("A token is required: send the header `Authorization: Bearer <token>`.")
    return token.strip()


class Authenticator:
    """Looks up tokens, with one statement for all requests that wait.

    Requests that arrive while a statement runs wait for the next one, which begins after the last of them arrived.
    """

    def __init__(self, db: Pool | Connection, settings: Settings) -> None:
        self._db = db
        self._settings = settings
        self._waiting: defaultdict[Credential, list[asyncio.Future[Authentication | None]]] = defaultdict(list)
        self._reading: asyncio.Task[None] | None = None

    async def authenticate(self, token: str) -> Authentication:
        """Raises Unauthenticated if the token is unknown, expired or revoked."""
        credential = self.credential(token)
        result: asyncio.Future[Authentication | None] = asyncio.get_running_loop().create_future()
        self._waiting[credential].append(result)
        if self._reading is None:
            self._reading = asyncio.create_task(self._read(), context=Context())  # for several requests
        if (authentication := await result) is None:
            raise Unauthenticated(
                "The token is unknown, expired or revoked: use another one, such as from `milepost token create`."
            )
        return authentication

    def credential(self, token: str) -> Credential:
        """What a token is looked up by."""
        return BOOTSTRAP_WORKSPACE if _is_bootstrap(token, self._settings) else token_hash(token)

    async def find(self, credentials: Iterable[Credential]) -> dict[Credential, Authentication]:
        """The valid ones of these credentials."""
        seconds = self._settings.statement_timeout_ms / 1000 + _GRACE_SECONDS
        found = await fetch_authentications(self._db, credentials, seconds)
        if BOOTSTRAP_WORKSPACE in credentials and BOOTSTRAP_WORKSPACE not in found:
            await ensure_workspace(self._db, BOOTSTRAP_WORKSPACE)
            found = await fetch_authentications(self._db, credentials, seconds)
        return found

    async def _read(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, defaultdict(list)
                await self._resolve(waiting)
        finally:
            self._reading = None

    async def _resolve(self, waiting: dict[Credential, list[asyncio.Future[Authentication | None]]]) -> None:
        try:
            found = await self.find(waiting)
        except Exception as error:
            for result in _pending(waiting.values()):
                result.set_exception(error)
            return
        for credential, results in waiting.items():
            for result in _pending([results]):
                result.set_result(found.get(credential))


def _pending(
    results: Iterable[list[asyncio.Future[Authentication | None]]],
) -> list[asyncio.Future[Authentication | None]]:
    """Without those of requests that were canceled meanwhile."""
    return [result for some in results for result in some if not result.done()]


def _is_bootstrap(token: str, settings: Settings) -> bool:
    expected = settings.bootstrap_token
    return expected is not None and hmac.compare_digest(_bytes(token), _bytes(expected.get_secret_value()))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
