"""How commands report errors: as a sentence on standard error, with exit status 1."""

from collections.abc import Generator
from contextlib import contextmanager

import typer

from core.errors import MilepostError


@contextmanager
def errors_reported() -> Generator[None]:
    """Reports a MilepostError or an error of the file system, and exits with status 1."""
    try:
        yield
    except MilepostError as error:
        _end(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        _end(f"Cannot access {error.filename}: {error.strerror}.")


def _end(sentence: str) -> None:
    typer.echo(f"milepost: {sentence}", err=True)
    raise SystemExit(1) from None
