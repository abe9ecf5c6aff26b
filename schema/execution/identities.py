"""Syntax nodes as cache keys."""

from graphql import Node


class Identities:
    """Nodes that are compared by identity.

    graphql-core compares and hashes nodes with their children, which takes time proportional to the document. A key
    keeps its nodes alive, so that their ids are not reused for other nodes.
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
