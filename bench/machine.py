"""The machine of a run, and the memory of its processes."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

from db.pool import Pool
from servers.tuning import MEGABYTE, memory_bytes

_PROCESSORS = Path("/proc/cpuinfo")
_GIBIBYTE = 1 << 30


async def described(pool: Pool) -> str:
    """The machine and the versions of the software, in one line."""
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory_bytes() / _GIBIBYTE:.0f} GiB of memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"PostgreSQL {await pool.fetchval('SHOW server_version')}, "
        f"Strawberry {version('strawberry-graphql')}, graphql-core {version('graphql-core')}"
    )


def _processor() -> str:
    """The model name of the processor. Only /proc/cpuinfo of Linux has it in full."""
    if _PROCESSORS.exists():
        for line in _PROCESSORS.read_text("utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor()


def resident_megabytes(process: int) -> float:
    """The resident memory of a process and its children now."""
    root = psutil.Process(process)
    return sum(each.memory_info().rss for each in (root, *root.children())) / MEGABYTE
