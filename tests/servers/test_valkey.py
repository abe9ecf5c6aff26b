"""The embedded Valkey: private, durable and configured."""

from pathlib import Path

from redis.asyncio import Redis

from servers.directory import data_directory
from servers.valkey import embedded_valkey


async def test_it_keeps_its_data_across_a_restart_and_after_a_kill(tmp_path: Path):
    kept: list[bytes | None] = []
    with data_directory(tmp_path) as directory:
        for number in range(3):
            with embedded_valkey(directory) as server:
                async with Redis.from_url(server.url) as redis:
                    kept.append(await redis.get("number"))
                    await redis.set("number", number)
                if number == 1:
                    server.process.kill()

    assert kept == [None, b"0", b"1"]


async def test_it_listens_only_on_its_socket(settings):
    async with Redis.from_url(settings.redis_url) as redis:
        found = await redis.config_get("port", "appendonly", "unixsocketperm")

    assert found == {"port": "0", "appendonly": "yes", "unixsocketperm": "700"}
