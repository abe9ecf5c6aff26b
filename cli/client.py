"""The HTTP side of the commands that talk to a running Milepost."""

import gzip
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec
import orjson

from core.errors import InvalidSetting, MilepostError, Unavailable
from core.settings import ClientSettings, read_client_settings

Answer = TypeVar("Answer")

_PAUSES = (
    0.5,
    1.0,
    2.0,
    4.0,
)  # seconds before each further try: together longer than a server takes to restart
_TIMEOUT = httpx.Timeout(10, read=300, write=60)  # seconds; events are answered only after their last commit
_PART = 206
_NOTHING_MORE = 416  # after the end of what is there
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_UPSERT_PEOPLE = """
mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { userErrors { message path } } }
"""
_DEFINE_SERIES = """
mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message path } } }
"""


class Rejection(msgspec.Struct):
    """An event that was not taken in: its line in what was sent, counted from 1, and why."""

    line: int
    id: str | None
    code: str
    message: str


class Intake(msgspec.Struct, rename="camel"):
    """What became of the events of one request. Very many rejections are counted, but not all of them listed."""

    accepted: int
    duplicates: int
    rejected_count: int
    rejected: list[Rejection]
    unlisted_count: int = 0


class _Problem(msgspec.Struct):
    message: str
    path: list[str | int] | None = None
    extensions: dict[str, Any] = {}


class _Failure(msgspec.Struct):
    error: _Problem


class _GraphqlAnswer(msgspec.Struct):
    data: dict[str, Any] | None = None
    errors: list[_Problem] = []


@contextmanager
def open_client() -> Generator["Client"]:
    """A client for MILEPOST_URL, with the token of the environment or the one `milepost up` has written."""
    settings = read_client_settings()
    with client_for(settings.url, _token(settings)) as client:
        yield client


@contextmanager
def client_for(url: str, token: str) -> Generator["Client"]:
    """A client for one Milepost, with a token of it."""
    try:
        http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT)
    except httpx.InvalidURL as error:
        raise InvalidSetting(f"MILEPOST_URL: {url!r} is no address: {error}.") from None
    with http:
        if http.base_url.scheme not in {"http", "https"}:
            raise InvalidSetting(f"MILEPOST_URL: {url!r} does not begin with http:// or https://.")
        yield Client(http)


class Client:
    """One Milepost. What it sends may arrive twice without harm, so it tries again by itself."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._known = False  # whether something has answered before

    def define_series(self, definition: dict[str, Any]) -> None:
        """Makes or updates a series from a DefineSeriesInput. MilepostError tells what is wrong with it."""
        self.change("The series is refused", _DEFINE_SERIES, definition)

    def upsert_people(self, people: Sequence[dict[str, Any]]) -> None:
        """Makes or updates people from PersonInput objects. MilepostError tells what is wrong with them."""
        self.change("The people are refused", _UPSERT_PEOPLE, {"people": people})

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The data of an answer of the GraphQL API. MilepostError where it has errors."""
        body = orjson.dumps({"query": query, "variables": variables or {}})
        response = self._post("/graphql", body, {"Content-Type": "application/json"})
        answer = self._read(response, _GraphqlAnswer)
        if answer.errors:
            raise MilepostError(f"Milepost at {self._http.base_url} refuses: {_all_in_words(answer.errors)}")
        if answer.data is None:
            raise self._stranger(response)
        return answer.data

    def send_events(self, lines: bytes) -> Intake:
        """Sends NDJSON of EventInput objects and tells what became of them."""
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        return self._read(self._post("/events", gzip.compress(lines, 1), headers), Intake)

    def change(self, refused: str, mutation: str, given: dict[str, Any]) -> dict[str, Any]:
        """The payload of a mutation, given its `input`. MilepostError, beginning as told, where it is refused."""
        [payload] = self.ask(mutation, {"input": given}).values()
        if problems := msgspec.convert(payload["userErrors"], list[_Problem]):
            raise MilepostError(f"{refused}: {_all_in_words(problems)}")
        return payload

    def download(self, link: str, into: Path) -> None:
        """Writes what is at a link of this Milepost into a file, which is there once it is complete.

        Goes on where a connection was cut, as long as each try brings something. Raises Unavailable.
        """
        partial = into.with_name(f"{into.name}.part")
        with partial.open("wb") as file:
            pauses, begun = iter(_PAUSES), 0
            while problem := self._download(link, file):
                if file.tell() > begun:
                    pauses, begun = iter(_PAUSES), file.tell()
                pause = next(pauses, None)
                if pause is None:
                    raise self._unreachable(problem)
                time.sleep(pause)
        partial.replace(into)

    def _download(self, link: str, file: BinaryIO) -> str | None:
        """What was in the way, None where everything has come."""
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={file.tell()}-"}
        try:
            with self._http.stream("GET", urlsplit(link).path, headers=headers) as response:
                if response.status_code == _NOTHING_MORE and file.tell():
                    return None
                if response.status_code != _PART:
                    response.read()
                    if response.status_code < _SERVER_ERROR:
                        raise MilepostError(f"The archive is not there: {_refusal(response) or _status(response)}")
                    return _status(response)
                file.writelines(response.iter_raw())
        except httpx.TransportError as error:
            return str(error) or type(error).__name__
        return None

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """The answer, after a few more tries where there is none or the server is in trouble."""
        problem = ""
        for pause in (0, *_PAUSES):
            time.sleep(pause)
            try:
                response = self._http.post(path, content=body, headers=headers)
            except httpx.ConnectError as error:
                problem = str(error)
                if not self._known:
                    break
            except httpx.TransportError as error:
                problem = str(error) or type(error).__name__
            else:
                self._known = True
                passing = _passing_trouble(response)
                if passing is None:
                    return response
                problem = passing
        raise self._unreachable(problem)

    def _read(self, response: httpx.Response, kind: type[Answer]) -> Answer:
        refusal = _refusal(response)
        if refusal is not None:
            raise MilepostError(f"Milepost at {self._http.base_url} refuses: {refusal}")
        try:
            return msgspec.json.decode(response.content, type=kind)
        except msgspec.MsgspecError:
            raise self._stranger(response) from None

    def _unreachable(self, problem: str) -> Unavailable:
        return Unavailable(
            f"Milepost at {self._http.base_url} cannot be reached ({problem}): is it running "
            "(`milepost up`), and is MILEPOST_URL its address?"
        )

    def _stranger(self, response: httpx.Response) -> MilepostError:
        status = _status(response)
        return MilepostError(f"{self._http.base_url} does not answer as Milepost does ({status}): see MILEPOST_URL.")


def _token(settings: ClientSettings) -> str:
    if settings.token is not None:
        return settings.token.get_secret_value().strip()
    written = settings.data_dir / "token"
    try:
        return written.read_text("utf-8").strip()
    except OSError:
        raise InvalidSetting(
            f"No token: set MILEPOST_TOKEN, or start `milepost up`, which writes one to {written}. If it runs with "
            "another data directory, set MILEPOST_DATA_DIR to it."
        ) from None


def _passing_trouble(response: httpx.Response) -> str | None:
    """What is wrong with the server, where trying again helps. None where it has answered."""
    if response.status_code >= _SERVER_ERROR or response.status_code == _TOO_MANY_REQUESTS:
        return _refusal(response) or _status(response)
    if b"UNAVAILABLE" in response.content:  # spares decoding every answer twice
        with suppress(msgspec.MsgspecError):
            errors = msgspec.json.decode(response.content, type=_GraphqlAnswer).errors
            return next((each.message for each in errors if each.extensions.get("code") == "UNAVAILABLE"), None)
    return None


def _refusal(response: httpx.Response) -> str | None:
    try:
        return msgspec.json.decode(response.content, type=_Failure).error.message
    except msgspec.MsgspecError:
        return None


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}"


def _in_words(problem: _Problem) -> str:
    where = ".".join(map(str, problem.path or []))
    return f"{where}: {problem.message}" if where else problem.message


def _all_in_words(problems: Sequence[_Problem]) -> str:
    return " ".join(f"{_in_words(problem).removesuffix('.')}." for problem in problems)
