"""Pages of lists: read when one of their fields is requested, batched over the lists of a request."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from core.pages import Key, Page, Span
from core.text_pages import TextPage, TextSpan
from resolvers.context import Context

# fetch(snapshot, workspace_id, owners, *parameters, span): the keys on the page of each owner's list.
FetchPage = Callable[..., Awaitable[dict[int, list[Key]]]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list of an owner, such as a series or person. `count` counts the whole list."""

    ctx: Context
    page: Page | TextPage
    fetch: FetchPage
    owner: int
    parameters: tuple[Hashable, ...]
    count: Callable[[], Awaitable[int]]

    async def keys(self) -> list[Key]:
        """The keys on the page, in the order of the list."""
        keys = (await self._found(self.page.span))[: self.page.span.size]
        return keys[::-1] if self.page.is_from_end else keys

    async def has_next(self) -> bool:
        """Whether the list has rows after the page."""
        return await (self._goes_back() if self.page.is_from_end else self._goes_on())

    async def has_previous(self) -> bool:
        """Whether the list has rows before the page."""
        return await (self._goes_on() if self.page.is_from_end else self._goes_back())

    async def _goes_on(self) -> bool:
        return len(await self._found(self.page.span)) > self.page.span.size

    async def _goes_back(self) -> bool:
        return self.page.beyond is not None and bool(await self._found(self.page.beyond))

    async def _found(self, span: Span | TextSpan) -> list[Key]:
        return await self.ctx.loaders.load_uncounted(self.fetch, self.owner, *self.parameters, span) or []
