"""The memory of the API and a worker under a mixed load.

The load consists of dashboards as of different instants, lists, ingest into new workspaces, exports in both formats,
and tagging and untagging of everyone, all repeated concurrently. The peak memory in the last third of the time is
compared with that in the middle third. In the first third, caches and pools fill up.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count, cycle
from subprocess import Popen
from time import monotonic

from bench.comparisons import Bar, Comparison, Sample
from bench.connections import Asker, http_connection
from bench.ground import HOST, Ground, Tenant, api, program, settled
from bench.histories import loaded
from bench.jobs import exported, series_id, tagged, untagged
from bench.machine import resident_megabytes
from bench.questions import DASHBOARD_AS_OF, PEOPLE, TREND, VISITS
from bench.rates import differing
from core.export_files import ExportFormat

NAME = "memory"
_PEOPLE, _NEW_PEOPLE = 3_000, 300
_SAMPLE_SECONDS = 0.25
_SHOWN = 12  # samples in the note
_CACHE_MEGABYTES = "8"  # small, so that it is full before the middle third
_TAG = "vip"

Act = Callable[[], Awaitable[object]]


async def measure(ground: Ground) -> list[Comparison]:
    """Megabytes of a separate API and worker."""
    seconds = ground.scale.of(60, 300)
    with (
        api(ground.settings, MILEPOST_RESPONSE_CACHE_MEGABYTES=_CACHE_MEGABYTES) as (port, server),
        program(ground.settings, "worker", MILEPOST_STORAGE_URL=str(ground.path / "exports")) as worker,
    ):
        ground = replace(ground, port=port)
        tenant = await loaded(ground, _PEOPLE)
        await settled(ground.pool)
        processes = {"the API": server, "a worker": worker}
        megabytes, done = await _sampled(processes, _acts(ground, tenant, await series_id(ground, tenant)), seconds)
    did = ", ".join(f"{times:,} {name}" for name, times in done.items())
    return [_compared(f"memory of {name} in {seconds} s of mixed load", megabytes[name], did) for name in processes]


def _compared(work: str, megabytes: Sequence[float], did: str) -> Comparison:
    third = len(megabytes) // 3
    middle, last = max(megabytes[third:-third]), max(megabytes[-third:])
    shown = " ".join(f"{each:.0f}" for each in megabytes[:: max(1, len(megabytes) // _SHOWN)])
    samples = Sample("last third", "MB", [last]), Sample("middle third", "MB", [middle])
    return Comparison(work, *samples, Bar(most=1.1), f"{shown} MB over time; {did}")


async def _sampled(
    processes: Mapping[str, Popen[bytes]], acts: Mapping[str, Act], seconds: float
) -> tuple[dict[str, list[float]], Counter[str]]:
    """Samples of the memory of each process, and how often each action was done meanwhile."""
    megabytes: dict[str, list[float]] = {name: [] for name in processes}
    done = Counter[str]()
    end = monotonic() + seconds

    async def repeat(name: str, act: Act) -> None:
        while monotonic() < end:
            await act()
            done[name] += 1

    async with asyncio.TaskGroup() as group:
        for name, act in acts.items():
            group.create_task(repeat(name, act))
        while monotonic() < end:
            for name, process in processes.items():
                megabytes[name].append(resident_megabytes(process.pid))
            await asyncio.sleep(_SAMPLE_SECONDS)
    return megabytes, done


def _acts(ground: Ground, tenant: Tenant, series: str) -> Mapping[str, Act]:
    instants, numbers = differing(), count()
    lists, formats = cycle((PEOPLE, VISITS, TREND)), cycle(ExportFormat)

    async def ask(query: str, variables: Mapping[str, object]) -> None:
        async with http_connection(HOST, ground.port) as connection:
            await Asker(connection, tenant.token).ask(query, dict(variables))

    async def tag_and_untag() -> None:
        await tagged(ground, tenant, _TAG)
        await untagged(ground, tenant, _TAG)

    return {
        "dashboards": lambda: ask(DASHBOARD_AS_OF, {"asOf": next(instants)}),
        "lists and trends": lambda: ask(next(lists), {"number": next(numbers)}),
        f"times {_NEW_PEOPLE} new people": lambda: loaded(ground, _NEW_PEOPLE),
        "exports": lambda: exported(ground, tenant, series, next(formats)),
        "times everyone tagged and untagged": tag_and_untag,
    }
