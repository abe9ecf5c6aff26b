"""Prints the statements that run: python -m db.statements."""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence

from db.statements.catalogue import Variant, variants
from db.statements.printing import with_examples

_EXAMPLES = """\
examples:
  python -m db.statements
      the names of all statements, and how many variants each has
  python -m db.statements visits_page --list
      the choices that tell the variants of a statement apart
  python -m db.statements visits_page --with DESC,cohort,people
      the first variant with these choices, with examples for its parameters
  psql -c "EXPLAIN $(python -m db.statements visits_page)"
      its plan
  psql -c "EXPLAIN (GENERIC_PLAN) $(python -m db.statements figure_counts --parameters)"
      the plan for any arguments, as it is used where a statement is planned once for a connection

Statements of ingest read temporary tables: run what `ingest/stage` prints first.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is asked for. Returns the exit status."""
    asked = _parser().parse_args(arguments)
    listed = variants()
    if asked.name is None:
        _write("\n".join(f"{name:32} {len(found)}" for name, found in listed.items()))
        return 0
    if asked.name not in listed:
        return _refused(f"there is no statement {asked.name!r}: without a name, all names are listed")
    return _print(asked, listed[asked.name])


def _print(asked: Namespace, found: Sequence[Variant]) -> int:
    wanted = {*filter(None, asked.choices.split(","))}
    chosen = [variant for variant in found if wanted <= {*variant.choices}]
    if not chosen:
        return _refused(f"{asked.name} has no variant with {asked.choices}: --list lists its choices")
    if asked.list:
        _write("\n".join(",".join(variant.choices) for variant in chosen))
    else:
        query = chosen[0].composed.query
        _write(query if asked.parameters else with_examples(query))
    return 0


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _refused(reason: str) -> int:
    sys.stderr.write(f"db.statements: {reason}\n")
    return 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "python -m db.statements",
        description="Print a statement as it runs, in one of its variants, for psql or EXPLAIN.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="of the statement: its file in db/sql")
    parser.add_argument("--with", dest="choices", default="", metavar="CHOICES", help="such as DESC,cohort,people")
    parser.add_argument("--list", action="store_true", help="list the choices of its variants")
    parser.add_argument("--parameters", action="store_true", help="keep $1 and others, instead of examples")
    return parser


if __name__ == "__main__":
    sys.exit(main())
