"""Pages of lists, in the shape that Relay gave them."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from core.concurrency import together
from core.pages import Key
from resolvers.pages import Listing

N = TypeVar("N")

First = Annotated[
    int | None,
    strawberry.argument(description="So many from the beginning, 0 to 200. Default: 25, unless `last` is given."),
]
After = Annotated[
    str | None, strawberry.argument(description="Only what comes after this cursor, from a page of the same list.")
]
Last = Annotated[int | None, strawberry.argument(description="So many from the end, 0 to 200. Not with `first`.")]
Before = Annotated[
    str | None, strawberry.argument(description="Only what comes before this cursor, from a page of the same list.")
]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Right in both directions, as of this request."""

    listing: strawberry.Private[Listing]

    @strawberry.field(description="Whether the list goes on after the page.")
    async def has_next_page(self) -> bool:
        """Looked up only when asked for."""
        return await self.listing.has_next()

    @strawberry.field(description="Whether the list has anything before the page.")
    async def has_previous_page(self) -> bool:
        """Looked up only when asked for."""
        return await self.listing.has_previous()

    @strawberry.field(description="The cursor of the page's first edge, for `before`; null where the page is empty.")
    async def start_cursor(self) -> str | None:
        """Opaque."""
        keys = await self.listing.keys()
        return self.listing.page.cursor(keys[0]) if keys else None

    @strawberry.field(description="The cursor of the page's last edge, for `after`; null where the page is empty.")
    async def end_cursor(self) -> str | None:
        """Opaque."""
        keys = await self.listing.keys()
        return self.listing.page.cursor(keys[-1]) if keys else None


@strawberry.type(description="Something in its place in a list.")
class Edge(Generic[N]):
    """Something in its place in a list."""

    cursor: str = strawberry.field(description="Opaque; for `after` and `before`.")
    node: N = strawberry.field(description="What is in this place.")


@strawberry.type(description="A page of a list.")
class PageOf(Generic[N]):
    """What is not asked for is not read."""

    listing: strawberry.Private[Listing]
    node_at: strawberry.Private[Callable[[Key], Coroutine[Any, Any, N]]]

    @strawberry.field(description="What is on the page, without cursors.")
    async def nodes(self) -> list[N]:
        """In the order of the list."""
        return await self.nodes_at(await self.listing.keys())

    @strawberry.field(description="Where the page lies in its list.")
    async def page_info(self) -> PageInfo:
        """Each part looked up only when asked for."""
        return PageInfo(listing=self.listing)

    @strawberry.field(
        description="How many there are in the whole list, whatever the page; counted only when asked for."
    )
    async def total_count(self) -> int:
        """The figure that the list is behind."""
        return await self.listing.count()

    async def nodes_at(self, keys: Sequence[Key]) -> list[N]:
        """What these keys are of, read together."""
        return await together(self.node_at(key) for key in keys)


@strawberry.type(description="A page of a list, with plain edges.")
class Connection(PageOf[N]):
    """What most lists need."""

    @strawberry.field(description="What is on the page, each with its cursor.")
    async def edges(self) -> list[Edge[N]]:
        """In the order of the list."""
        keys = await self.listing.keys()
        nodes = await self.nodes_at(keys)
        cursor = self.listing.page.cursor
        return [Edge(cursor=cursor(key), node=node) for key, node in zip(keys, nodes, strict=True)]
