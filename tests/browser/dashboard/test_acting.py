"""Actions and exports of the dashboard, with a real worker."""

import re
import zipfile

from dashboard_page import ask, define, start, violations
from playwright.async_api import Page, expect

BOARD = "/series/onboarding?layout=table&figure=exited"


async def test_two_people_are_tagged_and_untagged_with_the_keyboard_alone(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    boxes = dashboard.get_by_role("tabpanel").get_by_role("checkbox")
    keys = dashboard.keyboard
    await boxes.nth(0).focus()
    await keys.press("Space")
    await keys.press("ArrowDown")
    await keys.press("Space")
    await expect(dashboard.get_by_role("tabpanel")).to_contain_text("2 selected")
    while await dashboard.evaluate("() => document.activeElement.textContent") != "Tag":
        await keys.press("Shift+Tab")
    await keys.press("Enter")

    dialog = dashboard.get_by_role("dialog", name="Tag")
    while await dashboard.evaluate("() => document.activeElement.tagName") != "INPUT":
        await keys.press("Tab")
    await keys.type("keyboard")
    await keys.press("Enter")
    await expect(dialog).to_contain_text("Selected: 2 people. Nothing has been changed yet.")
    assert await violations(dashboard) == []
    await keys.press("Enter")
    await expect(dialog).to_contain_text("2 succeeded, 0 skipped, 0 failed.")
    await expect(dialog.get_by_role("button", name="Undo")).to_be_visible()
    while await dashboard.evaluate("() => document.activeElement.textContent") != "Undo":
        await keys.press("Tab")
    await keys.press("Enter")
    await expect(dialog.get_by_role("region", name="Undo")).to_contain_text("2 succeeded")
    await keys.press("Escape")
    await expect(dialog).to_be_hidden()


async def test_a_message_says_first_who_would_be_skipped_and_why(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    panel = dashboard.get_by_role("tabpanel")
    await expect(panel).to_contain_text(re.compile(r"All \d+ in this list"))
    [all_] = map(int, re.findall(r"All (\d+) in this list", await panel.inner_text()))
    await panel.get_by_role("button", name="Message").click()
    dialog = dashboard.get_by_role("dialog", name="Message")
    await dialog.get_by_label("Subject").fill("Hello")
    await dialog.get_by_label("Text").fill("{{ name")
    await dialog.get_by_role("button", name="See what would happen").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Line 1")

    await dialog.get_by_label("Text").fill('Hello {{ name | default: "there" }}')
    await dialog.get_by_role("button", name="See what would happen").click()
    await expect(dialog).to_contain_text(f"Selected: {all_} people")
    skipped = re.findall(
        r": (\d+)$", await dialog.get_by_role("status").filter(has_text="Selected").inner_text(), re.MULTILINE
    )
    left = all_ - sum(map(int, skipped))
    await expect(dialog.get_by_role("button", name=f"Send to {left} people")).to_be_visible()
    assert left < all_


async def test_a_message_is_previewed_for_a_person_while_it_is_written(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    panel = dashboard.get_by_role("tabpanel")
    name = await panel.get_by_role("rowheader").get_by_role("link").first.inner_text()
    await panel.get_by_role("checkbox").first.check()
    await panel.get_by_role("button", name="Message").click()
    dialog = dashboard.get_by_role("dialog", name="Message")
    preview = dialog.get_by_role("region", name="Preview")
    await expect(preview).to_contain_text("Write a subject and a text")

    await dialog.get_by_label("Subject").fill("Hello {{ name }}")
    await dialog.get_by_label("Text").fill("{{ attributes.nothing }}")
    await expect(preview).to_contain_text(
        "For this person, sending would fail. Line 1 of the body: attributes.nothing is missing or null"
    )
    await dialog.get_by_label("Text").fill("Dear {{ name | upcase }}")
    await expect(preview).to_contain_text(f"Dear {name.upper()}")
    await expect(preview).to_contain_text(f"Hello {name}")
    assert await violations(dashboard) == []


async def test_an_export_shows_its_files_and_rows_and_is_downloaded(dashboard: Page, demo):
    await define(demo, "exported", blocks=2)
    await start(demo, "exported", "bea")
    await dashboard.goto(demo.at("/series/exported?layout=table"))
    await dashboard.get_by_role("button", name="Export", exact=True).click()
    dialog = dashboard.get_by_role("dialog", name="Export the raw data")
    entries = dialog.locator("label", has_text=re.compile("^Entries"))
    await expect(entries).to_contain_text(re.compile("1 row$"))
    await expect(entries.get_by_role("checkbox")).to_be_checked()
    assert await violations(dashboard) == []
    await dialog.get_by_role("button", name="Create the export").click()

    await expect(dialog.get_by_text("Completed")).to_be_visible()
    async with dashboard.expect_download() as downloading:
        await dialog.get_by_role("link", name="Download").click()
    with zipfile.ZipFile(await (await downloading.value).path()) as archive:
        assert any(name.startswith("series_entry_") for name in archive.namelist())


async def test_actions_are_listed_with_their_people_in_words_and_undone_from_the_list(dashboard: Page, demo):
    figure = (
        'query ($scope: StatsScope) { series(key: "onboarding") { stats(scope: $scope) { exited { selection } } } }'
    )
    exited = (await ask(demo, figure, {"scope": {"asOf": demo.monday}}))["series"]["stats"]["exited"]
    act = 'mutation ($people: PeopleFilter!) { tagPeople(input: {people: $people, tag: "left"}) { bulkAction { id } } }'
    await ask(demo, act, {"people": exited})
    await dashboard.goto(demo.at())
    await dashboard.get_by_role("link", name="Actions").click()
    row = dashboard.get_by_role("row", name=re.compile("^Tag: left"))
    await expect(row).to_contain_text("254 people: exited the series “Trial onboarding”, as of 20")
    assert await violations(dashboard) == []

    await row.get_by_role("button").click()
    dialog = dashboard.get_by_role("dialog", name="Tag: left")
    await expect(dialog).to_contain_text("254 succeeded, 0 skipped, 0 failed.")
    await dialog.get_by_role("button", name="Undo").click()
    await expect(dialog.get_by_role("region", name="Undo")).to_contain_text("254 succeeded")
