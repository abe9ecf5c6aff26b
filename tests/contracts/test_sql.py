"""Every statement in each variant that can run: held to its workspace, cast, used, and accepted by the database."""

import re
from collections.abc import Iterator
from pathlib import Path

from given_server import skip_on_cluster
from statement_rows import COLUMNS
from telling import Chosen, each_choice
from workspace_bounds import CROSSING, tables_of_workspaces, unbound

from core.export_files import COLUMNS as COLUMNS_OF_FILES
from core.export_files import ExportFile
from db.pool import Pool
from db.statements.catalogue import Variant, names, variants
from db.statements.composer import statement
from db.statements.files import file
from db.statements.printing import with_examples

DB = Path(__file__).parents[2] / "db"
SQL = DB / "sql"
FILES = {
    path.relative_to(SQL).with_suffix("").as_posix(): path.read_text("utf-8") for path in sorted(SQL.rglob("*.sql"))
}

# What is read of all workspaces, with the reason.
OF_ALL_WORKSPACES: dict[str, set[str]] = {
    **{name: set[str]() for name in CROSSING},  # by functions of the same names
    "all_tokens": {"token"},  # for the operator
    "all_series": {"series"},  # for the operator
    "workspace_of_token": {"token"},  # for the operator, who names a token only by its number
}

OIDS = """
SELECT coalesce(array_agg(name::regtype::oid ORDER BY place), '{}')
FROM unnest($1::text[]) WITH ORDINALITY AS type (name, place)
"""


def each_of(chosen: Chosen) -> Iterator[tuple[str, Variant]]:
    return ((name, variant) for name, some in chosen().items() for variant in some)


def body(name: str) -> str:
    return "\n".join(line.split("--")[0] for line in FILES[name].splitlines())


def stated(name: str) -> dict[int, str]:
    """The types of the parameters that the header of a file states, by their numbers."""
    found = re.findall(r"\$(\d+) (?:[^$,:\n]+:|\w+) (\w+(?:\[\])?)", file(name).header)
    return {int(number): type_ for number, type_ in found}


def cast(variant: Variant) -> dict[int, str]:
    """The types that a statement casts its parameters to, by their numbers."""
    found = set(re.findall(r"\$(\d+)::(\w+(?:\[\])?)", variant.composed.query))
    assert len(found) == len({number for number, _ in found}), "a parameter is cast to two types"
    return {int(number): type_ for number, type_ in found}


def columns(variant: Variant) -> list[str]:
    if variant.name == "export/cells":
        return [column.name for column in COLUMNS_OF_FILES[ExportFile(variant.choices[0])]]
    return COLUMNS.get(variant.name, [])


def test_a_file_begins_with_a_comment_and_does_not_end_with_one():
    """Otherwise the comment would hide what follows the fragment."""
    assert [name for name, text in FILES.items() if not re.match(r"-- \S.*", text)] == []
    assert [name for name, text in FILES.items() if "--" in text.rstrip().splitlines()[-1]] == []


def test_a_file_can_be_read_in_one_go():
    assert [name for name, text in FILES.items() if len(text.splitlines()) > 80] == []


def test_every_parameter_is_cast():
    found = {name: re.findall(r"\$(?:\d+(?!\d|::)|[a-z_]+(?![a-z_]|::))", body(name)) for name in FILES}

    assert {name: parameters for name, parameters in found.items() if parameters} == {}


@each_choice
async def test_whatever_a_statement_reads_or_writes_is_of_its_workspace(pool: Pool, chosen: Chosen):
    tables = await tables_of_workspaces(pool)

    for name, variant in each_of(chosen):
        found = set(unbound(variant.composed.query, tables))
        assert found == OF_ALL_WORKSPACES.get(name, set()), (name, variant.choices)
        if "workspace_id" in body(variant.stated_in) and name not in OF_ALL_WORKSPACES:
            assert "$1 workspace_id bigint" in file(variant.stated_in).header


@each_choice
async def test_the_database_accepts_it_with_the_stated_parameters_and_columns(pool: Pool, chosen: Chosen):
    async with pool.acquire() as connection:
        await connection.execute(statement("ingest/stage"))  # those of ingest read its tables
        await connection.execute(statement("columns/stage_recount"))
        for name, variant in each_of(chosen):
            numbered, types = stated(variant.stated_in), cast(variant)
            prepared = await connection.prepare(variant.composed.query)
            parameters, attributes = prepared.get_parameters(), prepared.get_attributes()
            oids = await connection.fetchval(OIDS, [types[number + 1] for number in range(len(types))])

            assert {number: types[number] for number in numbered} == numbered
            assert len(types) == len(numbered) + len(variant.composed.values), (name, variant.choices)
            assert [parameter.oid for parameter in parameters] == oids, (name, variant.choices)
            assert len(attributes) == len(columns(variant)), (name, variant.choices)
            if name != "export/cells":  # whose columns have their names in the file alone
                assert [attribute.name for attribute in attributes] == columns(variant), (name, variant.choices)


@each_choice
async def test_what_is_printed_can_be_explained(pool: Pool, chosen: Chosen):
    await skip_on_cluster(pool, "it explains no statement of which a later step reads rows of an earlier one")
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(statement("ingest/stage"))
        await connection.execute(statement("columns/stage_recount"))
        await connection.execute("SET LOCAL join_collapse_limit = 1")  # any plan is enough, and the best one takes long
        for name, variant in each_of(chosen):
            if name not in ("ingest/stage", "columns/stage_recount", "schema/bookkeeping"):  # these have no plan
                assert await connection.fetch(f"EXPLAIN {with_examples(variant.composed.query)}"), name


def test_every_statement_has_variants_and_every_fragment_is_in_one_of_them():
    texts = "".join(re.sub(r"\s+", " ", each.composed.query) for name in names() for each in variants()[name])
    fragments = FILES.keys() - names()

    assert [name for name in names() if not variants()[name]] == []
    assert {name for name in fragments if longest_text(name) not in texts} == set()


def longest_text(name: str) -> str:
    """Of what stands between the slots and parameters of a file."""
    texts = [re.sub(r"\s+", " ", part) for part in file(name).parts if isinstance(part, str)]
    return max(texts, key=len).strip()


def test_every_statement_is_named_in_the_code_beside_it():
    quoted = {name for path in DB.glob("*.py") for name in re.findall(r'"([\w/]+)"', path.read_text("utf-8"))}

    assert set(names()) - quoted == set()


def test_the_composer_alone_makes_queries():
    makers = [path.name for path in DB.rglob("*.py") if re.search(r"\bQuery\(|cast\(Query", path.read_text("utf-8"))]

    assert makers == ["composer.py"]


def test_every_reason_and_every_row_type_belongs_to_a_statement():
    assert (OF_ALL_WORKSPACES.keys() | COLUMNS.keys()) - set(names()) == set()
