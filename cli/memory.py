"""How the C library returns freed memory to the operating system."""

import ctypes

MAPPED_BYTES = 64 << 10
_M_MMAP_THRESHOLD = -3  # malloc.h of glibc


def return_large_buffers() -> None:
    """Lets glibc map each large buffer on its own, so that freeing it returns its memory to the operating system.

    By default glibc maps fewer and fewer of them once one has been freed, up to 32 MiB, and then keeps their memory
    between smaller objects. Other C libraries have no such setting, and ignore this call.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, MAPPED_BYTES)
