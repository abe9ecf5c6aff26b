"""How commands report errors: as a sentence on standard error, with exit status 1, or 2 for wrong arguments."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn

import typer

from cli.usage import sentence_of
from core.errors import MilepostError, reason_of


@contextmanager
def errors_reported() -> Generator[None]:
    """Reports wrong arguments, a MilepostError or an error of the file system, and exits with a status other than 0."""
    try:
        yield
    except typer.TyperException as error:
        _end(sentence_of(error), error.exit_code)
    except MilepostError as error:
        _end(str(error))
    except OSError as error:
        if error.filename is None:
            _end(f"The operating system refused a read or write: {reason_of(error)}.")
        _end(f"Cannot access {error.filename}: {error.strerror}.")


def _end(sentence: str, status: int = 1) -> NoReturn:
    typer.echo(f"milepost: {sentence}", err=True)
    raise SystemExit(status) from None
