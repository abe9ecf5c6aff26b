"""From a bearer token to who asks, and to the version of the data that they would see."""

import asyncio
import hmac
from collections import defaultdict
from collections.abc import Iterable

from starlette.requests import HTTPConnection

from core.errors import Unauthenticated
from core.settings import Settings
from core.viewer import Viewer
from db.pool import Connection, Pool
from db.tokens import ensure_workspace, token_hash
from db.versions import Admission, Claim, fetch_admissions

BOOTSTRAP_WORKSPACE = "default"
_PATIENCE_SECONDS = 5  # more than a statement may take: a connection that says nothing any more is given up


async def authenticate(request: HTTPConnection) -> Viewer:
    """Who sent the request, by its header `Authorization: Bearer <token>`. Raises Unauthenticated."""
    return (await admit(request)).viewer


async def admit(request: HTTPConnection) -> Admission:
    """Who sent the request, and the version of what they would see, read after the request arrived.

    A token that is revoked is refused from the next request on. Raises Unauthenticated.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("A token is needed: send the header `Authorization: Bearer <token>`.")
    admissions: Admissions = request.state.admissions
    return await admissions.of(token.strip())


class Admissions:
    """Looks up who asks: with one statement for all who wait at the same time, begun after the last of them came."""

    def __init__(self, db: Pool | Connection, settings: Settings) -> None:
        self._db = db
        self._settings = settings
        self._waiting: defaultdict[Claim, list[asyncio.Future[Admission | None]]] = defaultdict(list)
        self._reading: asyncio.Task[None] | None = None

    async def of(self, token: str) -> Admission:
        """Whose the token is. Raises Unauthenticated if it is nobody's."""
        claim = BOOTSTRAP_WORKSPACE if _is_bootstrap(token, self._settings) else token_hash(token)
        answer: asyncio.Future[Admission | None] = asyncio.get_running_loop().create_future()
        self._waiting[claim].append(answer)
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        if (admission := await answer) is None:
            raise Unauthenticated("The token is unknown or revoked.")
        return admission

    async def _read(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, defaultdict(list)
                await self._answer(waiting)
        finally:
            self._reading = None

    async def _answer(self, waiting: dict[Claim, list[asyncio.Future[Admission | None]]]) -> None:
        try:
            found = await self._admitted(waiting)
        except Exception as error:
            for answer in _open(waiting.values()):
                answer.set_exception(error)
            return
        for claim, answers in waiting.items():
            for answer in _open([answers]):
                answer.set_result(found.get(claim))

    async def _admitted(self, claims: Iterable[Claim]) -> dict[Claim, Admission]:
        seconds = self._settings.statement_timeout_ms / 1000 + _PATIENCE_SECONDS
        found = await fetch_admissions(self._db, claims, seconds)
        if BOOTSTRAP_WORKSPACE in claims and BOOTSTRAP_WORKSPACE not in found:
            await ensure_workspace(self._db, BOOTSTRAP_WORKSPACE)
            found = await fetch_admissions(self._db, claims, seconds)
        return found


def _open(
    answers: Iterable[list[asyncio.Future[Admission | None]]],
) -> list[asyncio.Future[Admission | None]]:
    """Those that somebody still waits for."""
    return [answer for some in answers for answer in some if not answer.done()]


def _is_bootstrap(token: str, settings: Settings) -> bool:
    expected = settings.bootstrap_token
    return expected is not None and hmac.compare_digest(_bytes(token), _bytes(expected.get_secret_value()))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
