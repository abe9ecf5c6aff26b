"""Whether texts of the page are whole on desktops and phones, and its numbers in the locale of the reader."""

import re
from collections.abc import AsyncIterator

import pytest
from dashboard_page import Demo, ask, loaded
from playwright.async_api import Browser, Locator, Page, expect

# As of an instant: the page does not load again while it is looked at, and shows the same instants at any time of day.
AS_OF = "layout=table&asOf=MONDAY"
BLOCK = f"/series/onboarding?{AS_OF}&block=welcome"
ALL = "atRisk+breakdown+combinations+disengagements+leaks+reconciliation+routes+timeInBlock+timeTo"
EVERYTHING = f"/series/onboarding?{AS_OF}&figure=disengaged&block=welcome&sections={ALL}"
TIMES = f"/series/onboarding?{AS_OF}&figure=goalHit&sections=timeTo"
LONGEST_WAIT_MS = 60_000  # on a busy machine
STARTED = 'query ($scope: StatsScope) { series(key: "onboarding") { stats(scope: $scope) { started { selection } } } }'
TAG = "mutation ($input: TagPeopleInput!) { tagPeople(input: $input) { bulkAction { id } } }"
# Both in one step, because the page may draw its rows again at any moment.
SHOWN_AND_CLIPPED = """cells => [
    cells.length,
    cells
        .filter(each => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
        .map(each => each.innerText),
]"""
# The rows with a text, and the texts of which a part lies beyond the row. A cell cuts off what is too wide for it.
SHOWN_AND_OUTSIDE = """() => {
    const rows = [...document.querySelectorAll("tbody tr, [role=row]")].filter(row => row.innerText.trim());
    const outside = [];
    for (const row of rows) {
        const frame = row.getBoundingClientRect();
        const isInside = (box, right) =>
            box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
            && box.left >= frame.left - 1 && right <= frame.right + 1;
        const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            const cell = texts.currentNode.parentElement.closest("td, th, [role$=cell], [role$=header]");
            const edge = cell.getBoundingClientRect().right;
            for (const box of range.getClientRects())
                if (!isInside(box, Math.min(box.right, edge))) outside.push(texts.currentNode.data);
        }
    }
    return [rows.length, outside];
}"""


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
    instants = table.locator(".virtual-rows :is(.column-at, .column-until, .column-left)")
    await expect(instants.first).to_be_visible(timeout=LONGEST_WAIT_MS)
    await loaded(table.page)

    shown, clipped = await instants.evaluate_all(SHOWN_AND_CLIPPED)

    assert shown > 0
    assert clipped == []


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_texts_of_every_table_lie_within_their_rows(dashboard: Page, demo: Demo, width: int):
    await tag_started(demo, f"seen at {width}")
    await dashboard.set_viewport_size({"width": width, "height": 900})
    for view in ("/", EVERYTHING, "/actions"):
        await dashboard.goto("about:blank")
        await dashboard.goto(demo.at(view))
        await expect(dashboard.get_by_role("heading", level=1)).to_be_visible()
        await loaded(dashboard)
        await check_rows(dashboard)
        if view == EVERYTHING:
            await dashboard.get_by_role("link", name="Show these people").first.click()
            await expect(dashboard.get_by_role("dialog").get_by_role("rowheader").first).to_be_visible()
            await check_rows(dashboard)


async def check_rows(page: Page) -> None:
    shown, outside = await page.evaluate(SHOWN_AND_OUTSIDE)
    assert shown > 0
    assert outside == []


@pytest.fixture
async def german(browser: Browser) -> AsyncIterator[Page]:
    async with await browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE") as context:
        context.set_default_timeout(LONGEST_WAIT_MS)
        yield await context.new_page()


async def test_units_of_time_are_in_the_language_of_the_texts_and_digits_in_the_locale_of_the_reader(
    german: Page, demo
):
    await german.goto(demo.at(TIMES))
    table = german.get_by_role("table").filter(has=german.get_by_role("columnheader", name="Time", exact=True))
    await expect(table.get_by_role("rowheader").first).to_have_text(re.compile(r"^0 seconds to \d+ \w+$"))
    curve = german.get_by_role("slider", name="Share that has hit the goal")
    await expect(curve).to_have_attribute("aria-valuetext", re.compile(r"^After [\d,]+ days: [\d,]+\s%"))

    assert "Tag" not in await table.inner_text()


async def test_actions_count_people_in_the_locale_of_the_reader(german: Page, demo):
    await tag_started(demo, "counted in German")
    await german.goto(demo.at("/actions"))

    row = german.get_by_role("row", name=re.compile("^Tag: counted in German"))
    await expect(row).to_contain_text("2.000 people: ")


async def tag_started(demo: Demo, tag: str) -> None:
    figure = await ask(demo, STARTED, {"scope": {"asOf": demo.monday}})
    await ask(demo, TAG, {"input": {"people": figure["series"]["stats"]["started"], "tag": tag}})
