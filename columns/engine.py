"""DuckDB in this process: in threads beside the event loop, with bounded memory, and interrupted by cancellation."""

# DuckDB's types leave results and parameters open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
import asyncio
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
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
        self._running: dict[Future[Any], DuckDBPyConnection] = {}
        self._interrupting: set[asyncio.Task[None]] = set()

    async def run(self, work: "Callable[[DuckDBPyConnection], T]") -> T:
        """Do work in a thread, with a new session.

        If the task is canceled, work that waits for a thread is never begun, and other work has ended at the return,
        unless the task is canceled again.
        """
        future = self._submit(work)
        waiting = asyncio.wrap_future(future)
        try:
            return await asyncio.shield(waiting)
        except asyncio.CancelledError:
            waiting.add_done_callback(_forget)
            if not future.cancel():
                await asyncio.shield(self._interrupt(future))
            raise

    def _submit(self, work: "Callable[[DuckDBPyConnection], T]") -> Future[T]:
        session = self._database.cursor()
        future = self._threads.submit(_translated, work, session)
        self._running[future] = session
        future.add_done_callback(self._end)
        return future

    def _end(self, future: Future[Any]) -> None:
        if (session := self._running.pop(future, None)) is not None:
            session.close()

    def _interrupt(self, future: Future[Any]) -> asyncio.Task[None]:
        """Interrupt work until it ends: between two of its statements, that has no effect."""

        async def interrupt() -> None:
            while not future.done():
                self._interrupt_once(future)
                await asyncio.sleep(_INTERRUPT_SECONDS)

        task = asyncio.create_task(interrupt())
        self._interrupting.add(task)
        task.add_done_callback(self._interrupting.discard)
        return task

    def _interrupt_once(self, future: Future[Any]) -> None:
        if (session := self._running.get(future)) is not None:
            with suppress(EngineError), translated_errors():  # it may have ended meanwhile
                session.interrupt()

    def close(self) -> None:
        """Interrupts the work that runs, and waits until it has ended."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        while running := self._running.copy():
            for future in running:
                self._interrupt_once(future)
            wait(running, timeout=_INTERRUPT_SECONDS)
        self._threads.shutdown(wait=True)
        self._database.close()


class RequestEngine:
    """Does the work of one request, which can be canceled as a whole: loaders go on when their request is canceled."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tasks: set[asyncio.Task[Any]] = set()

    async def run(self, work: "Callable[[DuckDBPyConnection], T]") -> T:
        """Like Engine.run."""
        task = asyncio.create_task(self._engine.run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await task

    def cancel(self) -> None:
        """Cancel all work that has not ended."""
        for task in self._tasks:
            task.cancel()


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


def _forget(waiting: asyncio.Future[Any]) -> None:
    """Retrieve the exception of interrupted work. Otherwise asyncio logs it."""
    if not waiting.cancelled():
        waiting.exception()
