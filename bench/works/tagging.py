"""Tagging everyone through the API and a worker, compared with one INSERT ... SELECT of the same rows.

Milepost is timed from the request to the end of the bulk action: it stores the selected people, then tags them in
batches, with progress and data for undo. Both write into `person_tag`, with its indexes, in equal workspaces.
"""

from dataclasses import replace
from subprocess import Popen
from time import perf_counter

from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, program, settled
from bench.jobs import tagged
from bench.machine import resident_megabytes
from core.errors import MilepostError

NAME = "tagging"
_UNIT = "s"
_TAG = "vip"
_PEOPLE = "INSERT INTO person (workspace_id, external_id) SELECT $1, 'p' || n FROM generate_series(1, $2::integer) AS n"
_ADD_TAG = "INSERT INTO tag (workspace_id, name) VALUES ($1, $2) RETURNING id"
_TAG_ALL = (
    "INSERT INTO person_tag (workspace_id, tag_id, person_id) SELECT $1, $2, id FROM person WHERE workspace_id = $1"
)
_TAGGED = """
SELECT count(*) FROM person_tag JOIN tag USING (workspace_id) JOIN person USING (workspace_id)
WHERE workspace_id = $1 AND tag.name = $2 AND tag_id = tag.id AND person_id = person.id
"""


async def measure(ground: Ground) -> list[Comparison]:
    """Seconds for everyone of a new workspace, and the peak memory of the worker."""
    people = ground.scale.of(200_000, 1_000_000)
    with program(ground.settings, "worker") as worker:
        memory: list[float] = []
        measures: dict[str, Measure] = {
            "Milepost": lambda: _tag(ground, worker, people, memory),
            "one INSERT ... SELECT": lambda: _insert(ground, people),
        }
        ours, other = (await interleaved(ground.scale.rounds, _UNIT, measures)).values()
    shown = replace(ours, name=f"{ours.name}, with at most {max(memory):.0f} MB of worker")
    return [Comparison(f"tagging {people:,} people", shown, other, Bar(most=2))]


async def _tag(ground: Ground, worker: Popen[bytes], people: int, memory: list[float]) -> float:
    tenant = await _populated(ground, people)
    begun = perf_counter()
    succeeded = await tagged(ground, tenant, _TAG, lambda: memory.append(resident_megabytes(worker.pid)))
    seconds = perf_counter() - begun
    if succeeded != people:
        raise MilepostError(f"Only {succeeded:,} of {people:,} people were tagged.")
    await _check(ground, tenant, people)
    return seconds


async def _insert(ground: Ground, people: int) -> float:
    tenant = await _populated(ground, people)
    tag_id = await ground.pool.fetchval(_ADD_TAG, tenant.id, _TAG)
    begun = perf_counter()
    await ground.pool.execute(_TAG_ALL, tenant.id, tag_id)
    seconds = perf_counter() - begun
    await _check(ground, tenant, people)
    return seconds


async def _populated(ground: Ground, people: int) -> Tenant:
    tenant = await ground.tenant()
    await ground.pool.execute(_PEOPLE, tenant.id, people)
    await settled(ground.pool)
    return tenant


async def _check(ground: Ground, tenant: Tenant, people: int) -> None:
    """Raises MilepostError unless everyone has the tag."""
    tagged = await ground.pool.fetchval(_TAGGED, tenant.id, _TAG)
    if tagged != people:
        raise MilepostError(f"{tagged:,} of {people:,} people have the tag.")
