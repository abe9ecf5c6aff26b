"""Syntax trees as keys of caches."""

from graphql import Node


class Identities:
    """Some nodes, equal to none but themselves.

    Nodes compare and hash by everything below them, which takes as long as the document is. Holding the nodes keeps
    their ids theirs.
    """

    __slots__ = ("_hash", "nodes")

    def __init__(self, *nodes: Node) -> None:
        self.nodes = nodes
        self._hash = hash(tuple(map(id, nodes)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Identities)
            and len(self.nodes) == len(other.nodes)
            and all(mine is theirs for mine, theirs in zip(self.nodes, other.nodes, strict=True))
        )
