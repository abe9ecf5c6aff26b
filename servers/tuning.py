"""How the embedded PostgreSQL is set up. Whoever needs more runs a PostgreSQL of their own."""

import os
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
CONTROL_GROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")  # a container has less memory than its machine


def memory_bytes() -> int:
    """The memory that this process may use."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = CONTROL_GROUP_LIMIT.read_text("ascii").strip()
    except OSError:
        return machine
    return min(machine, int(limit)) if limit.isdigit() else machine


def flags(memory: int) -> dict[str, str]:
    """The server's settings on a machine with this many bytes of memory."""
    return {
        # Modest, as the machine is shared with the API, the worker and whatever else its owner runs.
        "shared_buffers": f"{_between(64, memory // 8 // MEGABYTE, 2048)}MB",
        "effective_cache_size": f"{_between(256, memory // 2 // MEGABYTE, 65536)}MB",
        "work_mem": "16MB",  # recounts sort and hash hundreds of thousands of rows; few of them run at once
        "maintenance_work_mem": f"{_between(64, memory // 32 // MEGABYTE, 512)}MB",
        # A million events write gigabytes of log: checkpoints by time, not by size, write a page once.
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",  # the disks of today find a page as fast as the next one
        "shared_preload_libraries": "pg_stat_statements",
        "jit": "off",  # the wheel has no compiler
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",  # the log is for trouble
        "log_lock_waits": "on",
        "listen_addresses": "",  # a private UNIX socket only: there is no password to guess
        "unix_socket_permissions": "0700",
        **_recovery(),
    }


def _recovery() -> dict[str, str]:
    # After a crash PostgreSQL first makes sure that all its files are on the disk. There are more than a thousand: one
    # call for all of them takes a fifth of the time that one call for each takes.
    return {"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
