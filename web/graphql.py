"""/graphql: the GraphQL API, and GraphiQL for browsers. web/live has its subscriptions."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from core.errors import DocumentNotTrusted, PersistedQueryNotFound, loggable
from core.settings import Settings
from core.viewer import Viewer
from db.pool import OUTAGES
from db.snapshots import Snapshot
from db.versions import Authentication, Version
from resolvers.context import Context, create_context
from schema.media_types import GRAPHQL_RESPONSE, VARY, preferred
from schema.requests import GraphQLRequest, execute, refusal, request_in_body, request_in_query_string
from schema.responses import GraphQLResponse
from web.admission import Admission
from web.authentication import authenticate, authenticate_with_version, bearer_token
from web.bodies import SMALL_BYTES, is_small, no_turn, read_body
from web.callers import caller_of
from web.encodings import require_none
from web.errors import RETRY
from web.graphiql import page
from web.heavy_requests import HeavyRequests, IsHeavy
from web.live.events import stream_events, wants_events
from web.live.requests import link_base_of
from web.loop_time import LoopTime, Slices
from web.persisted_documents import PersistedDocuments
from web.rate_limits import RateLimits, points_of_bytes
from web.request_log import RequestLog
from web.response_cache import RequestKey, ResponseCache

# Total time of the event loop by the time of the task, for bodies of 16 MiB: it also reads and writes the sockets.
RECEIVING = 4
FORWARDING = 2

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)  # q=0 means: not that one (RFC 9110)
_DOCUMENT_PARAMETERS = frozenset({"query", "documentId", "extensions"})

log = structlog.stdlib.get_logger()


def graphql_route() -> Route:
    """POST and GET. A browser that opens the address gets GraphiQL."""
    return Route("/graphql", _GraphQL(), methods=["GET", "POST"])


class _GraphQL:
    """Sends the cached response if there is a valid one, and computes all others.

    An ASGI application instead of a function, which Starlette would wrap: it sends the response before it caches it.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if _wants_page(request):
            await (await page(request))(scope, receive, send)
            return
        if wants_events(request):
            await stream_events(request, send)
            return
        bearer_token(request)  # a request without one is refused at once
        await (_respond_to_small if is_small(scope) else _respond_to_large)(request, send)


async def _respond_to_small(request: Request, send: Send) -> None:
    admission: Admission = request.state.admission
    pieces = await _read(request)
    authentication = await authenticate_with_version(request)
    async with admission.request(authentication.viewer, "/graphql"):
        await _answer(request, pieces, authentication, send)


async def _respond_to_large(request: Request, send: Send) -> None:
    """Reads the body only for a valid token, and only a few at the same time, so that memory is bounded."""
    admission: Admission = request.state.admission
    loop_time: LoopTime = request.state.loop_time
    heavy: HeavyRequests = request.state.heavy
    viewer = await authenticate(request)
    turn = Slices(loop_time, viewer.workspace_id).turn
    async with admission.request(viewer, "/graphql"), admission.large_body(viewer.workspace_id):
        pieces = await loop_time.measured(viewer.workspace_id, _read(request, turn), factor=RECEIVING)
        size = sum(map(len, pieces))
        if size > SMALL_BYTES and not heavy.are_handled_here:
            await _forward(request, pieces, viewer.workspace_id, send)
            return
        try:
            await _answer(request, pieces, await authenticate_with_version(request), send)
        finally:
            if size > SMALL_BYTES:
                request.state.garbage.note(size)


async def _answer(request: Request, pieces: list[bytes], authentication: Authentication, send: Send) -> None:
    """Responds to a request that has arrived, here or in the process for heavy requests."""
    loop_time: LoopTime = request.state.loop_time
    workspace_id = authentication.viewer.workspace_id
    try:
        await loop_time.turn(workspace_id)
        await loop_time.measured(workspace_id, _answer_here(request, b"".join(pieces), authentication, send))
    except IsHeavy:
        await _forward(request, pieces, workspace_id, send)


async def _forward(request: Request, pieces: list[bytes], workspace_id: int, send: Send) -> None:
    """Lets the process for heavy requests respond."""
    loop_time: LoopTime = request.state.loop_time
    request.state.rate_limits.leave(request.scope)
    work = _forwarded(request, pieces, Slices(loop_time, workspace_id).turn, send)
    await loop_time.measured(workspace_id, work, factor=FORWARDING)


async def _forwarded(request: Request, pieces: list[bytes], turn: Callable[[], Awaitable[None]], send: Send) -> None:
    heavy: HeavyRequests = request.state.heavy
    async with heavy.forwarded(request, pieces, turn) as response:
        await response(request.scope, request.receive, send)


async def _answer_here(request: Request, sent: bytes, authentication: Authentication, send: Send) -> None:
    """Responds to a request. Its version was read when it had arrived, so that nothing committed before is missed."""
    rate_limits: RateLimits = request.state.rate_limits
    rate_limits.charge(request.scope, authentication.viewer, points_of_bytes(sent))
    content_type = request.headers.get("content-type", "") if request.method == "POST" else None
    key = RequestKey(authentication.viewer.workspace_id, authentication.viewer.scopes, content_type, sent)
    cache: ResponseCache = request.state.response_cache
    answer = cache.find(key, authentication.version.data)
    if answer is not None:
        current: RequestLog = request.state.log
        current.operation_type, current.operation_name = answer.operation_type, answer.operation_name
        current.cost = answer.cost
    else:
        admission: Admission = request.state.admission
        async with admission.operation(key.workspace_id):
            answer = await _answer_named(request, key, authentication, send)
    if answer is not None:
        await _send_in_turn(request, key.workspace_id, answer, send)


async def _send_in_turn(request: Request, workspace_id: int, answer: GraphQLResponse, send: Send) -> None:
    """A long response waits for its turn, since its client may read it slowly. No connection is used meanwhile."""
    if _is_short(answer):
        await _send(request, answer, send)
        return
    admission: Admission = request.state.admission
    async with admission.long_response(workspace_id):
        await _send(request, answer, send)


async def _answer_named(
    request: Request, key: RequestKey, authentication: Authentication, send: Send
) -> GraphQLResponse | None:
    """Returns the response to a request, whose document may be stored here under its hash. None if it has been sent."""
    documents: PersistedDocuments = request.state.documents
    heavy: HeavyRequests = request.state.heavy
    graphql_request = _parsed(key)
    # A request that stores a document must do so again when Valkey has lost it, so it is not answered from the cache.
    request.state.is_cacheable = not (graphql_request.query and graphql_request.document_hash())
    try:
        await documents.complete(graphql_request, key.workspace_id)
        heavy.check_document(graphql_request.query)
    except (PersistedQueryNotFound, DocumentNotTrusted) as error:
        request.state.log.outcome = error.code
        return refusal(error)
    return await _compute(request, key, graphql_request, authentication, send)


async def _compute(
    request: Request, key: RequestKey, graphql_request: GraphQLRequest, authentication: Authentication, send: Send
) -> GraphQLResponse | None:
    """Computes the response from a snapshot. If the snapshot is stale, computes it again from another one.

    Sends it if it is short, and returns None. A long one is returned: a slow client would keep the connection of the
    snapshot and the turn of the operation.
    """
    context = _context(request, authentication, authentication.version)
    context.charge = partial(_charge, request, authentication.viewer)
    request.state.traits = context.traits
    async with context.snapshot:
        answer = await _executed(request, graphql_request, context, may_change=key.content_type is not None)
        is_sent = not context.snapshot.is_stale and _is_short(answer)
        if is_sent:
            await _send(request, answer, send)
    if context.snapshot.is_stale:
        context = _context(request, authentication, None)
        async with context.snapshot:
            answer = await _executed(request, graphql_request, context, may_change=False)
    if request.state.is_cacheable:
        # Outside of the snapshot: requests that each hold a connection and wait for a second one would block each
        # other.
        await _store(request, key, authentication.version, answer, context)
    return None if is_sent else answer


def _is_short(answer: GraphQLResponse) -> bool:
    """Whether the operating system takes the response at once, however slowly its client reads."""
    return len(answer.body) <= SMALL_BYTES


def _charge(request: Request, viewer: Viewer, points: int) -> None:
    heavy: HeavyRequests = request.state.heavy
    heavy.check_cost(points)
    rate_limits: RateLimits = request.state.rate_limits
    rate_limits.charge(request.scope, viewer, points)


async def _executed(
    request: Request, graphql_request: GraphQLRequest, context: Context, *, may_change: bool
) -> GraphQLResponse:
    answer = await execute(graphql_request, context, may_change=may_change)
    current: RequestLog = request.state.log
    current.outcome = answer.code
    current.cost = context.cost or None
    answer.operation_type, answer.operation_name = current.operation_type, current.operation_name
    answer.cost = current.cost
    return answer


async def _store(
    request: Request, key: RequestKey, version: Version, answer: GraphQLResponse, context: Context
) -> None:
    cache: ResponseCache = request.state.response_cache
    try:
        await cache.store(key, version.data, answer, context)
    except OUTAGES as error:
        log.warning("response.not_cached", error=loggable(error))


def _context(request: Request, authentication: Authentication, version: Version | None) -> Context:
    state = request.state
    return create_context(
        authentication.viewer,
        datetime.now(UTC),
        state.writing,
        link_base_of(request),
        snapshot=Snapshot(state.reading.of(authentication.viewer.workspace_id), version),
        disclosure=state.settings.disclosure,
        definitions=state.definitions,
        caller=caller_of(request),
        columns=state.columns,
    )


def _wants_page(request: Request) -> bool:
    settings: Settings = request.state.settings
    if not settings.graphiql:
        return False
    has_query = request.method == "POST" or not _DOCUMENT_PARAMETERS.isdisjoint(request.query_params)
    return not has_query and "text/html" in request.headers.get("accept", "")


async def _read(request: Request, turn: Callable[[], Awaitable[None]] = no_turn) -> list[bytes]:
    """Returns the body of a POST in pieces, or the query string of a GET."""
    if request.method != "POST":
        return [request.scope["query_string"]]
    require_none(request)
    settings: Settings = request.state.settings
    return await read_body(request, settings.request_megabytes, settings.arrival_seconds, turn)


def _parsed(key: RequestKey) -> GraphQLRequest:
    if key.content_type is None:
        return request_in_query_string(key.sent)
    return request_in_body(key.content_type, key.sent)


async def _send(request: Request, answer: GraphQLResponse, send: Send) -> None:
    if _accepts_gzip(request) and len(answer.body) > SMALL_BYTES:
        await asyncio.to_thread(lambda: answer.zipped)  # takes half a second for 8 MB, without Python's lock
    await _response(request, answer)(request.scope, request.receive, send)


def _accepts_gzip(request: Request) -> bool:
    return _GZIP.search(request.headers.get("accept-encoding", "")) is not None


def _response(request: Request, answer: GraphQLResponse) -> Response:
    """Returns the response in the media type and encoding that the client accepts.

    Requests that cannot be executed get status 400, but 200 with the media type application/json (GraphQL over HTTP).
    A GET gets an ETag, and 304 Not Modified if `If-None-Match` names it. A POST gets none: for it, If-None-Match means
    something else (RFC 9110, section 13.1.2).
    """
    media_type = preferred(request.headers.get("accept", ""))
    headers = {"Cache-Control": "no-store", "Vary": VARY}
    body = answer.body
    if _accepts_gzip(request) and answer.zipped is not None:
        body = answer.zipped
        headers["Content-Encoding"] = "gzip"
    if request.method != "POST" and not answer.has_errors:
        tag = f'"{answer.tag}-gzip"' if "Content-Encoding" in headers else f'"{answer.tag}"'
        if _is_known(tag, request.headers.get("if-none-match", "")):
            return Response(None, 304, {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": VARY})
        headers |= {"ETag": tag, "Cache-Control": "private, no-cache"}
    if answer.is_unavailable:
        return Response(body, 503, headers | RETRY, media_type)
    is_bad = answer.is_refused and media_type == GRAPHQL_RESPONSE
    return Response(body, 400 if is_bad else 200, headers, media_type)


def _is_known(tag: str, if_none_match: str) -> bool:
    """Compares weakly (RFC 9110, section 13.1.2): proxies may weaken an ETag, and the response is still the same."""
    return any(given.strip().removeprefix("W/") in ("*", tag) for given in if_none_match.split(","))
