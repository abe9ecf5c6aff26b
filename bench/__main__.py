"""`python -m bench`: measures, as ratios within one run on one machine."""

import asyncio
from datetime import UTC, datetime
from time import perf_counter
from typing import Annotated

import typer
import uvloop

from bench.comparisons import Comparison, Missing
from bench.ground import Scale, prepared
from bench.machine import described
from bench.reports import Run, publish, save, show
from bench.suite import WORKS, results_of
from cli.signals import stopping_signals

_INTERRUPTED = 130


def bench(
    works: Annotated[list[str] | None, typer.Argument(help=f"Which works [{', '.join(WORKS)}].")] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Smaller, within five minutes.")] = False,
    published: Annotated[bool, typer.Option("--publish", help="Put the table into docs/benchmarks.md.")] = False,
) -> None:
    """Measure each work beside its peers, in turns, and show the ratios.

    Status 1 where a bar is missed or a work gave no figures.
    """
    names = works or list(WORKS)
    if unknown := set(names) - set(WORKS):
        raise typer.BadParameter(f"There is no work {', '.join(sorted(unknown))}: there are {', '.join(WORKS)}.")
    try:
        run = uvloop.run(_measured(names, Scale(quick)))
    except asyncio.CancelledError:
        typer.echo("Stopped: nothing was written.", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    show(run)
    typer.echo(f"Written to {save(run)}.")
    if published:
        publish(run)
    raise typer.Exit(0 if run.is_kept else 1)


async def _measured(names: list[str], scale: Scale) -> Run:
    _stop_on_signals()
    at = datetime.now(UTC)
    results: list[Comparison | Missing] = []
    async with prepared(scale) as ground:
        machine = await described(ground.pool)
        for name in names:
            begun = perf_counter()
            results += await results_of(name, ground)
            typer.echo(f"{name}: {perf_counter() - begun:.0f} s", err=True)
    return Run(at, scale.is_quick, machine, results)


def _stop_on_signals() -> None:
    """From now on Ctrl-C and the like cancel the current task, so that everything it has started is stopped."""
    task = asyncio.current_task()
    assert task is not None
    for each in stopping_signals():
        asyncio.get_running_loop().add_signal_handler(each, task.cancel)


if __name__ == "__main__":
    typer.run(bench)
