"""DuckDB in this process: in threads beside the event loop, with bounded memory, and interrupted by cancellation."""

# DuckDB's types leave results and parameters open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
import asyncio
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from columns.scripts import script
from core.definitions import BlockKind
from core.events import EventType
from core.figures import VisitState

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
MOST_QUERIES = 2  # at the same time; more wait
_INTERRUPT_SECONDS = 0.02  # from one attempt to the next
_TYPES: dict[str, type[StrEnum]] = {"block_kind": BlockKind, "event_type": EventType, "visit_state": VisitState}


class EngineError(Exception):
    """DuckDB failed."""


class OutOfMemory(EngineError):
    """A query needs more than the memory and disk that DuckDB may use."""


class Engine:
    """Runs queries over copies."""

    def __init__(self, folder: Path, megabytes: int, threads: int) -> None:
        """Spills what exceeds its memory into the folder."""
        self._database = opened(folder, megabytes, threads)
        for name, values in _TYPES.items():
            self._database.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(repr(value.value) for value in values)})")
        self._database.execute(script("functions"))
        self._threads = ThreadPoolExecutor(MOST_QUERIES, thread_name_prefix="columns")

    async def run(self, work: "Callable[[DuckDBPyConnection], T]") -> T:
        """Do work in a thread, with a new session.

        If the task is canceled, work that waits for a thread is never begun, and other work has ended at the return.
        """
        session = self._database.cursor()
        future = self._threads.submit(_translated, work, session)
        try:
            return await asyncio.shield(asyncio.wrap_future(future))
        except asyncio.CancelledError:
            if not future.cancel():
                await _interrupt(session, future)
            raise
        finally:
            self._threads.submit(session.close)

    def close(self) -> None:
        """Waits for the queries that run."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._database.close()


def opened(folder: Path, megabytes: int, threads: int) -> "DuckDBPyConnection":
    """An empty database in memory. It loads no extensions and opens no network connections."""
    return _duckdb().connect(
        ":memory:",
        config={
            "memory_limit": f"{megabytes}MB",
            "threads": threads,
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def set_variable(session: "DuckDBPyConnection", name: str, value: Any) -> None:
    """Set a variable, which views and statements read by getvariable."""
    session.execute(f"SET VARIABLE {name} = $1", [value])


def _duckdb() -> Any:
    """The module. It takes 25 MB, which a process without copies need not have."""
    return import_module("duckdb")


@contextmanager
def translated_errors() -> Generator[None]:
    """Raises EngineError for an error of DuckDB."""
    try:
        yield
    except _duckdb().OutOfMemoryException as error:
        raise OutOfMemory(str(error)) from error
    except _duckdb().Error as error:
        raise EngineError(str(error)) from error


def _translated(work: "Callable[[DuckDBPyConnection], T]", session: "DuckDBPyConnection") -> T:
    with translated_errors():
        return work(session)


async def _interrupt(session: "DuckDBPyConnection", future: Future[Any]) -> None:
    """Interrupt work until it ends: between two of its statements, that has no effect."""
    while not future.done():
        session.interrupt()
        await asyncio.sleep(_INTERRUPT_SECONDS)
