"""/unsubscribe/<token>: the page of the links in messages. The signed link replaces a token of the API."""

from html import escape

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from core.unsubscribe_links import Unsubscribing, is_genuine, unverified
from db.messages import fetch_message, unsubscribe

log = structlog.stdlib.get_logger()

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Unsubscribe</title></head>
<body style="font-family: sans-serif; max-width: 30em; margin: 4em auto; padding: 0 1em">
<p>{text}</p>
{form}</body>
</html>
"""
_FORM = '<form method="post"><button style="font: inherit; padding: 0.5em 1em">Unsubscribe</button></form>\n'
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def unsubscribe_route() -> Route:
    """GET asks for confirmation, POST unsubscribes: mail scanners open links, but submit no forms."""
    return Route("/unsubscribe/{token}", _unsubscribe, methods=["GET", "POST"])


async def _unsubscribe(request: Request) -> Response:
    who = await _genuine(request)
    if who is None:
        return _page("The link is incomplete or was changed: copy all of it from the message.", status=404)
    if request.method != "POST":
        return _page("Do you want to unsubscribe from our e-mails?", _FORM)
    await unsubscribe(request.state.writing.of(who.workspace_id), who.workspace_id, who.person_id, who.inbox)
    log.info("person.unsubscribed", workspace_id=who.workspace_id, person_id=who.person_id, action_id=who.action_id)
    return _page("You are unsubscribed, and will receive no more e-mails from us.")


async def _genuine(request: Request) -> Unsubscribing | None:
    token = request.path_params["token"]
    who = unverified(token)
    if who is None:
        return None
    message = await fetch_message(request.state.writing.of(who.workspace_id), who.workspace_id, who.action_id)
    return who if message and is_genuine(token, message.link_key) else None


def _page(text: str, form: str = "", status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(text=escape(text), form=form), status, _HEADERS)
