"""`python -m bench`: measures, as ratios within one run on one machine."""

from datetime import UTC, datetime
from typing import Annotated

import typer
import uvloop

from bench.comparisons import Comparison
from bench.ground import Scale, prepared
from bench.reports import Run, publish, save, show
from bench.suite import WORKS


def bench(
    works: Annotated[list[str] | None, typer.Argument(help=f"Which works [{', '.join(WORKS)}].")] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Smaller, within five minutes.")] = False,
    published: Annotated[bool, typer.Option("--publish", help="Put the table into docs/benchmarks.md.")] = False,
) -> None:
    """Measure each work beside its peers, in turns, and show the ratios."""
    names = works or list(WORKS)
    if unknown := set(names) - set(WORKS):
        raise typer.BadParameter(f"There is no work {', '.join(sorted(unknown))}: there are {', '.join(WORKS)}.")
    comparisons = uvloop.run(_measured(names, Scale(quick)))
    run = Run(datetime.now(UTC), quick, comparisons)
    show(run)
    typer.echo(f"Written to {save(run)}.")
    if published:
        publish(run)


async def _measured(names: list[str], scale: Scale) -> list[Comparison]:
    comparisons: list[Comparison] = []
    async with prepared(scale) as ground:
        for name in names:
            typer.echo(f"{name} ...", err=True)
            for comparison in await WORKS[name](ground):
                typer.echo(f"  {comparison.work}: {comparison.ratio:.2f} ({comparison.bar})", err=True)
                comparisons.append(comparison)
    return comparisons


if __name__ == "__main__":
    typer.run(bench)
