"""Sums, through Valkey, what tokens and addresses have spent in all processes."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager, suppress

import structlog
from arq.connections import ArqRedis
from redis.exceptions import RedisError

from core.errors import loggable
from core.rate_limits import SECONDS, RateLimit

log = structlog.stdlib.get_logger()

_PAUSE_SECONDS = 1
_LONGEST_SECONDS = 1  # of one exchange


@asynccontextmanager
async def settling(rates: Iterable[RateLimit], redis: ArqRedis) -> AsyncGenerator[None]:
    """Exchanges every second. Requests never wait for it: while Valkey is away, each process counts alone."""
    task = asyncio.create_task(_settle_forever([*rates], redis))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def settle(rate: RateLimit, redis: ArqRedis) -> None:
    """Exchanges once, in one round trip, for the keys that have spent since the last time."""
    minute, unsettled = rate.unsettled()
    if not unsettled:
        return
    async with redis.pipeline(transaction=False) as pipeline:
        for key, spent in unsettled.items():
            name = f"milepost:rate:{rate.name}:{key}:{minute}"
            pipeline.incrby(name, spent)
            pipeline.expire(name, 2 * SECONDS)
        replies = await pipeline.execute()
    for (key, spent), total in zip(unsettled.items(), replies[::2], strict=True):
        rate.settle(minute, key, spent, total)


async def _settle_forever(rates: list[RateLimit], redis: ArqRedis) -> None:
    is_away = False
    while True:
        await asyncio.sleep(_PAUSE_SECONDS)
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                for rate in rates:
                    await settle(rate, redis)
            is_away = False
        except (RedisError, OSError) as error:  # TimeoutError is an OSError
            if not is_away:
                log.warning("rate_limits.not_settled", error=loggable(error))
            is_away = True
