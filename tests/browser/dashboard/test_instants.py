"""Whether the tables show instants as a whole, in locales that write them long, on desktops and phones."""

import pytest
from dashboard_page import loaded
from playwright.async_api import Browser, expect

NOW = "/series/onboarding?layout=table"
CLIPPED = """cells => cells
    .filter(each => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
    .map(each => each.innerText)"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("locale", ["en-US", "es-ES", "el-GR"])
async def test_no_instant_is_clipped(browser: Browser, demo, locale: str, width: int):
    context = await browser.new_context(viewport={"width": width, "height": 900}, locale=locale)
    page = await context.new_page()
    await page.goto(demo.at(f"{NOW}&block=welcome"))
    for table in (page.get_by_role("table", name="Visits"), page.get_by_role("table", name="Started")):
        await expect(table.get_by_role("cell").first).to_be_visible()
        await loaded(page)
        instants = table.locator(".virtual-rows :is(.at, .until, .left)")
        assert await instants.count() > 0
        assert await instants.evaluate_all(CLIPPED) == []
    await context.close()
