"""Notices that data has changed, and that tokens have become invalid."""

import asyncio
import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextvars import Context
from operator import itemgetter
from time import monotonic

import structlog

from core.errors import Unauthenticated, loggable
from core.settings import Settings
from db.notifications import listening
from db.pool import Pool
from db.versions import Authentication, Credential
from db.watched import CHANNEL, watch_workspace
from web.authentication import Authenticator
from web.live.subscriptions import Subscription
from web.live.topics import Topic, TopicKey
from web.token_uses import TokenUses

log = structlog.stdlib.get_logger()

CHECK_SECONDS = 1  # between two checks, if nothing is notified
_LEAST_SECONDS = 0.05  # between two checks, however much is notified
_LEASE_SECONDS = 30
_RENEWAL_SECONDS = 10
_MOST_RENEWALS = 100  # in one check, since each is a statement that delays pushes by about a millisecond
_RETRY_SECONDS = 1


class Watching:
    """Looks up all tokens and versions with one statement, at every notification and at least once a second.

    So a lost notification, or a lost connection that waits for notifications, delays a push by a second at most.
    """

    def __init__(self, settings: Settings, pool: Pool, authenticator: Authenticator, token_uses: TokenUses) -> None:
        self._settings = settings
        self._pool = pool
        self._authenticator = authenticator
        self._token_uses = token_uses
        self._renewed_at: dict[int, float] = {}  # leases of workspaces
        self._is_notified = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._failing: set[str] = set()

    def start(self, topics: Mapping[TopicKey, Topic]) -> None:
        """Watch these topics, unless they are watched already. Ends when there are none."""
        if self._tasks:
            return
        context = Context()  # for several requests
        self._tasks = [
            asyncio.create_task(self._check_while(topics), context=context),
            asyncio.create_task(self._listen(), context=context),
        ]

    async def close(self) -> None:
        """Stop watching."""
        tasks = self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _stop(self) -> list[asyncio.Task[None]]:
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            if task is not asyncio.current_task():
                task.cancel()
        self._renewed_at.clear()
        return tasks

    async def _check_while(self, topics: Mapping[TopicKey, Topic]) -> None:
        while topics:
            self._is_notified.clear()
            try:
                await self._check(list(topics.values()))
            except Exception as error:  # whatever it is, the next check must be tried
                self._note_failure("check", error)
            else:
                self._failing.discard("check")
            await asyncio.sleep(_LEAST_SECONDS)
            try:
                async with asyncio.timeout(CHECK_SECONDS - _LEAST_SECONDS):
                    await self._is_notified.wait()
            except TimeoutError:
                pass
        self._stop()

    async def _check(self, topics: Collection[Topic]) -> None:
        by_credential: defaultdict[Credential, list[Subscription]] = defaultdict(list)
        for topic in topics:
            for subscription in topic.subscriptions:
                by_credential[subscription.credential].append(subscription)
        found = await self._authenticator.find(by_credential)
        for credential, subscriptions in by_credential.items():
            if credential not in found:
                _end(subscriptions)
        self._notice(topics, found.values())
        await self._renew({topic.key.workspace_id for topic in topics})

    def _notice(self, topics: Collection[Topic], found: Collection[Authentication]) -> None:
        versions = {each.viewer.workspace_id: each.version for each in found}
        for each in found:
            self._token_uses.note(each.viewer)
        for topic in topics:
            if topic.key.workspace_id in versions:
                topic.notice(versions[topic.key.workspace_id])

    async def _renew(self, workspaces: Collection[int]) -> None:
        """Have the changes of these workspaces notified: of new ones first, and of no more than some at a time."""
        self._renewed_at = {each: self._renewed_at.get(each, -math.inf) for each in workspaces}
        by_age = sorted(self._renewed_at.items(), key=itemgetter(1))
        for workspace_id, renewed_at in by_age[:_MOST_RENEWALS]:
            now = monotonic()
            if now - renewed_at < _RENEWAL_SECONDS:
                return
            await watch_workspace(self._pool.of(workspace_id), workspace_id, _LEASE_SECONDS)
            self._renewed_at[workspace_id] = now

    async def _listen(self) -> None:
        while True:
            try:
                async with listening(self._settings, CHANNEL) as listener:
                    self._failing.discard("listen")
                    while True:
                        self._is_notified.set()  # also at the beginning: for what was missed
                        await listener.wait(CHECK_SECONDS)
            except Exception as error:  # whatever it is, the next connection must be tried
                self._note_failure("listen", error)
            await asyncio.sleep(_RETRY_SECONDS)

    def _note_failure(self, what: str, error: Exception) -> None:
        """Log the first of several failures."""
        if what not in self._failing:
            log.warning("subscriptions.not_watched", failed=what, error=loggable(error))
        self._failing.add(what)


def _end(subscriptions: Collection[Subscription]) -> None:
    for subscription in subscriptions:
        subscription.end(Unauthenticated("The token has expired or was revoked."))
