"""How much of what was sent a client has not received."""

import asyncio
import sys
from contextlib import suppress
from fcntl import ioctl
from termios import TIOCOUTQ


def unread_bytes(transport: asyncio.Transport) -> int:
    """Bytes that the client has not received: those of uvicorn, and on Linux those of the kernel, often megabytes."""
    size = bytearray(4)
    with suppress(OSError):
        ioctl(transport.get_extra_info("socket").fileno(), TIOCOUTQ, size)
    return transport.get_write_buffer_size() + int.from_bytes(size, sys.byteorder)
