"""Writes the log lines of Milepost and its libraries to standard error, as text or JSON."""

import logging
import re
import sys

import structlog
from structlog.types import EventDict, Processor

from core.current_request import CURRENT_REQUEST
from core.settings import Settings
from core.tracebacks import safe_traceback

_VERBOSE = ("uvicorn", "arq", "httpx")  # they log every step; Milepost logs the important ones itself
# It logs a long warning for every failed attempt to connect, in addition to the caller's own line.
_ALARMING = ("asyncpg.pool",)
_ADDRESS = re.compile(r"[^\s<>\"'(),:;]+@[^\s<>\"'(),:;]+")


# One list, changed in place: loggers that have been used keep theirs, and must follow a later configuration.
_processors: list[Processor] = []


def configure_logs(settings: Settings) -> None:
    """Sends all log lines of this process through structlog, with the format and level of the settings."""
    added: list[Processor] = [
        _add_request_id,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    _processors[:] = [
        structlog.stdlib.filter_by_level,
        *added,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ]
    structlog.configure(
        processors=_processors,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings, added))
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    for name in _VERBOSE:
        logging.getLogger(name).setLevel(logging.DEBUG if settings.log_level == "debug" else logging.WARNING)
    for name in _ALARMING:
        logging.getLogger(name).setLevel(logging.DEBUG if settings.log_level == "debug" else logging.ERROR)


def _add_request_id(_: object, __: str, event: EventDict) -> EventDict:
    if (current := CURRENT_REQUEST.get()) is not None:
        event.setdefault("request_id", current.request_id)
    return event


def _cut_quoted_exception(_: object, __: str, event: EventDict) -> EventDict:
    """The lines after the first describe a task and its exception, whose message may quote data."""
    record: logging.LogRecord = event["_record"]
    if record.name == "asyncio":
        event["event"] = event["event"].partition("\n")[0]
    return event


def _mask_addresses(_: object, __: str, event: EventDict) -> EventDict:
    """Masks all e-mail addresses, because libraries may quote them."""
    for name, value in event.items():
        if isinstance(value, str) and "@" in value:
            event[name] = _ADDRESS.sub("***@***", value)
    return event


def _formatter(settings: Settings, added: list[Processor]) -> logging.Formatter:
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(safe_traceback),
            _mask_addresses,
            renderer,
        ],
        foreign_pre_chain=[_cut_quoted_exception, *added],
    )
