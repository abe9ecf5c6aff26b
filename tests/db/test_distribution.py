"""Which placements of tables `milepost distribute` refuses."""

from collections.abc import AsyncIterator

import given_server
import pytest

from core.errors import MilepostError
from core.settings import Settings
from db.connection import connected_as_owner
from db.distribution import Distribution, Placement, distribute
from db.migrate import migrate

PLACED = [
    Placement("workspace", "copies", "copies"),
    Placement("series", "by workspace_id", "by workspace_id"),
    Placement("person", "by workspace_id", "here"),
]
REFUSED = (
    "{} would have to be placed differently, among them {}: {} instead of {}. Undo that with SELECT "
    "undistribute_table('{}'). If Citus refuses it, copy the rows to a new database."
)
# How Citus is told to place a table in another way, and what that is.
UNDO = "SELECT undistribute_table('figure_count')"
WRONG = [
    ("SELECT create_reference_table('figure_count')", "copies"),
    ("SELECT create_distributed_table('figure_count', 'series_id')", "by series_id, apart from series"),
    ("SELECT create_distributed_table('figure_count', 'workspace_id')", "by workspace_id, apart from series"),
    ("SELECT citus_add_local_table_to_metadata('figure_count')", "as a whole on one node"),
]
MOVE = """
SELECT citus_move_shard_placement(
    moved.shardid, moved.nodename, moved.nodeport, other.nodename, other.nodeport, 'block_writes'
)
FROM pg_dist_shard_placement AS moved, pg_dist_node AS other
WHERE moved.shardid = get_shard_id_for_distribution_column('series', 1) AND other.groupid <> 0
    AND (other.nodename, other.nodeport) <> (moved.nodename, moved.nodeport)
LIMIT 1
"""
# One row per shard of visits: how many workspaces the planner expects there, and whether it was analyzed.
KNOWN_OF_SHARDS = """
SELECT result
FROM run_command_on_shards('visit', $$
    SELECT coalesce((
        SELECT n_distinct::integer || ' ' || (reltuples >= 0)
        FROM pg_stats WHERE tablename = relname AND attname = 'workspace_id'
    ), 'unknown')
    FROM pg_class WHERE oid = '%s'::regclass
$$)
"""


def test_tables_that_are_placed_as_they_should_be_or_not_yet_are_accepted():
    found = Distribution(2, PLACED)

    found.require_possible()

    assert found.missing == [PLACED[2]]


def test_tables_that_are_placed_in_another_way_are_refused():
    wrong = [Placement("tag", "by workspace_id", "copies"), Placement("token", "copies", "by workspace_id")]

    with pytest.raises(MilepostError) as refused:
        Distribution(2, [*PLACED, *wrong]).require_possible()

    assert str(refused.value) == REFUSED.format("2 tables", "tag", "by workspace_id", "copies", "tag")


@pytest.fixture
async def on_cluster(settings: Settings) -> AsyncIterator[Settings]:
    """The settings of a new database on a Citus cluster, migrated and not distributed."""
    if given_server.URL is None or not await given_server.is_on_cluster(settings):
        pytest.skip("needs a Citus cluster")
    with given_server.given_database(given_server.URL) as urls:
        own = settings.model_copy(update=urls)
        await migrate(own)
        yield own


async def test_a_cluster_is_distributed_again_after_each_wrong_placement_was_undone(on_cluster: Settings):
    for command, placed in WRONG:
        await _run(on_cluster, command)
        with pytest.raises(MilepostError) as refused:
            await distribute(on_cluster, dry_run=False)
        expected = ("1 table", "figure_count", "by workspace_id", placed, "figure_count")
        assert str(refused.value) == REFUSED.format(*expected)
        await _run(on_cluster, UNDO)
    assert len((await distribute(on_cluster, dry_run=False)).missing) > 20
    await _run(on_cluster, UNDO)

    assert [table.name for table in (await distribute(on_cluster, dry_run=False)).missing] == ["figure_count"]
    assert (await distribute(on_cluster, dry_run=True)).missing == []


async def test_the_planner_knows_shards_as_it_knows_their_tables_also_after_a_move(on_cluster: Settings):
    await distribute(on_cluster, dry_run=False)
    assert await _known_of_shards(on_cluster) == {"4 true"}
    await _run(on_cluster, MOVE)
    assert await _known_of_shards(on_cluster) == {"4 true", "unknown"}

    await distribute(on_cluster, dry_run=False)

    assert await _known_of_shards(on_cluster) == {"4 true"}


async def _known_of_shards(settings: Settings) -> set[str]:
    async with connected_as_owner(settings) as owner:
        return {row[0] for row in await owner.fetch(KNOWN_OF_SHARDS)}


async def _run(settings: Settings, command: str) -> None:
    async with connected_as_owner(settings) as owner:
        await owner.execute(command)
