"""The map of a series, and the details of its blocks."""

import re

from dashboard_page import violations
from playwright.async_api import Page, expect

BOARD = "/series/onboarding?asOf=MONDAY&layout=map"


async def test_the_map_shows_every_block_with_how_many_reached_it(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    canvas = dashboard.get_by_role("region", name="Map")

    await expect(
        canvas.get_by_role("button", name=re.compile("reached|E-mail|Rule|Wait|Tag|Split|Chat"))
    ).not_to_have_count(0)
    await expect(canvas.locator("[data-block]")).to_have_count(13)
    await expect(canvas.locator("[data-block=welcome]")).to_have_text("Welcome E-mail 2,000 79 lost")
    await expect(dashboard.locator(".flow-label").get_by_text("Matched 1,020 · 64%", exact=True)).to_be_visible()
    assert await violations(dashboard) == []


async def test_hover_and_focus_show_the_states_of_a_block_and_escape_hides_them(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    block = dashboard.locator("[data-block=welcome]")
    states = dashboard.locator(".block-states")

    await block.hover()
    await expect(states).to_contain_text("Moved on 1,920 96%")
    await dashboard.mouse.move(0, 0)
    await expect(states).to_have_count(0)
    await block.focus()
    await expect(states).to_contain_text("Disengaged 79")
    await expect(block).to_have_accessible_description(re.compile("Received 1"))
    await dashboard.keyboard.press("Escape")
    await expect(states).to_have_count(0)


async def test_the_keyboard_follows_paths_and_opens_a_block(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    first = dashboard.locator("[data-block=signed-up]")
    await first.focus()
    await dashboard.keyboard.press("ArrowRight")
    await expect(dashboard.locator("[data-block=welcome]")).to_be_focused()
    await dashboard.keyboard.press("ArrowLeft")
    await expect(first).to_be_focused()
    await dashboard.keyboard.press("Enter")

    await expect(dashboard.get_by_role("heading", name="Signed up for a trial")).to_be_visible()
    assert "block=signed-up" in dashboard.url


async def test_a_block_lists_its_visits_by_state_and_the_count_agrees(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&block=first-project"))
    choice = dashboard.get_by_role("radio", name=re.compile(r"^Not matched \d"))
    await choice.check()

    label = await dashboard.locator("label", has=choice).inner_text()
    count = int(re.sub(r"\D", "", label))
    table = dashboard.get_by_role("table", name="Visits")
    await expect(table).to_have_attribute("aria-rowcount", str(count + 1))
    await expect(table.get_by_role("row").nth(1)).to_contain_text("No")
    await expect(table.get_by_role("row").nth(1)).to_contain_text("Not matched → Which tips help more?")
    await table.get_by_role("button", name="Left").click()
    await expect(dashboard).to_have_url(re.compile(r"order=LEFT_AT\+DESC"))


async def test_a_path_narrows_the_visits_to_those_who_took_it(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&block=first-project"))
    choice = dashboard.get_by_role("radio", name=re.compile("^Not matched → Which tips help more"))
    await choice.check()

    await expect(dashboard.locator("label", has=choice)).to_contain_text("after 3 days (median)")
    taken = await dashboard.locator("label", has=choice).locator("strong").inner_text()
    await expect(dashboard.get_by_role("table", name="Visits")).to_have_attribute("aria-rowcount", str(int(taken) + 1))


async def test_the_map_is_also_a_table_in_which_blocks_are_found(dashboard: Page, demo):
    await dashboard.goto(demo.at("/series/onboarding?layout=table"))
    await dashboard.get_by_role("searchbox", name="Find a block").fill("chat")

    rows = dashboard.get_by_role("region", name="Map").locator("tbody tr")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("Offer a hand in chat")
    await expect(rows.get_by_role("listitem").filter(has_text="→")).to_have_text(
        [re.compile(r"Delivered → Tell the CRM \d+"), re.compile(r"Not online → Three tips by e-mail \d+")]
    )


async def test_an_entry_rule_has_one_name_on_the_map_in_the_table_and_in_its_detail(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&block=signed-up"))
    await expect(dashboard.locator("[data-block=signed-up]")).to_contain_text("Entry rule")
    detail = dashboard.get_by_role("region", name="Signed up for a trial")
    await expect(detail.get_by_text("Entry rule", exact=True)).to_be_visible()
    await dashboard.get_by_label("Show blocks as").select_option("Table")

    rows = dashboard.get_by_role("region", name="Map").get_by_role("row", name=re.compile("^Signed up for a trial"))
    await expect(rows.get_by_role("cell").first).to_have_text("Entry rule")


async def test_a_found_block_is_marked_on_the_map(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    await dashboard.get_by_role("searchbox", name="Find a block").fill("crm")

    await expect(dashboard.locator(".block.found")).to_have_text(re.compile("Tell the CRM"))
    await expect(dashboard.get_by_text("1 found")).to_be_visible()


async def test_paths_are_as_wide_as_they_carry_people(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    wide, narrow = (
        dashboard.locator(f'.react-flow__edge[data-id*="{block}"] path.react-flow__edge-path').first
        for block in ("welcome", "tips-chat")
    )

    width = "(path) => parseFloat(getComputedStyle(path).strokeWidth)"
    assert await wide.evaluate(width) > 3 * await narrow.evaluate(width)
