"""The memory of the API and of a worker while everything is asked of them at once, for a while.

Dashboards as of another instant each time, lists, ingest into new workspaces, exports in both formats, tagging and
untagging of everybody, each over and over. Compared is the most memory in the last third of the time with that in the
middle third: in the first, what is kept for good fills up.
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
_LOOK_SECONDS = 0.25
_SHOWN = 12  # of all looks
_CACHE_MEGABYTES = "8"  # soon full of answers: what is compared is what goes on after that
_TAG = "vip"

Act = Callable[[], Awaitable[object]]


async def measure(ground: Ground) -> list[Comparison]:
    """Megabytes of an API and a worker of their own."""
    seconds = ground.scale.of(60, 300)
    with (
        api(ground.settings, MILEPOST_ANSWER_CACHE_MEGABYTES=_CACHE_MEGABYTES) as (port, server),
        program(ground.settings, "worker", MILEPOST_STORAGE_URL=str(ground.path / "exports")) as worker,
    ):
        ground = replace(ground, port=port)
        tenant = await loaded(ground, _PEOPLE)
        await settled(ground.pool)
        processes = {"the API": server, "a worker": worker}
        looks, done = await _looks(processes, _acts(ground, tenant, await series_id(ground, tenant)), seconds)
    did = ", ".join(f"{times:,} {name}" for name, times in done.items())
    return [_compared(f"memory of {name} in {seconds} s of mixed load", looks[name], did) for name in processes]


def _compared(work: str, looks: Sequence[float], did: str) -> Comparison:
    third = len(looks) // 3
    middle, last = max(looks[third:-third]), max(looks[-third:])
    shown = " ".join(f"{each:.0f}" for each in looks[:: max(1, len(looks) // _SHOWN)])
    samples = Sample("last third", "MB", [last]), Sample("middle third", "MB", [middle])
    return Comparison(work, *samples, Bar(most=1.1), f"{shown} MB, one after another; {did}")


async def _looks(
    processes: Mapping[str, Popen[bytes]], acts: Mapping[str, Act], seconds: float
) -> tuple[dict[str, list[float]], Counter[str]]:
    """The memory of each process from look to look, and how often each thing was done meanwhile."""
    looks: dict[str, list[float]] = {name: [] for name in processes}
    done = Counter[str]()
    end = monotonic() + seconds

    async def again(name: str, act: Act) -> None:
        while monotonic() < end:
            await act()
            done[name] += 1

    async with asyncio.TaskGroup() as group:
        for name, act in acts.items():
            group.create_task(again(name, act))
        while monotonic() < end:
            for name, process in processes.items():
                looks[name].append(resident_megabytes(process.pid))
            await asyncio.sleep(_LOOK_SECONDS)
    return looks, done


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
        "times everybody tagged and untagged": tag_and_untag,
    }
