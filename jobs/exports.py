"""Runs exports: reads rows from one snapshot, packs them into an archive and stores it. Removes expired archives."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog

from core.chunks import in_chunks
from core.export_files import ExportFile, file_name
from core.exports import ExportedFile, ExportJobKind, ExportScope, archive_folder, archive_name
from core.job_states import JobStatus
from core.settings import Settings
from db.export_rows import ExportRows, export_rows
from db.exports import (
    StoredExport,
    advance_export,
    begin_export,
    complete_export,
    end_export,
    expire_export,
    exports_to_remove,
)
from db.jobs import add_job
from db.pool import Connection, Pool
from jobs.archives import Archive, FileInArchive
from jobs.export_manifests import MANIFEST, export_manifest
from jobs.handlers import Handler, JobContext
from jobs.storage import Storage, Upload, open_storage

log = structlog.stdlib.get_logger()

PROGRESS_SECONDS = 0.5  # between updates of the progress, each of which also checks whether the export was canceled
_CHUNK = 1 << 20  # bytes of rows packed at once


class _Canceled(Exception):
    """The export was canceled, or another attempt has taken it over."""


class _NoRows(Exception):
    """The scope of the export has no rows."""


async def run_export(context: JobContext) -> None:
    """Build the archive from the beginning, under a name that contains the number of the attempt.

    Updates check the attempt number of the export row instead of the job's lease. They are no effects of the job, so
    an export that always fails still reaches the limit of failures.
    """
    export = await begin_export(context.pool, context.workspace_id, context.subject_id, context.attempt)
    if export is None:
        return
    storage = open_storage(context.settings)
    await storage.remove(archive_folder(context.workspace_id, export.id))  # parts left by earlier attempts
    try:
        await _build(context, export, storage)
    except _Canceled:
        log.info("export.canceled", workspace_id=context.workspace_id, export_id=export.id)


async def fail_export(connection: Connection, workspace_id: int, export_id: int, reason: str) -> None:
    """End an export as FAILED with a reason."""
    await end_export(connection, workspace_id, export_id, JobStatus.FAILED, reason)


EXPORT = Handler(run_export, fail_export)


async def remove_expired_exports(pool: Pool, settings: Settings) -> None:
    """Remove archives that can no longer be downloaded. Safe to run concurrently. Raises Unavailable."""
    storage = open_storage(settings)
    for workspace_id, export_id in await exports_to_remove(pool):
        await storage.remove(archive_folder(workspace_id, export_id))
        await expire_export(pool, workspace_id, export_id)
        log.info("export.removed", workspace_id=workspace_id, export_id=export_id)


async def _build(context: JobContext, export: StoredExport, storage: Storage) -> None:
    scope = ExportScope.of(export.request, export.as_of)
    async with export_rows(context.settings, context.workspace_id, scope, export.request.rows_zone) as rows:
        packer = _Packer(rows, export)
        try:
            async with storage.upload(archive_name(context.workspace_id, export.id, export.attempt)) as upload:
                await _pack_unless_canceled(context, export, packer, upload)
        except _NoRows:
            await end_export(context.pool, context.workspace_id, export.id, JobStatus.NO_DATA)
            return
    await _complete(context, export, packer.files, upload.size)


async def _pack_unless_canceled(context: JobContext, export: StoredExport, packer: "_Packer", upload: Upload) -> None:
    """Pack the archive and update the progress. Raises _Canceled at the first update after a cancellation."""
    task = asyncio.create_task(packer.pack(upload))
    try:
        while not task.done():
            if not await advance_export(context.pool, context.workspace_id, export, packer.progress):
                raise _Canceled
            await asyncio.wait({task}, timeout=PROGRESS_SECONDS)
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _complete(context: JobContext, export: StoredExport, files: Sequence[ExportedFile], size: int) -> None:
    lifetime = timedelta(hours=context.settings.export_hours)
    async with context.pool.acquire() as connection, connection.transaction():
        done = await complete_export(
            connection, context.workspace_id, export, files=files, size=size, lifetime=lifetime
        )
        if not done:
            raise _Canceled
        if export.request.email is not None:
            await add_job(connection, context.workspace_id, ExportJobKind.MAIL, export.id)
    log.info("export.completed", workspace_id=context.workspace_id, export_id=export.id, bytes=size)


class _Packer:
    """Packs the files of an export into an upload."""

    def __init__(self, rows: ExportRows, export: StoredExport) -> None:
        self._rows = rows
        self._export = export
        self._expected: dict[ExportFile, int] = {}  # estimated rows of each file
        self._archive = Archive(export.request, export.as_of)
        self._current: FileInArchive | None = None
        self._done = 0  # estimated rows of the completed files
        self._current_rows = 0  # lines of the current file: at least its rows, since a text may contain line breaks
        self.files: list[ExportedFile] = []

    @property
    def progress(self) -> float:
        """Estimated progress from 0 to 1."""
        total = sum(self._expected.values())
        return (self._done + self._current_rows) / total if total else 0.0

    async def pack(self, upload: Upload) -> None:
        """Pack all files and the manifest. Raises _NoRows if the scope has no rows in any file."""
        named, expected = self._export.request.files, await self._rows.expected()
        self._expected = {file: expected.get(file, 0) for file in named or expected}
        for file in self._expected:
            await self._pack_file(file, upload)
        if not any(file.rows for file in self.files) and not (named and any((await self._rows.counts()).values())):
            raise _NoRows
        manifest = export_manifest(self._export, await self._rows.series(), self.files)
        await asyncio.to_thread(self._archive.finish, MANIFEST, manifest)
        await upload.write(self._archive.take())

    async def _pack_file(self, file: ExportFile, upload: Upload) -> None:
        request = self._export.request

        async def pack(chunk: bytes) -> None:
            await asyncio.to_thread(self._file_in_archive(file).write, chunk)
            self._current_rows = min(self._current_rows + chunk.count(b"\n"), self._expected[file])
            await upload.write(self._archive.take())

        async with in_chunks(_CHUNK, pack) as chunks:
            rows = await self._rows.copy(file, request.format, chunks.write)
        if rows or request.files is not None:
            self.files.append(await asyncio.to_thread(self._file_in_archive(file).end, rows))
            self._current = None
        self._done, self._current_rows = self._done + self._expected[file], 0

    def _file_in_archive(self, file: ExportFile) -> FileInArchive:
        """The current file. It is started at its first use, because a file without rows may be left out."""
        if self._current is None:
            request = self._export.request
            name = file_name(file, request.format, self._export.as_of, ZoneInfo(request.time_zone))
            self._current = self._archive.begin(file, name)
        return self._current
