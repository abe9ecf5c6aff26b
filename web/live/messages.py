"""Messages of the protocol graphql-transport-ws."""

from enum import IntEnum
from typing import Any, cast

import msgspec
import orjson

from core.errors import Invalid
from core.json_problems import problem_of
from schema.requests import GraphQLRequest, request_in_json
from schema.responses import GraphQLResponse
from web.live.subscriptions import State

PROTOCOL = "graphql-transport-ws"
MOST_ID_CHARACTERS = 200


class CloseCode(IntEnum):
    """Why the server closes a connection. Clients reconnect after those below 4000 and after FORBIDDEN."""

    GOING_AWAY = 1001
    TRY_AGAIN = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    NO_SUBPROTOCOL = 4406
    NO_INIT = 4408
    SAME_ID = 4409
    TOO_MANY_INITS = 4429
    INTERNAL = 4500


class Closing(Exception):
    """Ends the connection with a code and a reason."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Incoming(msgspec.Struct):
    """A message of the client."""

    type: str
    id: str | None = None
    payload: msgspec.Raw = msgspec.Raw(b"null")

    def subscription_id(self) -> str:
        """The id that the client has given to a subscription. Raises Closing."""
        if not self.id or len(self.id) > MOST_ID_CHARACTERS:
            raise _bad(f"a message of type {self.type!r} needs an id of 1 to {MOST_ID_CHARACTERS} characters")
        return self.id

    def request(self) -> GraphQLRequest:
        """The request in a message of type "subscribe". Raises Closing."""
        try:
            return request_in_json(bytes(self.payload))
        except Invalid as error:
            raise _bad(error.message) from None

    def authorization(self) -> str | None:
        """`Authorization` in the payload of "connection_init", in upper or lower case. Raises Closing."""
        try:
            payload = msgspec.json.decode(self.payload)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise _bad(problem_of(error, bytes(self.payload))) from None
        if payload is None:
            return None
        if not isinstance(payload, dict):
            raise _bad("the payload of connection_init must be an object")
        given = cast("dict[str, Any]", payload)
        found = next((value for name, value in given.items() if name.lower() == "authorization"), None)
        if found is not None and not isinstance(found, str):
            raise _bad("`Authorization` must be a text")
        return found


_decoder = msgspec.json.Decoder(Incoming)


def read(text: str | None) -> Incoming:
    """A message. Raises Closing."""
    if text is None:
        raise _bad("messages must be text")
    try:
        return _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _bad(problem_of(error, text.encode(errors="replace"))) from None


def message(type_: str, id_: str | None = None, payload: Any = None) -> str:
    """A message to the client."""
    content = {"type": type_, "id": id_, "payload": payload}
    return orjson.dumps({name: value for name, value in content.items() if value is not None}).decode()


def next_message(id_: str, state: State) -> str:
    """The message with a state, whose text is the same for all subscribers."""
    return f'{{"id":{orjson.dumps(id_).decode()},"type":"next","payload":{state.text}}}'


def error_message(id_: str, response: GraphQLResponse | State) -> str:
    """The message that ends a subscription with the errors of a response."""
    return message("error", id_, orjson.loads(response.body)["errors"])


def _bad(problem: str) -> Closing:
    return Closing(CloseCode.BAD_REQUEST, f"Invalid message: {problem}")
