"""The cache of what is derived from documents."""

from collections.abc import Callable, Hashable
from operator import itemgetter
from sys import maxsize
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache
from graphql import Node

T = TypeVar("T")

MOST_CHARACTERS = 50_000  # of a cached document: longer ones usually contain data, and are not sent again
MOST_CACHED_CHARACTERS = 200_000  # of all documents: each keeps its syntax tree, of 100 to 250 bytes a character
LEAST_CHARACTERS = 200  # as which a shorter document counts: an entry takes 4 kB besides its text


class DocumentCache(Generic[T]):
    """The least recently used entries, limited by the lengths of their documents. Several threads may use it."""

    def __init__(self) -> None:
        self._entries: LRUCache[Hashable, tuple[int, T]] = LRUCache(MOST_CACHED_CHARACTERS, getsizeof=itemgetter(0))
        self._lock = Lock()

    def find(self, key: Hashable, characters: int, create: Callable[[], T]) -> T:
        """The entry of a document that has so many characters. One that is created for a long document is not kept."""
        with self._lock:
            found = self._entries.get(key)
        if found is not None:
            return found[1]
        created = create()
        if characters <= MOST_CHARACTERS:
            with self._lock:
                self._entries[key] = (max(characters, LEAST_CHARACTERS), created)
        return created


def characters_of(node: Node) -> int:
    """The length of the document of a node. A node that was not parsed has none, and counts as too long for a cache."""
    return len(node.loc.source.body) if node.loc else maxsize
