"""How commands report errors: as a sentence on standard error, with exit status 1."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn

import typer

from core.errors import MilepostError, reason_of


@contextmanager
def errors_reported() -> Generator[None]:
    """Reports a MilepostError or an error of the file system, and exits with status 1."""
    try:
        yield
    except MilepostError as error:
        _end(str(error))
    except OSError as error:
        if error.filename is None:
            _end(f"The operating system refused a read or write: {reason_of(error)}.")
        _end(f"Cannot access {error.filename}: {error.strerror}.")


def _end(sentence: str) -> NoReturn:
    typer.echo(f"milepost: {sentence}", err=True)
    raise SystemExit(1) from None
