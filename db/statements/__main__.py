"""Prints the SQL statements: python -m db.statements."""

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
      the choices of each variant of a statement
  python -m db.statements visits_page --with DESC,cohort,people
      the first variant with these choices, with examples for its parameters
  psql -c "EXPLAIN $(python -m db.statements visits_page)"
      the plan of a statement
  psql -c "EXPLAIN (GENERIC_PLAN) $(python -m db.statements figure_counts --parameters)"
      the generic plan, as used by statements that are planned once per connection

Statements of ingest read temporary tables. Run the output of `ingest/stage` first.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the requested statement or list. Returns the exit status."""
    options = _parser().parse_args(arguments)
    listed = variants()
    if options.name is None:
        _write("\n".join(f"{name:32} {len(found)}" for name, found in listed.items()))
        return 0
    if options.name not in listed:
        return _refused(f"No statement has the name {options.name!r}. Leave it out to list all names.")
    return _print(options, listed[options.name])


def _print(options: Namespace, found: Sequence[Variant]) -> int:
    wanted = {*filter(None, options.choices.split(","))}
    chosen = [variant for variant in found if wanted <= {*variant.choices}]
    if not chosen:
        return _refused(f"{options.name} has no variant with {options.choices}. Use --list to list its choices.")
    if options.list:
        _write("\n".join(",".join(variant.choices) for variant in chosen))
    else:
        query = chosen[0].composed.query
        _write(query if options.parameters else with_examples(query))
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
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of the statement: its file in db/sql")
    parser.add_argument(
        "--with", dest="choices", default="", metavar="CHOICES", help="choices, such as DESC,cohort,people"
    )
    parser.add_argument("--list", action="store_true", help="list the choices of each variant")
    parser.add_argument("--parameters", action="store_true", help="print parameters such as $1 instead of examples")
    return parser


if __name__ == "__main__":
    sys.exit(main())
