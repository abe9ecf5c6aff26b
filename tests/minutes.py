"""Limits of a minute of the clock, in tests that must not see two of them."""

import asyncio
import time

_NEEDED_SECONDS = 12


async def early_in_a_minute() -> None:
    """Wait for the next minute if this one ends soon."""
    left = 60 - time.time() % 60
    if left < _NEEDED_SECONDS:
        await asyncio.sleep(left)
