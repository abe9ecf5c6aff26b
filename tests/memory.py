"""The most memory that the process of the tests has used for something.

Measured by the kernel: stopping tracemalloc while another thread allocates crashes Python 3.11.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

_RESET = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


class Peak:
    """The growth in bytes, once it was measured."""

    grown = 0


@contextmanager
def peak() -> Generator[Peak]:
    """Measures by how much the memory exceeded what was used before. Skips the test where the kernel cannot tell."""
    measured = Peak()
    try:
        _RESET.write_text("5")  # the peak is what is used now
    except OSError:
        pytest.skip("The kernel cannot reset the peak of the memory of a process.")
    before = _resident("VmRSS")
    yield measured
    measured.grown = _resident("VmHWM") - before


def _resident(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB$", _STATUS.read_text("ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) << 10
