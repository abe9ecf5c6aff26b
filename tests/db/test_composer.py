"""How SQL is composed and printed. contracts/test_sql.py checks every composed statement."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from core.people_filters import PeopleFilter
from db.people_filters import narrowed
from db.statements.composer import Parameter, compose, composed, fragment, joined, statement, whole_number, words

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_slot_is_filled_and_its_fragment_indented_as_the_slot():
    inner = words("one,\ntwo")

    assert (
        composed(words("SELECT\n    {columns}\nFROM x", {"columns": inner})).query
        == "SELECT\n    one,\n    two\nFROM x"
    )


def test_parameters_of_fragments_follow_those_of_the_statement_in_order():
    begin = Parameter("begin")
    bounds = {"begin": begin, "end": Parameter("end")}
    first, again = fragment("cohort/entry", **bounds), fragment("cohort/entry", **bounds)
    condition = joined(" OR ", [words("a = $2::text"), first, words("b = $1::text"), again])

    query, values = composed(condition)

    assert query == (
        "a = $2::text OR entry.started_at >= $3::timestamptz AND entry.started_at < $4::timestamptz"
        " OR b = $1::text OR entry.started_at >= $3::timestamptz AND entry.started_at < $4::timestamptz"
    )
    assert values == ("begin", "end")


def test_quotes_and_comments_have_no_slots_and_no_parameters():
    text = words("'{people} $9' -- {people} $9\n{people}", {"people": words("p")})

    assert composed(text).query == "'{people} $9' -- {people} $9\np"
    assert composed(text, comments=False).query == "'{people} $9' \np"
    assert composed(joined("", [text, fragment("people_filter/ids", ids=[])])).query.endswith("ANY($1::bigint[])")


def test_a_missing_slot_or_parameter_is_named_in_the_error():
    with pytest.raises(LookupError, match=r"db/sql/people_page.sql needs a value for 'people_in_scope': pass one"):
        compose("people_page", {"direction": words("ASC")})
    with pytest.raises(LookupError, match=r"db/sql/people_count.sql needs a value for 'people_in_scope'"):
        statement("people_count")
    with pytest.raises(LookupError, match=r"db/sql/people_filter/ids.sql needs a value for 'ids'"):
        fragment("people_filter/ids")


def test_values_never_become_part_of_the_text():
    plain, hostile = (
        narrowed("people_count", PeopleFilter(searches=(text,), tags=(text,)), NOON)
        for text in ("a", "'; DROP --{x}$1")
    )

    assert plain.query == hostile.query
    assert hostile.values == (r"%'; DROP --{x}$1%", "'; DROP --{x}$1")
    with pytest.raises(ValueError, match="invalid literal"):
        whole_number("1; DROP")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        ([], "figure_counts "),
        (["visits_page", "--list"], "REACHED_AT,ASC,cohort,people\n"),
        (["people_page", "--with", "DESC,people"], "ORDER BY person.id DESC\n"),
        (["people_page", "--with", "DESC", "--parameters"], "person.id > $2::bigint"),
        (["people_page"], "person.id > '1'::bigint"),
        (["--help"], "python -m db.statements visits_page --with DESC,cohort,people"),
    ],
)
def test_statements_are_printed(arguments: list[str], printed: str):
    done = subprocess.run(
        [sys.executable, "-m", "db.statements", *arguments], capture_output=True, text=True, check=True
    )

    assert printed in done.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nothing"], "No statement has the name 'nothing'. Leave it out to list all names."),
        (["people_page", "--with", "UP"], "people_page has no variant with UP. Use --list to list its choices."),
    ],
)
def test_an_unknown_statement_or_choice_is_refused(arguments: list[str], reason: str):
    command = [sys.executable, "-m", "db.statements", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"db.statements: {reason}\n")
