import gzip
import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx
import orjson
import pytest

from core.viewer import Scope

DEFINITION = {
    "key": "s",
    "name": "S",
    "blocks": [{"key": "mail", "name": "Mail", "kind": "EMAIL"}],
    "paths": [],
}
NO_SERVER = {"MILEPOST_URL": "http://127.0.0.1:9", "MILEPOST_TOKEN": "none"}
HOW_TO_RESUME = "Run the same command again to continue: lines that are already recorded count as duplicates."


def started(*people):
    at = "2026-01-01T00:00:00Z"
    return [{"id": p, "type": "ENTRY_STARTED", "at": at, "series": "s", "person": p} for p in people]


def ndjson(*events):
    return b"".join(orjson.dumps(event) + b"\n" for event in events)


@pytest.fixture
def defined(milepost, tmp_path, here):
    """Defines the series s."""
    (tmp_path / "s.series.json").write_bytes(orjson.dumps(DEFINITION))
    assert milepost("load", "s.series.json", **here).returncode == 0


@pytest.fixture
def gateway(server):
    """A proxy of the server that fails once for each item of `failures`: it responds with this status, or with this
    body and status 200, or, for None, not at all."""

    class Gateway(BaseHTTPRequestHandler):
        failures: ClassVar[list[int | bytes | None]] = []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = self.failures.pop(0) if self.failures else 200
            if status == 200:
                answer = httpx.post(server + self.path, content=body, headers=dict(self.headers), timeout=60)
                self._answer(answer.status_code, answer.content)
            elif isinstance(status, bytes):
                self._answer(200, status)
            elif status is not None:
                self._answer(status, b"try again")

        def _answer(self, status, content):
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as listening:
        threading.Thread(target=listening.serve_forever).start()
        Gateway.url = f"http://127.0.0.1:{listening.server_port}"
        yield Gateway
        listening.shutdown()


def test_definitions_are_sent_before_events_in_any_order_of_arguments(milepost, tmp_path, here):
    (tmp_path / "s.series.json").write_bytes(orjson.dumps(DEFINITION))
    (tmp_path / "a.ndjson").write_bytes(ndjson(*started("ann", "ben")))

    done = milepost("load", "a.ndjson", "s.series.json", **here)

    assert (done.returncode, done.stdout) == (0, b"2 accepted, 0 duplicates, 0 rejected\n")
    assert done.stderr.decode().splitlines() == ["s.series.json: series defined", "a.ndjson: 2 lines sent"]


def test_files_can_be_compressed_and_one_can_be_standard_input(milepost, tmp_path, here, defined):
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(ndjson(*started("ann"))))
    (tmp_path / "b.ndjson").write_bytes(ndjson(*started("ben")).removesuffix(b"\n"))

    for given in (ndjson(*started("cem")), gzip.compress(ndjson(*started("dan")))):
        done = milepost("load", "a.ndjson.gz", "-", "b.ndjson", given=given, **here)

        assert done.returncode == 0
    assert done.stdout == b"1 accepted, 2 duplicates, 0 rejected\n"


@pytest.mark.usefixtures("defined")
def test_a_file_can_be_a_pipe(milepost, tmp_path, here):
    pipe = tmp_path / "events.ndjson.gz"
    os.mkfifo(pipe)
    (tmp_path / "more.ndjson").write_bytes(ndjson(*started("bob")))
    writer = threading.Thread(target=pipe.write_bytes, args=[gzip.compress(ndjson(*started("ann")))])
    writer.start()

    done = milepost("load", pipe.name, "more.ndjson", **here)

    writer.join()
    assert (done.returncode, done.stdout) == (0, b"2 accepted, 0 duplicates, 0 rejected\n")


def test_rejected_events_are_listed_and_the_others_are_recorded(milepost, tmp_path, here, defined):
    ann, ben, cem = started("ann", "ben", "cem")
    (tmp_path / "a.ndjson").write_bytes(ndjson(ann, ben | {"series": "other"}) + b"no json\n" + ndjson(cem))

    done = milepost("load", "a.ndjson", "--rejects", "rejects.ndjson", **here)

    rejects = [orjson.loads(line) for line in (tmp_path / "rejects.ndjson").read_bytes().splitlines()]
    assert [(reject["source"], reject["line"], reject["id"], reject["code"]) for reject in rejects] == [
        ("a.ndjson", 2, "ben", "NOT_FOUND"),
        ("a.ndjson", 3, None, "INVALID"),
    ]
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "2 accepted, 0 duplicates, 2 rejected",
        f"  a.ndjson:2 ben NOT_FOUND: {rejects[0]['message']}",
        f"  a.ndjson:3 INVALID: {rejects[1]['message']}",
    ]


def test_lines_are_numbered_across_requests_and_only_a_few_rejections_are_shown(milepost, tmp_path, here):
    (tmp_path / "a.ndjson").write_bytes(b"{}\n" * 50_001)

    done = milepost("load", "a.ndjson", "--rejects", "rejects.ndjson", **here)

    rejects = (tmp_path / "rejects.ndjson").read_bytes().splitlines()
    assert done.stderr.decode().splitlines() == ["a.ndjson: 50,000 lines sent", "a.ndjson: 50,001 lines sent"]
    assert [line.split()[0] for line in done.stdout.decode().splitlines()[1:6]] == [
        f"a.ndjson:{number}" for number in range(1, 6)
    ]
    assert done.stdout.decode().splitlines()[6] == "  ... and 49,996 more"
    assert orjson.loads(rejects[-1])["line"] == 50_001


def test_a_summary_of_many_rejections_says_how_to_get_all_of_them(milepost, tmp_path, here):
    (tmp_path / "a.ndjson").write_bytes(b"{}\n" * 7)

    done = milepost("load", "a.ndjson", **here)

    more = "  ... and 2 more. With --rejects FILE, all are written to a file"
    assert (done.returncode, done.stdout.decode().splitlines()[-1]) == (1, more)


def test_rejections_that_the_server_does_not_list_are_counted(milepost, tmp_path, here):
    line = orjson.dumps({"x" * 110: "", "id": "i" * 180}) + b"\n"  # its rejection is longer than the line
    (tmp_path / "a.ndjson").write_bytes(line * 50_000)

    done = milepost("load", "a.ndjson", "--rejects", "rejects.ndjson", **here)

    listed = len((tmp_path / "rejects.ndjson").read_bytes().splitlines())
    assert 30_000 < listed < 50_000
    assert done.stdout.decode().splitlines()[6:] == [
        "  ... and 49,995 more",
        (
            f"  {50_000 - listed:,} of them are missing in rejects.ndjson: "
            "the server lists at most 16 MiB of rejections per request"
        ),
    ]


@pytest.mark.parametrize("failures", [[503], [502, 429], [None, 500]])
@pytest.mark.usefixtures("defined")
def test_a_failed_request_is_retried(milepost, here, gateway, failures):
    gateway.failures = list(failures)

    done = milepost("load", "-", given=ndjson(*started("ann")), **here | {"MILEPOST_URL": gateway.url})

    assert (done.returncode, done.stdout) == (0, b"1 accepted, 0 duplicates, 0 rejected\n")
    assert gateway.failures == []


def test_a_mutation_is_retried_while_the_database_is_unavailable(milepost, tmp_path, here, gateway):
    (tmp_path / "s.series.json").write_bytes(orjson.dumps(DEFINITION))
    away = {"message": "The database does not answer: try again.", "extensions": {"code": "UNAVAILABLE"}}
    gateway.failures = [orjson.dumps({"data": {"defineSeries": None}, "errors": [away]})]

    done = milepost("load", "s.series.json", **here | {"MILEPOST_URL": gateway.url})

    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == ["s.series.json: series defined"]
    assert gateway.failures == []


def test_a_server_that_stays_unavailable_is_reported_after_a_few_retries(milepost, tmp_path, here, gateway):
    (tmp_path / "a.ndjson").write_bytes(b"{}\n" * 50_001)
    gateway.failures = [200, *[503] * 5]

    done = milepost("load", "a.ndjson", **here | {"MILEPOST_URL": gateway.url})

    assert gateway.failures == []
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, b"0 accepted, 0 duplicates, 50,000 rejected")
    assert done.stderr.decode().splitlines()[-1] == (
        f"milepost: Milepost at {gateway.url} is unavailable (503 Service Unavailable). Check that it is running "
        f"(`milepost up`), and that MILEPOST_URL is its address. {HOW_TO_RESUME}"
    )


def test_ctrl_c_stops_and_prints_how_to_resume(start, milepost, tmp_path, here, defined):
    first = ndjson(*started("ann")) + b"{}\n" * 49_999
    process = start("load", "-", **here)
    process.stdin.write(first)
    process.stdin.flush()
    assert process.stderr.readline() == b"-: 50,000 lines sent\n"

    process.send_signal(signal.SIGINT)
    output, errors = process.communicate()

    assert process.returncode == 130
    assert output.splitlines()[0] == b"1 accepted, 0 duplicates, 49,999 rejected"
    assert errors.decode() == f"Stopped. The server has confirmed 50,000 lines. {HOW_TO_RESUME}\n"
    again = milepost("load", "-", given=ndjson(*started("ann", "ben")), **here)
    assert again.stdout == b"1 accepted, 1 duplicate, 0 rejected\n"


def test_the_token_can_come_from_the_data_directory(milepost, tmp_path, here, defined):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "token").write_text(here["MILEPOST_TOKEN"] + "\n")
    where = {"MILEPOST_URL": here["MILEPOST_URL"], "MILEPOST_DATA_DIR": "data"}

    done = milepost("load", "-", given=ndjson(*started("ann")), **where)

    assert (done.returncode, done.stdout) == (0, b"1 accepted, 0 duplicates, 0 rejected\n")


async def test_a_token_without_the_scope_is_refused(milepost, server, workspace_id, token_for):
    token = await token_for(workspace_id, Scope.READ)

    done = milepost("load", "-", given=ndjson(*started("ann")), MILEPOST_URL=server, MILEPOST_TOKEN=token)

    assert (done.returncode, done.stdout) == (1, b"")
    assert (
        done.stderr.decode()
        == f"milepost: Milepost at {server} refused the request: POST /events needs a token with the scope INGEST.\n"
    )


def test_an_unknown_token_is_refused(milepost, server):
    done = milepost("load", "-", given=b"{}\n", MILEPOST_URL=server, MILEPOST_TOKEN="unknown")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        f"milepost: Milepost at {server} refused the request: The token is unknown, expired or revoked: use another "
        "one, such as from `milepost token create`.\n"
    )


def test_an_address_with_the_path_of_graphql_is_named_as_the_mistake(milepost, here):
    done = milepost("load", "-", given=b"{}\n", **here | {"MILEPOST_URL": f"{here['MILEPOST_URL']}/graphql"})

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        f"milepost: The server at {here['MILEPOST_URL']}/graphql/ does not respond as Milepost does (404 Not Found). "
        "Check that MILEPOST_URL is the address of Milepost, without a path such as /graphql.\n"
    )


def test_after_a_refused_definition_no_events_are_sent(milepost, tmp_path, here):
    path = {"from": "mail", "to": "nowhere"}
    (tmp_path / "s.series.json").write_bytes(orjson.dumps(DEFINITION | {"paths": [path]}))

    done = milepost("load", "s.series.json", "-", given=ndjson(*started("ann")), **here)

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        "milepost: s.series.json: The series was refused: paths.0.to: "
        "No block has the key 'nowhere': add it to `blocks`, or correct the key.\n"
    )


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("a.ndjson", gzip.compress(b"{}\n" * 99)[:15]), "a.ndjson cannot be read beyond line "),
        (
            ("a.ndjson.gz", gzip.compress(gzip.compress(b"{}\n"))),
            "a.ndjson.gz is compressed with gzip: it is compressed twice, so unpack it once.",
        ),
        (("a.series.json", gzip.compress(b"{}")), "a.series.json is compressed with gzip: unpack it."),
        (("a.ndjson", b"{" * 4_000_000), "a.ndjson is not NDJSON: line 1 is longer than 4 MB."),
        (("a.series.json", "{}".encode("utf-16")), "a.series.json is encoded in UTF-16: convert it to UTF-8."),
        (("a.series.json", b"\xef\xbb\xbf[]"), "a.series.json does not define a series: "),
        (("a.series.json", b'{"name": "\xe9"}'), "a.series.json is not encoded in UTF-8: convert it to UTF-8."),
        (("a.series.json", b"{"), "a.series.json is not JSON: "),
        (("a.series.json", b"[]"), "a.series.json does not define a series: "),
    ],
)
def test_a_file_that_cannot_be_read_is_named(milepost, tmp_path, here, file, sentence):
    name, content = file
    (tmp_path / name).write_bytes(content)

    done = milepost("load", name, **here)

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"milepost: {sentence}")
    assert done.stderr.count(b"\n") == 1


def test_a_missing_file_is_reported_before_anything_is_sent(milepost):
    done = milepost("load", "nowhere.ndjson", **NO_SERVER)

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"milepost: Cannot access nowhere.ndjson: No such file or directory.\n"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {},
            (
                "There is no token. Set MILEPOST_TOKEN, or start `milepost up`, which writes one to .milepost/token. "
                "If it runs with another data directory, set MILEPOST_DATA_DIR to that."
            ),
        ),
        (
            NO_SERVER,
            (
                "Milepost at http://127.0.0.1:9 is unavailable ([Errno 111] Connection refused). "
                "Check that it is running (`milepost up`), and that MILEPOST_URL is its address."
            ),
        ),
        (
            NO_SERVER | {"MILEPOST_URL": "localhost:8000"},
            (
                "MILEPOST_URL: 'localhost:8000' does not begin with http:// or https://. "
                "Set it to an address such as http://127.0.0.1:8000."
            ),
        ),
        (
            NO_SERVER | {"MILEPOST_URL": "http://[::1"},
            (
                "MILEPOST_URL: 'http://[::1' is not a URL (Invalid port: ':1'). "
                "Set it to an address such as http://127.0.0.1:8000."
            ),
        ),
    ],
)
def test_an_unavailable_milepost_is_reported(milepost, environment, sentence):
    done = milepost("load", "-", given=b"{}\n", **environment)

    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"milepost: {sentence}\n")


def test_another_server_at_the_address_is_reported(milepost, gateway):
    gateway.failures = [201]

    done = milepost("load", "-", given=b"{}\n", MILEPOST_URL=gateway.url, MILEPOST_TOKEN="none")

    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        1,
        b"",
        (
            f"milepost: The server at {gateway.url} does not respond as Milepost does (201 Created). "
            "Check that MILEPOST_URL is the address of Milepost, without a path such as /graphql.\n"
        ),
    )


def test_a_byte_order_mark_is_ignored_and_another_encoding_is_named(milepost, tmp_path, here, defined):
    (tmp_path / "marked.ndjson").write_bytes(b"\xef\xbb\xbf" + ndjson(*started("ann")))
    (tmp_path / "wide.ndjson").write_bytes(ndjson(*started("bob")).decode().encode("utf-16"))

    marked, wide = (milepost("load", name, **here) for name in ("marked.ndjson", "wide.ndjson"))

    assert marked.returncode == 0
    assert (wide.returncode, wide.stderr.decode().splitlines()[-1]) == (
        1,
        "milepost: wide.ndjson is encoded in UTF-16: convert it to UTF-8.",
    )
