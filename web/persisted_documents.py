"""Documents that clients name by their hash: trusted ones of a manifest, and automatic persisted queries.

Each workspace stores documents of its own, so that the tokens of one cannot evict those of another.
"""

import asyncio
import time
from collections.abc import Mapping

import structlog
from arq.connections import ArqRedis
from cachetools import LRUCache
from redis.exceptions import RedisError

from core.errors import DocumentNotTrusted, Invalid, InvalidSetting, PersistedQueryNotFound, loggable
from core.settings import Settings
from schema.requests import GraphQLRequest
from schema.trusted_documents import hash_of, read_manifest

log = structlog.stdlib.get_logger()

MOST_CHARACTERS = 100_000  # of a stored document; longer ones must be sent every time
MOST_STORED = 1_000  # documents of a workspace in Valkey: the oldest is removed
STORED_SECONDS = 7 * 24 * 60 * 60  # since the document was last sent
_LOCAL_CHARACTERS = 8_000_000  # in the memory of one process; what others displace there is still in Valkey
_OVERHEAD = 1_000  # characters that a document counts for beside its own: it bounds the number of small documents
_VALKEY_SECONDS = 1  # then the document counts as unknown, and the client sends it again


def trusted_documents(settings: Settings) -> Mapping[str, str]:
    """Returns the trusted documents by their hashes. Raises InvalidSetting."""
    if settings.trusted_documents == "off":
        return {}
    if settings.trusted_documents_file is None:
        raise InvalidSetting("MILEPOST_TRUSTED_DOCUMENTS_FILE is not set: name the file with the trusted documents.")
    return read_manifest(settings.trusted_documents_file)


class PersistedDocuments:
    """Finds the text of a document by its hash.

    `mode` is that of MILEPOST_TRUSTED_DOCUMENTS. If it is "only", no other document runs, however it is sent.
    """

    def __init__(self, mode: str, trusted: Mapping[str, str], redis: ArqRedis) -> None:
        self._only_trusted = mode == "only"
        self._trusted = trusted
        self._redis = redis
        self._local: LRUCache[str, str] = LRUCache(_LOCAL_CHARACTERS, getsizeof=_size)

    async def complete(self, request: GraphQLRequest, workspace_id: int) -> None:
        """Adds the text of its document to a request of a workspace that has only its hash.

        Stores the text if the request also has its hash. Raises PersistedQueryNotFound for an unknown hash,
        DocumentNotTrusted, and Invalid for a wrong hash.
        """
        named = request.document_hash()
        if request.query:
            await self._check_sent(request.query, named, workspace_id)
        elif named is not None:
            request.query = await self._find(named, workspace_id)

    async def _check_sent(self, text: str, named: str | None, workspace_id: int) -> None:
        if not (named or self._only_trusted):
            return
        actual = hash_of(text)
        if named is not None and named != actual:
            raise Invalid("The hash is not the SHA-256 of the document in `query`: send the hash of exactly this text.")
        if actual in self._trusted:
            return
        if self._only_trusted:
            raise DocumentNotTrusted("This server runs only trusted documents, and this document is not one of them.")
        if len(text) <= MOST_CHARACTERS:
            await self._store(actual, text, workspace_id)

    async def _find(self, named: str, workspace_id: int) -> str:
        text = self._trusted.get(named)
        if text is None and not self._only_trusted:
            text = self._local.get(_key(workspace_id, named)) or await self._fetch(named, workspace_id)
        if text is None:
            # Apollo's and urql's clients recognize exactly this message, and send the document.
            raise PersistedQueryNotFound("PersistedQueryNotFound")
        return text

    async def _fetch(self, named: str, workspace_id: int) -> str | None:
        key = _key(workspace_id, named)
        found: bytes | None = None
        try:
            async with asyncio.timeout(_VALKEY_SECONDS):
                found = await self._redis.get(key)
        except (RedisError, OSError) as error:
            log.warning("document.not_fetched", error=loggable(error))
        text = found.decode("utf-8", "surrogatepass") if found else None
        if text is None or hash_of(text) != named:  # others may write to Valkey, too
            return None
        self._local[key] = text
        return text

    async def _store(self, named: str, text: str, workspace_id: int) -> None:
        self._local[_key(workspace_id, named)] = text
        try:
            async with asyncio.timeout(_VALKEY_SECONDS):
                await self._store_in_valkey(named, text, workspace_id)
        except (RedisError, OSError) as error:
            log.warning("document.not_stored", error=loggable(error))

    async def _store_in_valkey(self, named: str, text: str, workspace_id: int) -> None:
        index = f"milepost:documents:{workspace_id}"
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(_key(workspace_id, named), text.encode("utf-8", "surrogatepass"), ex=STORED_SECONDS)
            pipe.zadd(index, {named: time.time()})
            pipe.expire(index, STORED_SECONDS)
            pipe.zcard(index)
            *_, count = await pipe.execute()
        if count > MOST_STORED:
            removed = await self._redis.zpopmin(index, count - MOST_STORED)
            await self._redis.delete(*(_key(workspace_id, oldest.decode()) for oldest, _ in removed))


def _key(workspace_id: int, named: str) -> str:
    return f"milepost:document:{workspace_id}:{named}"


def _size(text: str) -> int:
    return len(text) + _OVERHEAD
