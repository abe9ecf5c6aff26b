"""The HTTP client of the commands that talk to a running Milepost."""

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

from core.client_settings import ClientSettings, read_client_settings
from core.errors import InvalidSetting, MilepostError, Unavailable

Content = TypeVar("Content")

_PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds before each retry: together longer than a server takes to restart
_TIMEOUT = httpx.Timeout(10, read=300, write=60)  # seconds; the response to lines comes after their last commit
_PARTIAL_CONTENT = 206
_NOT_FOUND = 404
_RANGE_NOT_SATISFIABLE = 416  # also if the requested range starts at the end of the file
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_URL_EXAMPLE = "Set it to an address such as http://127.0.0.1:8000."
_DEFINE_SERIES = """
mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message path } } }
"""


class Rejection(msgspec.Struct):
    """A line that was not recorded. `line` counts the lines of the request from 1."""

    line: int
    id: str | None
    code: str
    message: str


class IngestResult(msgspec.Struct, rename="camel"):
    """The response to the lines of one request. `unlisted_count` rejections are counted but not listed."""

    accepted: int
    duplicates: int
    rejected_count: int
    rejected: list[Rejection]
    unlisted_count: int = 0


class _Problem(msgspec.Struct):
    message: str
    path: list[str | int] | None = None
    extensions: dict[str, Any] = {}


class _ErrorResponse(msgspec.Struct):
    error: _Problem


class _GraphqlResponse(msgspec.Struct):
    data: dict[str, Any] | None = None
    errors: list[_Problem] = []


@contextmanager
def open_client() -> Generator["Client"]:
    """A client for MILEPOST_URL, with MILEPOST_TOKEN or the token that `milepost up` wrote."""
    settings = read_client_settings()
    with client_for(settings.url, _token(settings)) as client:
        yield client


@contextmanager
def client_for(url: str, token: str) -> Generator["Client"]:
    """A client for the Milepost at this URL. Raises InvalidSetting if the URL or the token is malformed."""
    if not (token.isascii() and token.isprintable()):
        raise InvalidSetting(
            "The token (MILEPOST_TOKEN, or the file that `milepost up` wrote) has characters that no token has. "
            "Copy it again."
        )
    try:
        address = httpx.URL(url)
        address.raw_host.decode("ascii").encode("idna")  # otherwise connecting to a name such as a..b fails with this
        http = httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InvalidSetting(f"MILEPOST_URL: {url!r} is not a URL ({error}). {_URL_EXAMPLE}") from None
    with http:
        if http.base_url.scheme not in {"http", "https"}:
            raise InvalidSetting(f"MILEPOST_URL: {url!r} does not begin with http:// or https://. {_URL_EXAMPLE}")
        yield Client(http)


class Client:
    """Sends requests to one Milepost. Requests are retried, because repeating one has no further effect."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._has_responded = False

    def define_series(self, definition: dict[str, Any]) -> None:
        """Creates or updates a series from a DefineSeriesInput. Raises MilepostError if it is refused."""
        self.change("The series was refused", _DEFINE_SERIES, definition)

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the data of a GraphQL response. Raises MilepostError if it has errors."""
        body = orjson.dumps({"query": query, "variables": variables or {}})
        response = self._post("/graphql", body, {"Content-Type": "application/json"})
        content = self._read(response, _GraphqlResponse)
        if content.errors:
            raise self._refused(_joined(content.errors))
        if content.data is None:
            raise self._not_milepost(response)
        return content.data

    def send_events(self, lines: bytes) -> IngestResult:
        """Sends EventInput objects as NDJSON."""
        return self._send_lines("/events", lines)

    def send_people(self, lines: bytes) -> IngestResult:
        """Sends PersonInput objects as NDJSON."""
        return self._send_lines("/people", lines)

    def change(self, refusal: str, mutation: str, given: dict[str, Any]) -> dict[str, Any]:
        """Returns the payload of a mutation with the input `given`.

        Raises MilepostError, whose message begins with `refusal`, if the payload has user errors.
        """
        [payload] = self.ask(mutation, {"input": given}).values()
        if problems := msgspec.convert(payload["userErrors"], list[_Problem]):
            raise MilepostError(f"{refusal}: {_joined(problems)}")
        return payload

    def download(self, link: str, into: Path) -> None:
        """Downloads a link of this Milepost into a file, which appears once it is complete.

        Resumes after a lost connection. Raises Unavailable if several attempts in a row receive nothing.
        """
        partial = into.with_name(f"{into.name}.part")
        with partial.open("wb") as file:
            pauses, received = iter(_PAUSES), 0
            while problem := self._download(link, file):
                if file.tell() > received:
                    pauses, received = iter(_PAUSES), file.tell()
                pause = next(pauses, None)
                if pause is None:
                    raise self._unavailable(problem)
                time.sleep(pause)
        partial.replace(into)

    def _download(self, link: str, file: BinaryIO) -> str | None:
        """Returns what went wrong, or None once the download is complete."""
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={file.tell()}-"}
        try:
            with self._http.stream("GET", urlsplit(link).path, headers=headers) as response:
                if response.status_code == _RANGE_NOT_SATISFIABLE and file.tell():
                    return None
                if response.status_code != _PARTIAL_CONTENT:
                    response.read()
                    if response.status_code < _SERVER_ERROR:
                        reason = _refusal(response) or f"{_status(response)}."
                        raise MilepostError(f"The archive cannot be downloaded: {reason}")
                    return _status(response)
                file.writelines(response.iter_raw())
        except httpx.TransportError as error:
            return str(error) or type(error).__name__
        return None

    def _send_lines(self, path: str, lines: bytes) -> IngestResult:
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        return self._read(self._post(path, gzip.compress(lines, 1), headers), IngestResult)

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """Retries if there is no response, or if the failure is temporary."""
        problem = ""
        for pause in (0, *_PAUSES):
            time.sleep(pause)
            try:
                response = self._http.post(path, content=body, headers=headers)
            except httpx.ConnectError as error:
                problem = str(error)
                if not self._has_responded:
                    break
            except httpx.TransportError as error:
                problem = str(error) or type(error).__name__
            else:
                self._has_responded = True
                failure = _temporary_failure(response)
                if failure is None:
                    return response
                problem = failure
        raise self._unavailable(problem)

    def _read(self, response: httpx.Response, kind: type[Content]) -> Content:
        if response.status_code == _NOT_FOUND:  # Milepost has every path that commands use
            raise self._not_milepost(response)
        if refusal := _refusal(response):
            raise self._refused(refusal)
        try:
            return msgspec.json.decode(response.content, type=kind)
        except msgspec.MsgspecError:
            raise self._not_milepost(response) from None

    def _refused(self, reason: str) -> MilepostError:
        return MilepostError(f"Milepost at {self._http.base_url} refused the request: {reason}")

    def _unavailable(self, problem: str) -> Unavailable:
        return Unavailable(
            f"Milepost at {self._http.base_url} is unavailable ({problem.removesuffix('.')}). "
            "Check that it is running (`milepost up`), and that MILEPOST_URL is its address."
        )

    def _not_milepost(self, response: httpx.Response) -> MilepostError:
        return MilepostError(
            f"The server at {self._http.base_url} does not respond as Milepost does ({_status(response)}). "
            "Check that MILEPOST_URL is the address of Milepost, without a path such as /graphql."
        )


def _token(settings: ClientSettings) -> str:
    written = settings.data_dir / "token"
    token = settings.token.get_secret_value().strip() if settings.token else ""
    if not token:
        with suppress(OSError):
            token = written.read_text("utf-8", errors="replace").strip()
    if not token:
        raise InvalidSetting(
            f"There is no token. Set MILEPOST_TOKEN, or start `milepost up`, which writes one to {written}. "
            "If it runs with another data directory, set MILEPOST_DATA_DIR to that."
        )
    return token


def _temporary_failure(response: httpx.Response) -> str | None:
    """What is wrong with the server, if a retry can help. None otherwise."""
    if response.status_code >= _SERVER_ERROR or response.status_code == _TOO_MANY_REQUESTS:
        return _refusal(response) or _status(response)
    if b"UNAVAILABLE" in response.content:  # avoids decoding every response twice
        with suppress(msgspec.MsgspecError):
            errors = msgspec.json.decode(response.content, type=_GraphqlResponse).errors
            return next((each.message for each in errors if each.extensions.get("code") == "UNAVAILABLE"), None)
    return None


def _refusal(response: httpx.Response) -> str | None:
    try:
        return msgspec.json.decode(response.content, type=_ErrorResponse).error.message
    except msgspec.MsgspecError:
        return None


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}"


def _located(problem: _Problem) -> str:
    where = ".".join(map(str, problem.path or []))
    return f"{where}: {problem.message}" if where else problem.message


def _joined(problems: Sequence[_Problem]) -> str:
    sentences = (_located(problem) for problem in problems)
    return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in sentences)
