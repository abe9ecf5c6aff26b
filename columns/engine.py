"""DuckDB in this process: in threads beside the event loop, with bounded memory, and interrupted by cancellation."""

# DuckDB's types leave results and parameters open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
import asyncio
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
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
        """Do work in a thread, with a new session. Interrupts its query if the task is canceled."""
        session = self._database.cursor()
        try:
            return await self._run(session, work)
        finally:
            self._threads.submit(session.close)

    async def _run(self, session: "DuckDBPyConnection", work: "Callable[[DuckDBPyConnection], T]") -> T:
        running = asyncio.get_running_loop().run_in_executor(self._threads, _translated, work, session)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            session.interrupt()
            running.add_done_callback(_forget)
            raise

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


def _forget(running: asyncio.Future[Any]) -> None:
    """Retrieve the exception of an interrupted query. Otherwise asyncio logs it."""
    if not running.cancelled():
        running.exception()
