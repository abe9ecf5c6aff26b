"""Pages of lists, as in the Relay specification."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from core.concurrency import together
from core.pages import Key
from resolvers.pages import Listing
from schema.cost.declared import COUNT, weighs

N = TypeVar("N")

First = Annotated[
    int | None,
    strawberry.argument(
        description="Number of rows from the beginning, 0 to 200. Default: 25, unless `last` is given."
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(description="Only rows after this cursor, which must be from a page of the same list."),
]
Last = Annotated[
    int | None, strawberry.argument(description="Number of rows from the end, 0 to 200. Not together with `first`.")
]
Before = Annotated[
    str | None,
    strawberry.argument(description="Only rows before this cursor, which must be from a page of the same list."),
]


@strawberry.type(description="The position of a page in its list.")
class PageInfo:
    listing: strawberry.Private[Listing]

    @strawberry.field(description="Whether the list has rows after the page.")
    async def has_next_page(self) -> bool:
        return await self.listing.has_next()

    @strawberry.field(description="Whether the list has rows before the page.")
    async def has_previous_page(self) -> bool:
        return await self.listing.has_previous()

    @strawberry.field(description="The cursor of the first row of the page, for `before`; null if the page is empty.")
    async def start_cursor(self) -> str | None:
        keys = await self.listing.keys()
        return self.listing.page.cursor(keys[0]) if keys else None

    @strawberry.field(description="The cursor of the last row of the page, for `after`; null if the page is empty.")
    async def end_cursor(self) -> str | None:
        keys = await self.listing.keys()
        return self.listing.page.cursor(keys[-1]) if keys else None


@strawberry.type(description="A row of the list, with its cursor.")
class Edge(Generic[N]):
    cursor: str = strawberry.field(description="The opaque position of the row, for `after` and `before`.")
    node: N = strawberry.field(description="The row.")


@strawberry.type(description="A page of a list.")
class PageOf(Generic[N]):
    """Parts of the page that are not selected are not read."""

    listing: strawberry.Private[Listing]
    node_at: strawberry.Private[Callable[[Key], Coroutine[Any, Any, N]]]

    @strawberry.field(description="The rows of the page, without cursors.")
    async def nodes(self) -> list[N]:
        return await self.nodes_at(await self.listing.keys())

    @strawberry.field(description="The position of the page in its list.")
    async def page_info(self) -> PageInfo:
        return PageInfo(listing=self.listing)

    @strawberry.field(
        description="Number of rows in the whole list, not only on the page. Counted only if selected.",
        metadata=weighs(COUNT),
    )
    async def total_count(self) -> int:
        return await self.listing.count()

    async def nodes_at(self, keys: Sequence[Key]) -> list[N]:
        """The rows with these keys, read together."""
        return await together(self.node_at(key) for key in keys)


@strawberry.type(description="A page of a list, with plain edges.")
class Connection(PageOf[N]):
    @strawberry.field(description="The rows of the page, each with its cursor.")
    async def edges(self) -> list[Edge[N]]:
        keys = await self.listing.keys()
        nodes = await self.nodes_at(keys)
        cursor = self.listing.page.cursor
        return [Edge(cursor=cursor(key), node=node) for key, node in zip(keys, nodes, strict=True)]
