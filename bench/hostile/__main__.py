"""`python -m bench.hostile PORT TOKEN`: sends the corpus again and again, until its standard input ends.

It is a process of its own, so that its work does not delay the client whose times are measured. It prints a line once
it begins, and at the end how many requests it has sent.
"""

import asyncio
import random
import sys
from asyncio import CancelledError
from contextlib import suppress

from bench.ground import HOST
from bench.hostile.corpus import CORPUS
from bench.hostile.sending import send

CONNECTIONS = 8
MOST_SECONDS = 2  # for a response: then the next request is sent


async def attack(port: int, token: str) -> None:
    requests = [attack.request(token) for attack in CORPUS.values()]
    sent = 0

    async def repeat(seed: int) -> None:
        nonlocal sent
        order = random.Random(seed)
        while True:
            request = order.choice(requests)
            with suppress(TimeoutError, OSError):
                async with asyncio.timeout(MOST_SECONDS):
                    await send(HOST, port, request)
            sent += 1

    tasks = [asyncio.create_task(repeat(seed)) for seed in range(CONNECTIONS)]
    print("begun", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
        with suppress(CancelledError):
            await task
    print(sent)


asyncio.run(attack(int(sys.argv[1]), sys.argv[2]))
