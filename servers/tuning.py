"""Settings of the embedded PostgreSQL. For larger installations, run a separate PostgreSQL."""

import os
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
CONTROL_GROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")  # in a container, less than the machine has


def memory_bytes() -> int:
    """The memory of the machine, or the limit of the control group if that is smaller."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = CONTROL_GROUP_LIMIT.read_text("ascii").strip()
    except OSError:
        return machine
    return min(machine, int(limit)) if limit.isdigit() else machine


def flags(memory: int) -> dict[str, str]:
    """The settings on a machine with this many bytes of memory."""
    return {
        # Modest, because the API, the worker and other programs share the machine.
        "shared_buffers": f"{_between(64, memory // 8 // MEGABYTE, 2048)}MB",
        "effective_cache_size": f"{_between(256, memory // 2 // MEGABYTE, 65536)}MB",
        "work_mem": "16MB",  # row counts sort and hash hundreds of thousands of rows, and few run at once
        "maintenance_work_mem": f"{_between(64, memory // 32 // MEGABYTE, 512)}MB",
        # A million events write gigabytes of log. Checkpoints by time instead of size write each page once.
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",  # on solid-state disks, random reads are about as fast as sequential ones
        "shared_preload_libraries": "pg_stat_statements",
        "jit": "off",  # the wheel has no compiler
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",  # the log is for problems
        "log_lock_waits": "on",
        "log_error_verbosity": "terse",  # the details of an error quote rows, which hold names and addresses
        "listen_addresses": "",  # only a private UNIX socket, so that there is no password to guess
        "unix_socket_permissions": "0700",
        **_recovery(),
    }


def _recovery() -> dict[str, str]:
    # After a crash, PostgreSQL first flushes all its files to the disk. There are more than a thousand: one call for
    # the whole file system takes a fifth of the time of one call per file.
    return {"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
