"""File descriptors of the API: every connection needs one."""

import resource

import structlog

from core.settings import Settings
from web.connections import RESERVED

log = structlog.stdlib.get_logger()

_OTHERS = 150  # for Valkey, archives that are downloaded, temporary files of uploads, and libraries


def with_descriptors(settings: Settings) -> Settings:
    """Raises the limit of open files as far as permitted. Returns the settings with as many connections as fit.

    A server without a free descriptor cannot accept connections, and cannot refuse them either.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    others = RESERVED + 2 * settings.database_connections + _OTHERS
    needed = settings.connections + others
    if resource.RLIM_INFINITY in (soft, hard) or needed <= hard:
        if soft != resource.RLIM_INFINITY and soft < needed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
        return settings
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    fitting = max(1, hard - others)
    log.warning("connections.reduced", wanted=settings.connections, used=fitting, open_files=hard)
    return settings.model_copy(update={"connections": fitting})
