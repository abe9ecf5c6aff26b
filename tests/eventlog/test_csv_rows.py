"""CSV as it is found in the wild: every row is read, or there is an error with its line."""

import csv
import gzip
import io
import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from eventlog.columns import Columns
from eventlog.table import rows

COLUMNS = Columns("case", "what", "when")
HEADER = "case,what,when,note"
AT = "2025-01-01T00:00:00Z"


@pytest.fixture
def read(tmp_path):
    def read(content, columns=COLUMNS):
        path = tmp_path / "log.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [(case, what) for case, what, _ in rows(path, columns)]

    return read


def problem(read, content, columns=COLUMNS):
    with pytest.raises(Invalid) as refusal:
        read(content, columns)
    return refusal.value.message.partition("log.csv")[2]


def test_blank_lines_may_precede_the_header(read):
    assert read(f"\n  \r\nsep=;\ncase;what;when\nc1;A;{AT}\n") == [("c1", "A")]


def test_the_name_of_a_column_may_have_a_line_break(read):
    assert read(f'case,what,"when\nit was, in UTC"\nc1,A,{AT}\n', replace(COLUMNS, at="when\nit was, in UTC")) == [
        ("c1", "A")
    ]
    assert problem(read, 'case,what,"when\n') == ": The header is malformed. A quoted value has no end."
    assert problem(read, f'"case",what,"when\nat",x\nc1,A,"{AT}\n', replace(COLUMNS, at="when\nat")).startswith(
        ", line 3: "
    )


def test_each_of_several_files_that_were_put_together_may_have_a_byte_order_mark(read):
    assert read(f"\ufeffcase,what,when\nc1,A,{AT}\n\ufeffc1,B,{AT}\n") == [("c1", "A"), ("c1", "B")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_an_encoding_without_a_mark_is_named_and_then_read(read, encoding):
    content = f"case,what,when\nü,A,{AT}\n".encode(encoding)

    assert problem(read, content) == (
        f" seems to be {encoding[:6].upper()} without a byte order mark. Give --encoding {encoding}."
    )
    assert read(content, replace(COLUMNS, encoding=encoding)) == [("ü", "A")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("A" * 501, f"{'A' * 501!r} has 501 characters. An activity has at most 500."),
        ("A\0", r"'A\x00' contains the character U+0000. Remove it."),
    ],
)
def test_an_activity_that_cannot_be_a_block_is_refused_with_its_line(read, name, sentence):
    found = problem(read, f"case,what,when\nc1,A,{AT}\nc1,{name},{AT}\n")

    assert found.startswith(", line 3, column 'what': 'A")
    assert found.endswith(sentence.partition("' ")[2])
    assert read(f"case,what,when\nc1,{'A' * 500},{AT}\n") == [("c1", "A" * 500)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "log.csv"
    os.mkfifo(path)

    with pytest.raises(Invalid) as refusal:
        list(rows(path, COLUMNS))

    assert refusal.value.message == (
        f"{path} is a pipe or a device, which can be read only once. Write its content to a file, and import that."
    )


STRAY = "A value that begins with a quotation mark ends with one, and has two of them for each one inside."


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([f'c1,A,{AT},"open', f"c2,B,{AT},x", f"c3,C,{AT},x"], f", line 2: A quoted value has no end. {STRAY}"),
        (
            [f"c1,A,{AT},x", f'c2,"B" b,{AT},x', f"c3,C,{AT},x"],
            f", line 3: The quotation marks are wrong (',' expected after '\"'). {STRAY}",
        ),
        (
            [f'c1,A,{AT},"open', f"c2,B,{AT},x", f'c3,C,{AT},close"', f"c4,D,{AT},x"],
            (
                f", line 2: A quoted value contains the row 'c2,B,{AT},x'. Remove the quotation mark that begins the "
                "value, or write it twice inside of quotation marks."
            ),
        ),
        (
            [f'c1,A,{AT},"open', f'c2,B,{AT},close"'],
            (
                f""", line 2: A quoted value contains the row 'c2,B,{AT},close"'. Remove the quotation mark that """
                "begins the value, or write it twice inside of quotation marks."
            ),
        ),
        (
            [f'c1,"A,{AT},x', f'c2,B",{AT},x'],
            (
                f""", line 2: A quoted value contains the row 'c2,B",{AT},x'. Remove the quotation mark that """
                "begins the value, or write it twice inside of quotation marks."
            ),
        ),
        (
            [f"c1,A,{AT},x,y"],
            (
                ", line 2: The row has 5 values, but the header has 4 columns. It begins with 'c1'. Put values "
                "that contain the delimiter in quotation marks."
            ),
        ),
    ],
)
def test_stray_quotation_marks_are_an_error_with_the_line(read, lines, sentence):
    assert problem(read, "\n".join([HEADER, *lines])) == sentence


def test_a_quotation_mark_inside_of_a_value_is_a_character(read):
    assert read(f'{HEADER}\nc1,5" pipe,{AT},x\n') == [("c1", '5" pipe')]


def test_a_quoted_value_may_have_several_lines(read):
    assert read(f'{HEADER}\nc1,A,{AT},"Dear all,\nplease, see, below,\n"\n\nc2,B,{AT},\r\n') == [
        ("c1", "A"),
        ("c2", "B"),
    ]


@pytest.mark.parametrize("first", ["Dear all,", f"c8,A,{AT},x"])
def test_a_quoted_value_may_contain_rows(read, first):
    """Such as the pasted lines of another log."""
    assert read(f'{HEADER}\nc1,A,{AT},"{first}\nc9,B,{AT},x\nBest regards"\nc2,B,{AT},y\n') == [
        ("c1", "A"),
        ("c2", "B"),
    ]


values = st.text("ab,;|\t\"'\n é", max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.tuples(values.filter(bool), values.filter(bool), values), min_size=1),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    is_packed=st.booleans(),
)
def test_every_row_is_read_whatever_writes_it(read, *, table, delimiter, encoding, line_end, is_packed):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(["note", "case", "what", "when"])
    writer.writerows((note, case, what, AT) for case, what, note in table)
    content = text.getvalue().encode(encoding)

    assert read(gzip.compress(content) if is_packed else content) == [(case, what) for case, what, _ in table]


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=4, unique=True),
    at_end=st.lists(st.booleans(), min_size=4, max_size=4),
)
@example(place=[(0, 3), (8, 3)], at_end=[False, True, True, True])
def test_stray_quotation_marks_never_lose_a_row(read, place, at_end):
    table = [[f"c{row}", "A", AT, "x"] for row in range(9)]
    for (row, column), is_last in zip(place, at_end, strict=False):
        table[row][column] = f'{table[row][column]}"' if is_last else f'"{table[row][column]}'
    try:
        found = read("\n".join([HEADER, *map(",".join, table)]))
    except Invalid:
        return

    assert len(found) == len(table)


@pytest.mark.parametrize("mark", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_a_first_line_that_names_the_delimiter_for_excel_is_skipped(read, mark):
    content = f"{mark}\r\n{HEADER}\r\nc1,A,{AT},x\r\n".replace(",", ";")

    assert read(content) == [("c1", "A")]
    assert problem(read, content + "c2\r\n").startswith(", line 4: The row has 1 value,")


def test_the_encoding_can_be_given(read):
    content = "case,was für,when\nc1,Prüfen,2025-01-01T00:00:00Z\n".encode("cp1252")
    columns = Columns("case", "was für", "when", encoding="cp1252")

    assert read(content, columns) == [("c1", "Prüfen")]
    assert problem(read, content) == (
        ", line 1: The text is not UTF-8. Give its encoding with --encoding, such as cp1252 (Windows), latin-1 "
        "or utf-16."
    )


@pytest.mark.parametrize("encoding", ["klingon", "base64", "\x00", "undefined", "idna" * 99])
def test_an_unknown_encoding_is_refused(read, encoding):
    with pytest.raises(Invalid, match=r"--encoding: .* is not an encoding"):
        read(f"{HEADER}\n", Columns("case", "what", "when", encoding=encoding))


def test_a_file_that_is_compressed_twice_is_named(read):
    packed = gzip.compress(gzip.compress(f"{HEADER}\nc1,A,{AT},x\n".encode()))

    assert problem(read, packed) == " is compressed twice, with gzip and inside of it with gzip: unpack it once."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_named(read, encoding):
    content = f"{HEADER}\nc1,A,{AT},x\n".encode(encoding)

    assert problem(read, content) == f" seems to be UTF-16 without a byte order mark. Give --encoding {encoding}."
    assert read(content, replace(COLUMNS, encoding=encoding)) == [("c1", "A")]
