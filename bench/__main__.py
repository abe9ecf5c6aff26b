"""`python -m bench`: runs benchmarks, whose results are ratios within one run on one machine."""

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
    works: Annotated[
        list[str] | None, typer.Argument(help=f"Benchmarks to run: {', '.join(WORKS)}. Default: all.")
    ] = None,
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Run smaller, noisier benchmarks, each within five minutes.")
    ] = False,
    published: Annotated[bool, typer.Option("--publish", help="Write the table into docs/benchmarks.md.")] = False,
) -> None:
    """Run benchmarks, each in alternating rounds with what it is compared with, and show the ratios.

    The exit status is 1 if a ratio misses its bar or a benchmark fails.
    """
    names = works or list(WORKS)
    if unknown := set(names) - set(WORKS):
        raise typer.BadParameter(
            f"There is no benchmark {', '.join(sorted(unknown))}. The benchmarks are: {', '.join(WORKS)}."
        )
    try:
        run = uvloop.run(_measured(names, Scale(quick)))
    except asyncio.CancelledError:
        typer.echo("Stopped. No results were written.", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    show(run)
    typer.echo(f"The results were written to {save(run)}.")
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
    """From now on, stopping signals cancel the current task, so that everything it started is stopped."""
    task = asyncio.current_task()
    assert task is not None
    for each in stopping_signals():
        asyncio.get_running_loop().add_signal_handler(each, task.cancel)


if __name__ == "__main__":
    typer.run(bench)
