"""A cluster that reads the files of a copy counts the same: Sail, through Spark Connect, with the same statements."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from asking import ask
from boards import QUERY
from column_sites import ColumnSite, column_site, counted_from, recorded
from copied_series import of_person, record, started, with_copy
from filters import filters, ids_of
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples
from scopes import Scope, scopes

from columns.counting import Columns
from core.settings import Settings
from db.pool import Pool

pytest.importorskip("pysail", reason="Sail is not installed: make test-long installs it.")
sites = pytest.importorskip("sail_sites")

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("any_cost"), pytest.mark.executed_once]


@pytest.fixture(scope="module")
async def site(settings: Settings, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ColumnSite]:
    async with column_site(settings, pool, tmp_path_factory.mktemp("columns")) as site:
        yield site


@pytest.fixture(scope="module")
def on_sail(site: ColumnSite) -> Iterator[ColumnSite]:
    """Reads the same copies with Sail."""
    with sites.sail() as spark:
        columns = Columns(sites.SailEngine(spark), sites.SailCopies(spark, site.folder), sites.NoAdditions())
        yield ColumnSite(site.settings, site.pool, columns)


async def test_sail_counts_a_copy_and_rows_of_people_who_changed_since(on_sail: ColumnSite, workspace_id: int):
    await with_copy(on_sail, workspace_id)
    assert await started(on_sail, workspace_id, "copy") == 5

    await record(on_sail, workspace_id, of_person(5))

    assert await started(on_sail, workspace_id, "copy") == 6


async def asked(site: ColumnSite, workspace_id: int, scope: dict[str, Any]) -> tuple[Any, float, float]:
    """The figures, and how many of them were counted from copies and from rows."""
    before = [counted_from(source) for source in ("copy", "rows")]
    figures = await site.ask(workspace_id, QUERY, scope=scope)
    from_copy, from_rows = (
        counted_from(source) - count for source, count in zip(("copy", "rows"), before, strict=True)
    )
    return figures, from_copy, from_rows


@examples(8)
@given(data=st.data(), scope=scopes(), people=st.none() | filters())
async def test_rows_duckdb_and_sail_give_the_same_figures(
    site: ColumnSite, on_sail: ColumnSite, data: st.DataObject, scope: Scope, people: Any
):
    workspace_id, _ = await recorded(site, data)
    given_scope = scope.given
    if people is not None:
        given_scope["people"] = people.given(await ids_of(site.pool, workspace_id))

    figures = await ask(site.pool, workspace_id, QUERY, scope=given_scope)
    in_duckdb = await asked(site, workspace_id, given_scope)

    assert in_duckdb[0] == figures
    assert await asked(on_sail, workspace_id, given_scope) == in_duckdb
