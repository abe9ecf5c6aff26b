"""Folders of files for browsers."""

from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOREVER = "public, max-age=31536000, immutable"  # for files whose path changes with their content
REVALIDATED = "no-cache"


class Files(StaticFiles):
    """A folder of files, all with the same Cache-Control."""

    def __init__(self, directory: Path, cache_control: str) -> None:
        super().__init__(directory=directory, check_dir=False)
        self._headers = {"Cache-Control": cache_control}

    async def check_config(self) -> None:
        """Accepts a missing folder: npm may have been unavailable at setup."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Returns the file, or 404 Not Found."""
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        return response
