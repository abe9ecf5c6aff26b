"""Whether the tables show instants as a whole, in locales that write them long, on desktops and phones."""

import pytest
from dashboard_page import loaded
from playwright.async_api import Browser, Locator, expect

# As of an instant: the page does not load again while it is looked at, and shows the same instants at any time of day.
BLOCK = "/series/onboarding?layout=table&asOf=MONDAY&block=welcome"
LONGEST_WAIT_MS = 60_000  # on a busy machine
# Both in one step, because the page may draw its rows again at any moment.
SHOWN_AND_CLIPPED = """cells => [
    cells.length,
    cells
        .filter(each => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
        .map(each => each.innerText),
]"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("locale", ["en-US", "es-ES", "el-GR"])
async def test_no_instant_is_clipped(browser: Browser, demo, locale: str, width: int):
    async with await browser.new_context(viewport={"width": width, "height": 900}, locale=locale) as context:
        context.set_default_timeout(LONGEST_WAIT_MS)
        page = await context.new_page()
        await page.goto(demo.at(BLOCK))
        for name in ("Visits", "Started"):
            await check_instants(page.get_by_role("table", name=name))


async def check_instants(table: Locator) -> None:
    instants = table.locator(".virtual-rows :is(.at, .until, .left)")
    await expect(instants.first).to_be_visible(timeout=LONGEST_WAIT_MS)
    await loaded(table.page)

    shown, clipped = await instants.evaluate_all(SHOWN_AND_CLIPPED)

    assert shown > 0
    assert clipped == []
