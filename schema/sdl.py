"""Writes schema.graphql, or checks that it is up to date: `python -m schema.sdl [--check]`."""

import sys
from pathlib import Path

from schema.executable import schema

FILE = Path(__file__).parents[1] / "schema.graphql"


def sdl() -> str:
    """The schema in the schema definition language, without the definition of a directive that the language has."""
    return schema.as_str().replace("directive @oneOf on INPUT_OBJECT\n", "").strip() + "\n"


def main(arguments: list[str]) -> int:
    """Returns the exit code: 1 if --check finds a difference."""
    if "--check" not in arguments:
        FILE.write_text(sdl(), "utf-8")
        return 0
    if FILE.exists() and FILE.read_text("utf-8") == sdl():
        return 0
    sys.stderr.write("schema.graphql differs from the code: run `make sdl`, and review the difference.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
