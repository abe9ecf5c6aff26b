"""How a command says what went wrong: one sentence on standard error, and a non-zero exit."""

from collections.abc import Generator
from contextlib import contextmanager

import typer

from core.errors import MilepostError


@contextmanager
def errors_in_words() -> Generator[None]:
    """Turns an error raised on purpose, and one of the file system, into its sentence and exit status 1."""
    try:
        yield
    except MilepostError as error:
        _end(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        _end(f"{error.filename}: {error.strerror}.")


def _end(sentence: str) -> None:
    typer.echo(f"milepost: {sentence}", err=True)
    raise SystemExit(1) from None
