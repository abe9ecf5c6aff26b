"""Settings that depend on the memory of the machine."""

import pytest

from servers.tuning import flags, memory_bytes

GIGABYTE = 1024**3


@pytest.mark.parametrize(
    ("memory", "shared", "cache", "maintenance"),
    [
        (GIGABYTE // 4, "64MB", "256MB", "64MB"),
        (4 * GIGABYTE, "512MB", "2048MB", "128MB"),
        (24 * GIGABYTE, "2048MB", "12288MB", "512MB"),
        (512 * GIGABYTE, "2048MB", "65536MB", "512MB"),
    ],
)
def test_buffers_are_proportional_to_the_memory_within_bounds(memory: int, shared: str, cache: str, maintenance: str):
    found = flags(memory)

    assert found["shared_buffers"] == shared
    assert found["effective_cache_size"] == cache
    assert found["maintenance_work_mem"] == maintenance


def test_the_memory_is_known():
    assert memory_bytes() > GIGABYTE // 8
