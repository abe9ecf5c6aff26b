"""Requests background jobs over the API, and waits for them."""

import asyncio
from collections.abc import Callable
from typing import Any

from bench.asking import answer_to
from bench.ground import Ground, Tenant
from bench.histories import UNTIL
from core.errors import MilepostError
from core.export_files import ExportFormat

_POLL_SECONDS = 0.05
_SERIES = '{ series(key: "onboarding") { id } }'
_EXPORT = """
mutation ($input: RequestExportInput!) { requestExport(input: $input) { job: export { id } userErrors { message } } }
"""
_WATCH_EXPORT = "query ($id: ID!) { job: export(id: $id) { status completedAt files { name file rows sha256 } } }"
_TAG = (
    "mutation ($input: TagPeopleInput!) { tagPeople(input: $input) { job: bulkAction { id } userErrors { message } } }"
)
_UNTAG = _TAG.replace("tagPeople(", "untagPeople(")
_WATCH_ACTION = "query ($id: ID!) { job: bulkAction(id: $id) { status succeeded completedAt } }"


def nothing() -> None:
    """The default `on_poll`."""


async def series_id(ground: Ground, tenant: Tenant) -> str:
    """The id of the simulated series."""
    return (await answer_to(ground, tenant, _SERIES))["series"]["id"]


async def exported(
    ground: Ground, tenant: Tenant, series: str, format_: ExportFormat = ExportFormat.CSV
) -> dict[str, Any]:
    """Exports the series and returns the completed export. Raises MilepostError if it fails."""
    given = {"series": series, "format": format_, "asOf": UNTIL.isoformat()}
    return await _done(ground, tenant, (_EXPORT, _WATCH_EXPORT), given, nothing)


async def tagged(ground: Ground, tenant: Tenant, tag: str, on_poll: Callable[[], None] = nothing) -> int:
    """Tags everyone and returns how many got the tag. Calls `on_poll` meanwhile. Raises MilepostError if it fails."""
    given: dict[str, Any] = {"people": {}, "tag": tag}
    return (await _done(ground, tenant, (_TAG, _WATCH_ACTION), given, on_poll))["succeeded"]


async def untagged(ground: Ground, tenant: Tenant, tag: str) -> int:
    """Untags everyone and returns how many lost the tag. Raises MilepostError if it fails."""
    given: dict[str, Any] = {"people": {}, "tag": tag}
    return (await _done(ground, tenant, (_UNTAG, _WATCH_ACTION), given, nothing))["succeeded"]


async def _done(
    ground: Ground, tenant: Tenant, queries: tuple[str, str], given: dict[str, Any], on_poll: Callable[[], None]
) -> dict[str, Any]:
    request, watch = queries
    [payload] = (await answer_to(ground, tenant, request, {"input": given})).values()
    if payload["userErrors"]:
        raise MilepostError(f"The job was refused: {payload['userErrors'][0]['message']}")
    while (job := (await answer_to(ground, tenant, watch, {"id": payload["job"]["id"]}))["job"])["completedAt"] is None:
        on_poll()
        await asyncio.sleep(_POLL_SECONDS)
    if job["status"] != "COMPLETED":
        raise MilepostError(f"The job ended with the status {job['status']}.")
    return job
