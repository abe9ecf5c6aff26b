"""From a connection to a request for a subscription."""

from starlette.requests import HTTPConnection

from core.public_urls import LinkBase, link_base
from core.settings import Settings
from db.versions import Authentication
from schema.requests import GraphQLRequest
from web.authentication import Authenticator
from web.live.subscriptions import Request

_SCHEMES = {"ws": "http", "wss": "https"}


def subscription_request(
    connection: HTTPConnection, graphql: GraphQLRequest, authentication: Authentication, token: str, transport: str
) -> Request:
    """The request that a client with this token has sent."""
    authenticator: Authenticator = connection.state.authenticator
    return Request(
        graphql,
        authentication,
        authenticator.credential(token),
        link_base_of(connection),
        transport,
        connection.scope,
    )


def link_base_of(connection: HTTPConnection) -> LinkBase:
    """The beginning of links in responses on this connection."""
    settings: Settings = connection.state.settings
    scheme: str = connection.scope["scheme"]
    return link_base(settings.public_url, _SCHEMES.get(scheme, scheme), connection.headers.get("host", ""))
