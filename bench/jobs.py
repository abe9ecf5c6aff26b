"""What a worker does, asked for over the API, and waited for."""

import asyncio
from collections.abc import Callable
from typing import Any

from bench.asking import answer_to
from bench.ground import Ground, Tenant
from bench.histories import UNTIL
from core.errors import MilepostError
from core.export_files import ExportFormat

_LOOK_SECONDS = 0.05
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
    """What to do at each look at a job, where there is nothing to do."""


async def series_id(ground: Ground, tenant: Tenant) -> str:
    """The id of the simulated series."""
    return (await answer_to(ground, tenant, _SERIES))["series"]["id"]


async def exported(
    ground: Ground, tenant: Tenant, series: str, format_: ExportFormat = ExportFormat.CSV
) -> dict[str, Any]:
    """The export once it is over. MilepostError where it fails."""
    given = {"series": series, "format": format_, "asOf": UNTIL.isoformat()}
    return await _done(ground, tenant, (_EXPORT, _WATCH_EXPORT), given, nothing)


async def tagged(ground: Ground, tenant: Tenant, tag: str, look: Callable[[], None] = nothing) -> int:
    """How many got the tag, of everybody; `look` is called while they do. MilepostError where it fails."""
    given: dict[str, Any] = {"people": {}, "tag": tag}
    return (await _done(ground, tenant, (_TAG, _WATCH_ACTION), given, look))["succeeded"]


async def untagged(ground: Ground, tenant: Tenant, tag: str) -> int:
    """How many lost the tag, of everybody. MilepostError where it fails."""
    given: dict[str, Any] = {"people": {}, "tag": tag}
    return (await _done(ground, tenant, (_UNTAG, _WATCH_ACTION), given, nothing))["succeeded"]


async def _done(
    ground: Ground, tenant: Tenant, ask_and_watch: tuple[str, str], given: dict[str, Any], look: Callable[[], None]
) -> dict[str, Any]:
    ask, watch = ask_and_watch
    [asked] = (await answer_to(ground, tenant, ask, {"input": given})).values()
    if asked["userErrors"]:
        raise MilepostError(f"refused: {asked['userErrors'][0]['message']}")
    while (job := (await answer_to(ground, tenant, watch, {"id": asked["job"]["id"]}))["job"])["completedAt"] is None:
        look()
        await asyncio.sleep(_LOOK_SECONDS)
    if job["status"] != "COMPLETED":
        raise MilepostError(f"it is {job['status']}")
    return job
