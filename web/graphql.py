"""/graphql: the API, and for browsers the page to explore it with."""

from datetime import UTC, datetime

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from core.errors import LimitExceeded
from core.settings import Settings
from db.pool import OUTAGES
from db.snapshots import Snapshot
from db.versions import Admission, Version
from resolvers.context import Context, create_context
from schema.answers import Answer
from schema.media_types import GRAPHQL_RESPONSE, VARY, preferred
from schema.requests import Asked, asked_in_body, asked_in_query_string, execute
from web.answers import Answers, Question
from web.authentication import admit
from web.errors import RETRY
from web.graphiql import page

log = structlog.stdlib.get_logger()


def graphql_route() -> Route:
    """POST and GET for programs; GET for browsers gives GraphiQL."""
    return Route("/graphql", _GraphQL(), methods=["GET", "POST"])


class _GraphQL:
    """Gives an answer again while it is right, and computes all others. Not a function: Starlette would wrap it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if _wants_page(request):
            await (await page(request))(scope, receive, send)
            return
        sent = await _sent(request)
        admission = await admit(request)  # once all of the request has come: it sees what was committed before
        content_type = request.headers.get("content-type", "") if request.method == "POST" else None
        question = Question(admission.viewer.workspace_id, admission.viewer.scopes, content_type, sent)
        answers: Answers = request.state.answers
        answer = answers.find(question, admission.version.data)
        if answer is None:
            await _compute(request, question, admission, send)
        else:
            await _response(request, answer)(scope, receive, send)


async def _compute(request: Request, question: Question, admission: Admission, send: Send) -> None:
    """Answer from a snapshot, from another one if it is torn. It is given back once the answer is on its way."""
    asked = _asked(question)
    context = _context(request, admission, admission.version)
    request.state.lifetime = context.lifetime
    async with context.snapshot:
        answer = await execute(asked, context, may_change=question.content_type is not None)
        if not context.snapshot.is_torn:
            await _response(request, answer)(request.scope, request.receive, send)
    if context.snapshot.is_torn:
        context = _context(request, admission, None)
        async with context.snapshot:
            answer = await execute(asked, context, may_change=False)
            await _response(request, answer)(request.scope, request.receive, send)
    # without a connection: requests that each held one and wanted another would wait for one another for ever
    await _keep(request, question, admission.version, answer, context)


async def _keep(request: Request, question: Question, version: Version, answer: Answer, context: Context) -> None:
    answers: Answers = request.state.answers
    try:
        await answers.keep(question, version.data, answer, context)
    except OUTAGES as error:
        log.warning("answer.not_kept", error=str(error))


def _context(request: Request, admission: Admission, version: Version | None) -> Context:
    state = request.state
    return create_context(
        admission.viewer,
        datetime.now(UTC),
        state.pool,
        _public_url(request),
        snapshot=Snapshot(state.reading, version),
        definitions=state.definitions,
    )


def _wants_page(request: Request) -> bool:
    is_question = request.method == "POST" or "query" in request.query_params
    return not is_question and "text/html" in request.headers.get("accept", "")


async def _sent(request: Request) -> bytes:
    """The body of a POST, or the query string. Raises LimitExceeded, however the length of the body is said."""
    if request.method != "POST":
        return request.scope["query_string"]
    settings: Settings = request.state.settings
    most = settings.request_megabytes << 20
    size, body = int(request.headers.get("content-length", "0")), bytearray()
    while size <= most:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        size = len(body)
        if size <= most and not message.get("more_body", False):
            return bytes(body)
    raise LimitExceeded(f"The body of a request may have at most {settings.request_megabytes} MiB.")


def _asked(question: Question) -> Asked:
    if question.content_type is None:
        return asked_in_query_string(question.sent)
    return asked_in_body(question.content_type, question.sent)


def _public_url(request: Request) -> str:
    return request.state.settings.public_url or str(request.base_url).rstrip("/")


def _response(request: Request, answer: Answer) -> Response:
    """The answer as the client wants it. application/json has the status 200 even where nothing was executed.

    The answer to a GET has a tag, and is not sent to who has it already. A POST has none: If-None-Match means something
    else there (RFC 9110, section 13.1.2).
    """
    media_type = preferred(request.headers.get("accept", ""))
    headers = {"Cache-Control": "no-store", "Vary": VARY}
    body = answer.body
    if "gzip" in request.headers.get("accept-encoding", "") and answer.zipped is not None:
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
    """Compared weakly, as RFC 9110 wants it here: what was weakened on its way is still the same answer."""
    return any(given.strip().removeprefix("W/") in ("*", tag) for given in if_none_match.split(","))
