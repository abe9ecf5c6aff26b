"""No environment variable, and no argument of the commands without files, ends in a traceback."""

import logging
import os
import signal
import sys
from collections.abc import Mapping

import pytest
from fuzzed_commands import ended, options, texts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sampling import examples

from cli.signals import STOPPING
from core.client_settings import ClientSettings
from core.settings import Settings

CLOSED = "127.0.0.1:9"  # a port of this machine on which nothing listens
UNREACHABLE = {"MILEPOST_DATABASE_URL": f"postgresql://{CLOSED}/x", "MILEPOST_REDIS_URL": f"redis://{CLOSED}"}
VARIABLES = sorted(f"MILEPOST_{name.upper()}" for name in [*Settings.model_fields, *ClientSettings.model_fields])

fuzzed = examples(16, suppress_health_check=list(HealthCheck))
pytestmark = pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning")


@pytest.fixture(autouse=True)
def as_before(tmp_path, monkeypatch):
    """The commands run in this process: its directory, signals and logging are restored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    handlers = {each: signal.getsignal(each) for each in (*STOPPING, signal.SIGALRM)}
    logger = logging.getLogger()
    level, logged = logger.level, logger.handlers[:]
    yield
    logger.handlers[:] = logged
    logger.setLevel(level)
    for each, handler in handlers.items():
        signal.signal(each, handler)


def is_storable(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True


def urls(*schemes: str) -> st.SearchStrategy[str]:
    """URLs of servers on this machine, most of them malformed."""
    part = st.text("a1%:/?@#[]. é", max_size=4)
    host = st.sampled_from(["127.0.0.1", "[::1]", "[::1", "", "a..b", "." * 3, "x" * 64 + ".", "%2Ftmp", "127.0.0.1,"])
    port = st.sampled_from(["", ":9", ":99999", ":-1", ":x", ":0"])
    query = st.sampled_from(["", "?host=/nowhere", "?port=x", "?sslmode=x", "?sslmode=require", "?db=x", "?x=%zz&x"])
    user = st.just("") | st.builds("{}:{}@".format, part, part)
    return st.builds(
        "{}://{}{}{}/{}{}".format, st.sampled_from(schemes), user, host, port, part | st.sampled_from(["0", "x"]), query
    )


values = (
    texts.filter(is_storable)
    | st.sampled_from(["0", "-1", "1", "true", "json", "nan", "inf", "9" * 5000, "1e999", "/dev/null/x", "[::1", "a@b"])
    | urls("postgresql", "postgres", "redis", "rediss", "unix", "http", "smtp", "smtps", "s3", "file")
)
environments = st.dictionaries(st.sampled_from(VARIABLES), values, max_size=3)


def ended_with(capsys: pytest.CaptureFixture[str], environment: Mapping[str, str], *arguments: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        ended(capsys, *arguments)


@fuzzed
@given(
    command=st.sampled_from([["migrate"], ["token", "list"], ["serve"], ["worker"], ["up"], ["demo"]]),
    environment=environments,
)
def test_a_variable_is_used_or_refused(capsys, *, command, environment):
    ended_with(capsys, environment | UNREACHABLE, *command)


@fuzzed
@given(
    command=st.sampled_from([["migrate"], ["token", "list"], ["serve"], ["worker"], ["up", "--port=0"]]),
    variable=st.sampled_from(["MILEPOST_DATABASE_URL", "MILEPOST_OWNER_DATABASE_URL"]),
    url=urls("postgresql", "postgres", "http", ""),
)
def test_a_database_url_is_refused_unless_a_server_responds(capsys, *, command, variable, url):
    ended_with(capsys, UNREACHABLE | {variable: url}, *command)


@fuzzed
@given(command=st.sampled_from(["serve", "worker"]), url=urls("redis", "rediss", "unix", "http", ""))
@example(command="serve", url="redis://a..b")
def test_a_queue_url_is_refused_unless_a_server_responds(settings, capsys, *, command, url):
    ended_with(capsys, {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": url}, command)


tokens = texts.filter(is_storable)


@fuzzed
@given(
    command=st.sampled_from([["load", "a.ndjson"], ["export", "s", "--out=a.zip"]]),
    environment=st.fixed_dictionaries({"MILEPOST_TOKEN": tokens, "MILEPOST_URL": urls("http", "https", "ftp", "")}),
)
def test_an_address_is_refused_unless_milepost_responds(tmp_path, capsys, *, command, environment):
    (tmp_path / "a.ndjson").write_bytes(b"{}\n")

    ended_with(capsys, environment, *command)


@settings(fuzzed, max_examples=8)  # after many wrong tokens, the server lets a client wait
@given(token=tokens, file=st.binary(max_size=8))
@example(token="\u00e9", file=b"")
@example(token="", file=b"\xe9")
def test_a_token_is_used_or_refused(server, tmp_path, capsys, *, token, file):
    (tmp_path / "a.ndjson").write_bytes(b"{}\n")
    (tmp_path / "token").write_bytes(file)
    environment = {"MILEPOST_URL": server, "MILEPOST_TOKEN": token, "MILEPOST_DATA_DIR": str(tmp_path)}

    ended_with(capsys, environment, "load", "a.ndjson")


@fuzzed
@given(
    more=options(
        host=st.sampled_from(["a..b", "x" * 64, ".", "::g", "", " ", "127.0.0.1"]),
        port=st.integers().map(str) | texts,
        data_dir=st.sampled_from(["", "/dev/null/x", "/dev/null", "x" * 300, "data"]),
    )
)
@example(more=["--host=a..b"])
def test_up_starts_or_refuses_its_options(capsys, *, more):
    ended_with(capsys, UNREACHABLE, "up", *more)


@fuzzed
@given(
    action=st.sampled_from(["create", "list", "revoke"]) | texts,
    more=options(
        workspace=texts | st.just("w"),
        name=texts | st.just("n"),
        scope=st.sampled_from(["READ", "ADMIN"]) | texts,
        expires=texts | st.sampled_from(["1d", "36500d", "99999999w"]),
        rotates=st.integers().map(str) | texts,
        overlap=st.integers().map(str) | texts,
    ),
    id_=st.lists(st.integers().map(str) | texts, max_size=1),
)
@example(action="create", more=["--workspace=w", "--name=n", "--scope=READ", "--expires=36500d"], id_=[])
@example(action="revoke", more=[], id_=["9" * 30])
def test_a_token_command_succeeds_or_is_refused(settings, capsys, *, action, more, id_):
    database = {"MILEPOST_DATABASE_URL": settings.as_owner().database_url}
    ended_with(capsys, database, "token", action, *more, *id_)
