"""No input of a command ends in a traceback: it is used, or refused with one sentence."""

import gzip
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from fuzzed_commands import ended, options, texts
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from pyarrow import parquet
from sampling import examples

from core.viewer import Scope

AT = "2025-01-01T00:00:00Z"
CSV = f"case,what,when\nc1,A,{AT}\nc1,B,{AT}\nc2,A,{AT}\n".encode()
XES = (
    b'<log><trace><string key="concept:name" value="c1"/><event><string key="what" value="A"/>'
    b'<string key="case" value="c"/>'
    b'<date key="when" value="2025-01-01T00:00:00Z"/></event></trace></log>'
)
NDJSON = b'{"id":"1","type":"ENTRY_STARTED","at":"2025-01-01T00:00:00Z","series":"s","person":"p"}\n'
SERIES = b'{"key":"s","name":"S","blocks":[{"key":"b","name":"B","kind":"TAG"}],"paths":[]}'

pytestmark = pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning")


def table(**columns: Any) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


PARQUET = table(case=["c1"], what=["A"], when=[AT])


@pytest.fixture
async def here(server, workspace_id, token_for, monkeypatch, tmp_path):
    monkeypatch.setenv("MILEPOST_URL", server)
    monkeypatch.setenv("MILEPOST_TOKEN", await token_for(workspace_id, *Scope))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@st.composite
def broken(draw: st.DrawFn, files: Sequence[bytes]) -> bytes:
    """A file, perhaps with bytes inserted, replaced or cut off, and perhaps compressed."""
    content = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(0, 3))):
        begin = draw(st.integers(0, len(content)))
        end = draw(st.integers(begin, min(len(content), begin + 4)) | st.just(len(content)))
        content = (
            content[:begin]
            + draw(st.binary(max_size=4) | st.sampled_from([b'"', b"\n", b"\r", b"\x00"]))
            + content[end:]
        )
    return draw(st.sampled_from([bytes, gzip.compress]))(content)


names = st.sampled_from(["case", "what", "when", "A", "b"]) | texts


fuzzed = examples(30, suppress_health_check=list(HealthCheck))


@fuzzed
@given(
    content=broken([CSV, XES, PARQUET, CSV.decode().encode("utf-16"), table(case=[1], what=[b"\xff"], when=[1.5])]),
    name=st.sampled_from(["log.csv", "log.parquet", "log.xes", "log"]),
    more=options(
        name=texts,
        goal=names,
        exit=names,
        disengage=names,
        end_activity=names,
        closed_after=texts | st.just("1d"),
        at_format=texts | st.sampled_from(["%d/%m/%Y", "seconds"]),
        only=names | st.sampled_from(["what=A", "=", "case="]),
        time_zone=texts | st.sampled_from(["UTC", "Asia/Tokyo"]),
        encoding=texts | st.sampled_from(["latin-1", "utf-7", "unicode_escape", "punycode", "utf-16"]),
    ),
    columns=st.just(["case", "what", "when"]) | st.lists(names, min_size=3, max_size=3),
    series=st.just("s") | texts,
)
@example(
    content="case,was für\n".encode("latin-1"), name="log.csv", more=[], columns=["case", "was für", "x"], series="s"
)
@example(content=CSV, name="log.csv", more=["--name=\udcff"], columns=["case", "what", "when"], series="s")
@example(content=CSV, name="log.csv", more=["--encoding=utf-7"], columns=["case", "what", "when"], series="s")
@example(content=CSV.replace(b"c1", b"c" * 501), name="log.csv", more=[], columns=["case", "what", "when"], series="s")
def test_a_log_is_imported_or_refused(here: Path, capsys, *, content, name, more, columns, series):
    (here / name).write_bytes(content)
    roles = zip(["case", "activity", "at"], columns, strict=True)

    ended(capsys, "import-log", name, f"--series={series}", *(f"--{role}={column}" for role, column in roles), *more)


@fuzzed
@given(
    content=broken([NDJSON, SERIES, NDJSON.decode().encode("utf-16")]),
    name=st.sampled_from(["a.ndjson", "a.series.json"]),
)
@example(content=b'{"key":"\xff"}', name="a.series.json")
@example(content=b'{"key":1e999}', name="a.series.json")
@example(content=b'{"key":' + b"[" * 2000 + b"]" * 2000 + b"}", name="a.series.json")
def test_a_file_is_loaded_or_refused(here: Path, capsys, *, content, name):
    (here / name).write_bytes(content)

    ended(capsys, "load", name)


@fuzzed
@given(
    more=options(
        people=st.just("1") | texts,
        series=texts,
        seed=st.integers().map(str),
        days=st.integers().map(str),
        until=texts
        | st.sampled_from(["2026-01-01", "0001-01-01", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00Z"]),
    )
)
@example(more=["--people=1", "--until=0001-01-01"])
@example(more=["--people=1", "--until=2026-01-01T00:00:00"])
@example(more=["--people=1", "--days=99999999999"])
@example(more=["--people=1", "--seed=-99999999999999999999"])
@example(more=["--people=1", "--series=\udcff"])
def test_a_history_is_simulated_or_refused(here: Path, capsys, *, more):
    ended(capsys, "simulate", "--people=1", "--out=history.ndjson", *more)


@fuzzed
@given(
    series=texts,
    more=options(
        **{"from": texts | st.just("0001-01-01"), "to": texts | st.just("9999-12-31"), "as_of": texts},
        time_zone=texts | st.sampled_from(["UTC", "Asia/Tokyo"]),
        file=texts | st.just("receipt"),
        format=texts | st.just("csv"),
    ),
)
def test_an_export_is_requested_or_refused(here: Path, capsys, *, series, more):
    ended(capsys, "export", "--out=export.zip", *more, "--", series)
