"""The connection to Valkey or Redis, which delivers jobs. Losing its data loses no jobs."""

from arq.connections import ArqRedis, RedisSettings, create_pool
from msgspec import msgpack
from redis.exceptions import RedisError

from core.errors import InvalidSetting, Unavailable, reason_of
from core.settings import Settings

# Instead of pickle, the default of arq, with which anyone who can write to the queue could run code in the worker.
encode = msgpack.encode
decode = msgpack.decode


async def connect_queue(settings: Settings) -> ArqRedis:
    """Connect to MILEPOST_REDIS_URL.

    Raises InvalidSetting if the URL is missing or wrong, and Unavailable if the server does not respond.
    """
    target = _target(settings.redis_url)
    try:
        return await create_pool(target, job_serializer=encode, job_deserializer=decode)
    except (RedisError, OSError, TimeoutError) as error:
        place = target.unix_socket_path or f"{target.host}:{target.port}"
        raise Unavailable(f"Valkey at {place} (MILEPOST_REDIS_URL) cannot be reached: {reason_of(error)}.") from None


def _target(url: str | None) -> RedisSettings:
    if url is None:
        raise InvalidSetting("MILEPOST_REDIS_URL is not set. Set it to a URL such as redis://host:6379/0.")
    try:
        target = RedisSettings.from_dsn(url)
    except (RuntimeError, ValueError) as error:
        raise InvalidSetting(
            f"MILEPOST_REDIS_URL is not a valid URL ({error}). Write one such as redis://host:6379/0."
        ) from None
    target.conn_retries = 0  # the supervisor of the process retries
    return target
