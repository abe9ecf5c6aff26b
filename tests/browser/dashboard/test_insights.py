"""The parts of the page that load once they are opened: where people are lost, which ways they take, how long it takes.

The figures as of the Monday are those that docs/proof.md, docs/paths.md and docs/time.md state.
"""

import re
from typing import Any

from dashboard_page import ask, violations
from playwright.async_api import Locator, Page, expect

BOARD = "/series/onboarding?asOf=MONDAY&layout=table"


async def stats_of(demo: Any, fields: str) -> Any:
    query = f'query ($scope: StatsScope) {{ series(key: "onboarding") {{ {fields} }} }}'
    return (await ask(demo, query, {"scope": {"asOf": demo.monday}}))["series"]


async def rows_of(table: Locator) -> list[list[str]]:
    await expect(table.locator("tbody tr").first).to_be_visible()
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText).filter(text => text))"
    return await table.locator("tbody tr").evaluate_all(cells)


def opened(dashboard: Page, title: str) -> Locator:
    return dashboard.locator("details[open]").filter(has=dashboard.get_by_role("heading", name=title, exact=True))


async def lists_its_people(dashboard: Page, figure: str) -> None:
    """Opens and closes the list behind a number, which must have as many people."""
    link = dashboard.get_by_role("link", name=re.compile(rf"^[\d,]+: {re.escape(figure)}\. Show these people$"))
    count = await link.inner_text()
    await link.click()
    dialog = dashboard.get_by_role("dialog", name=figure, exact=True)
    await expect(dialog.get_by_text(f"{count} people", exact=True)).to_be_visible()
    await dashboard.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()


async def test_the_largest_leak_is_said_in_a_sentence_and_all_of_them_are_a_list(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    sentence = "The block that loses the most people is One day to look around: 104 of 480 (21.7%)."
    await expect(dashboard.locator("#leaks")).to_have_text(f"{sentence} The total is the sum over all blocks.")
    await dashboard.get_by_role("heading", name="Where people are lost").click()
    rows = await rows_of(opened(dashboard, "Where people are lost").get_by_role("table"))
    assert [row[1] for row in rows] == ["104", "88", "79", "74", "50", "46", "26", "13"]
    assert await violations(dashboard) == []
    assert "sections=leaks" in dashboard.url

    await dashboard.locator("#leaks").get_by_role("link").click()
    await expect(dashboard.get_by_role("region", name="One day to look around")).to_be_visible()


async def test_each_figure_lists_its_people_by_one_click_to_act_on_or_to_count_alone(dashboard: Page, demo):
    sections = "combinations+disengagements+routes"
    await dashboard.goto(demo.at(f"{BOARD}&figure=disengaged&sections={sections}"))
    for title, figure, count in (
        ("Combinations of outcomes", "Exactly these outcomes: Disengaged + Goal hit", 54),
        ("Why people disengaged", "Disengaged: hard bounce, Welcome", 51),
        ("Routes", "Route: Signed up for a trial → Welcome → One day to look around → Made a first project", 207),
    ):
        link = opened(dashboard, title).get_by_role("link", name=f"{count}: {figure}. Show these people", exact=True)
        await link.click()
        dialog = dashboard.get_by_role("dialog", name=figure)
        await expect(dialog.get_by_text(f"{count} people", exact=True)).to_be_visible()
        await expect(dialog.get_by_role("table").get_by_role("rowheader").first).to_be_visible()
        await dashboard.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()

    await opened(dashboard, "Why people disengaged").get_by_role("link", name=re.compile("^51: ")).click()
    dialog = dashboard.get_by_role("dialog")
    await dialog.get_by_role("button", name="Tag", exact=True).click()
    act = dashboard.get_by_role("dialog", name="Tag")
    await act.get_by_label("Tag", exact=True).fill("bounced")
    await act.get_by_role("button", name="See what would happen").click()
    await expect(act).to_contain_text("Selected: 51 people")
    await dashboard.keyboard.press("Escape")
    await expect(act).to_be_hidden()
    assert await violations(dashboard) == []
    await dashboard.reload()  # the address holds the list
    await dialog.get_by_role("button", name="Show only these people everywhere").click()

    await expect(dashboard.get_by_role("button", name="Filter people (1)")).to_be_visible()
    await expect(dashboard.get_by_role("tab", name=re.compile("^Started"))).to_contain_text("51")
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text("100%")


async def test_the_numbers_in_progress_and_of_the_engagement_list_their_people(dashboard: Page, demo):
    await dashboard.goto(demo.at(f"{BOARD}&block=welcome"))
    await dashboard.get_by_text("Engagement", exact=True).click()
    for figure in ("In progress", "Welcome: Received", "Welcome: Opened", "Welcome: Clicked"):
        await lists_its_people(dashboard, figure)
    assert await violations(dashboard) == []


async def test_the_numbers_in_the_tables_of_the_map_and_of_the_trend_list_their_people(dashboard: Page, demo):
    await dashboard.goto(demo.at(f"{BOARD}&figure=goalHit&interval=MONTH"))
    for figure in (
        "Welcome: Reached",
        "Made a first project: Trying to match (state)",
        "Made a first project: Not matched",
        "Which tips help more?: e-mail → Three tips by e-mail",
    ):
        await lists_its_people(dashboard, figure)
    await dashboard.get_by_text("Show as a table").click()
    start = (await rows_of(dashboard.get_by_label("Show as a table").get_by_role("table")))[1][0]
    for figure in (f"Goal hit: {start} (month)", f"Goal hit: up to the end of {start} (month)"):
        await lists_its_people(dashboard, figure)
    assert await violations(dashboard) == []


async def test_the_parts_sum_to_the_figures(dashboard: Page, demo):
    sections = "combinations+disengagements+routes+reconciliation"
    await dashboard.goto(demo.at(f"{BOARD}&figure=disengaged&sections={sections}"))

    async def counts(title: str, place: int) -> list[int]:
        rows = await rows_of(opened(dashboard, title).get_by_role("table"))
        return [int(row[place].replace(",", "")) for row in rows]

    assert sum(await counts("Combinations of outcomes", 1)) == 2_000
    assert sum(await counts("Why people disengaged", 2)) == 241
    routes = opened(dashboard, "Routes")
    others = re.search(r"All other routes: ([\d,]+)", await routes.inner_text())
    assert others
    assert sum(await counts("Routes", 1)) + int(others[1]) == 2_000
    await routes.get_by_role("button", name="Show more routes").click()
    await expect(routes.locator("tbody tr")).to_have_count(20)

    proof = opened(dashboard, "The figures add up")
    await expect(proof).to_contain_text(re.compile(r"All \d+ checks agree\."))
    rows = await rows_of(proof.get_by_role("table"))
    assert rows[0] == ["Started = sum of all combinations", "2,000", "2,000", "Equal"]
    assert all(row[-3] == row[-2] for row in rows)
    await proof.get_by_label("Also compare all stored counts").check()
    await expect(proof.get_by_role("rowheader", name=re.compile("^recount = stored")).first).to_be_visible()


async def test_a_block_shows_how_long_people_stay_and_an_outcome_how_long_it_takes(dashboard: Page, demo):
    times = "medianSeconds stillThere count histogram { count }"
    shown = await stats_of(
        demo,
        f'block(key: "settle-in") {{ stats(scope: $scope) {{ timeInBlock {{ {times} }} }} }}'
        f"stats(scope: $scope) {{ timeTo(kind: GOAL_HIT) {{ {times} }} }}",
    )
    time = shown["block"]["stats"]["timeInBlock"]
    await dashboard.goto(demo.at(f"{BOARD}&figure=goalHit&block=settle-in&sections=timeInBlock+timeTo"))

    at_block = opened(dashboard, "Time at the block")
    await expect(at_block.get_by_role("definition")).to_have_text(
        ["1 day", re.compile("day"), f"{time['stillThere']} of {time['count']:,}"]
    )
    rows = await rows_of(at_block.get_by_role("table"))
    assert [int(row[1].replace(",", "")) for row in rows] == [each["count"] for each in time["histogram"]]
    to_goal = opened(dashboard, "Time to the goal")
    await expect(to_goal.get_by_role("definition")).to_have_text(
        ["Fewer than half so far", "Fewer than 90 % so far", "1,469 of 2,000"]
    )
    shortest = time["histogram"][0]["count"]
    for figure, title, count in (
        (at_block.get_by_role("table").get_by_role("link").first, "Time at One day to look around: ", shortest),
        (to_goal.get_by_role("definition").get_by_role("link"), "Time to the goal: Have not hit the goal", 1_469),
    ):
        await figure.click()
        dialog = dashboard.get_by_role("dialog", name=title)
        noun = "person" if count == 1 else "people"
        await expect(dialog.get_by_text(f"{count:,} {noun}", exact=True)).to_be_visible()
        await dashboard.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
    curve = to_goal.get_by_role("slider", name="Share that has hit the goal")
    await curve.focus()
    await dashboard.keyboard.press("Home")
    await expect(curve).to_have_attribute("aria-valuetext", re.compile(r"^After 0 seconds: 0%"))
    await dashboard.keyboard.press("End")
    await expect(curve).to_have_attribute("aria-valuetext", re.compile(r"days: [\d.]+% \(95 % interval: [\d.]+% to"))
    assert await violations(dashboard) == []


async def test_people_whose_time_runs_out_are_listed_the_soonest_first_to_be_acted_on(dashboard: Page, demo):
    query = """{ series(key: "onboarding") { block(key: "settle-in") { atRisk(withinHours: 720) {
      totalCount nodes { person { name } }
    } } } }"""
    risk = (await ask(demo, query))["series"]["block"]["atRisk"]
    await dashboard.goto(demo.at("/series/onboarding?layout=table&block=settle-in&sections=atRisk"))
    part = opened(dashboard, "Whose time runs out")
    await part.get_by_label("Held until the next").select_option("30 days")

    await expect(part.get_by_text(f"{risk['totalCount']} at risk")).to_be_visible()
    await expect(part.get_by_role("rowheader").first).to_have_text(risk["nodes"][0]["person"]["name"])
    await expect(part).to_contain_text(f"All {risk['totalCount']} in this list")
    await part.get_by_role("checkbox").first.check()
    await expect(part).to_contain_text("1 selected")
    await expect(part.get_by_role("button", name="Message")).to_be_enabled()


async def test_a_breakdown_sums_to_the_figures_and_one_click_on_a_value_filters_everything(dashboard: Page, demo):
    await dashboard.goto(demo.at(f"{BOARD}&sections=breakdown&by=attribute+plan"))
    part = opened(dashboard, "Who differs")
    rows = await rows_of(part.get_by_role("table"))
    started = {row[0]: int(row[1].replace(",", "")) for row in rows}
    assert sum(started.values()) == 2_000
    await part.get_by_role("link", name="team: count only these people").click()

    tab = dashboard.get_by_role("tab", name=re.compile("^Started"))
    await expect(tab).to_contain_text(f"{started['team']:,}")
    await expect(dashboard.get_by_role("button", name="Filter people (1)")).to_be_visible()
    await part.get_by_label("Divide by").select_option("Variant: Which tips help more?")
    await expect(part.get_by_role("rowheader")).to_have_text(["chat", "e-mail", "(no variant taken)"])
    link = part.get_by_role("link", name=re.compile("Goal hit: chat"))
    count = await link.inner_text()
    await link.click()
    dialog = dashboard.get_by_role("dialog", name="Goal hit: chat")
    await expect(dialog.get_by_text(f"{count} people", exact=True)).to_be_visible()
    await dashboard.keyboard.press("Escape")
    assert await violations(dashboard) == []
    await part.get_by_label("Divide by").select_option("Started: day")
    await expect(part.get_by_role("rowheader")).to_have_count(89)  # one for each day with a start, none for all others
    await part.get_by_label("Divide by").select_option("Started: month")
    await expect(part.get_by_role("rowheader").first).to_have_text(re.compile(r"^\w+ 20\d\d$"))
    await expect(part).to_contain_text("In order of time.")


async def test_where_no_one_started_each_part_says_so_in_a_sentence(dashboard: Page, demo):
    sections = "breakdown+combinations+disengagements+routes"
    until = "from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z"
    await dashboard.goto(demo.at(f"{BOARD}&{until}&figure=disengaged&sections={sections}"))

    for title in ("Who differs", "Combinations of outcomes", "Routes"):
        part = opened(dashboard, title)
        await expect(part).to_contain_text("No one has started this series in the chosen scope.")
        await expect(part.get_by_role("table")).to_have_count(0)
    reasons = opened(dashboard, "Why people disengaged")
    await expect(reasons).to_contain_text("No one has disengaged in the chosen scope.")


async def test_a_figure_of_entries_says_that_its_list_has_each_person_once(dashboard: Page, demo):
    await dashboard.goto(demo.at(f"{BOARD}&unit=ENTRIES&sections=breakdown&by=company"))
    part = opened(dashboard, "Who differs")
    await expect(part).to_contain_text("The rows count entries.")
    await part.get_by_role("link", name=re.compile("Show these people")).first.click()

    await expect(dashboard.get_by_role("dialog")).to_contain_text("Whoever has several of them is listed once.")


async def test_in_a_narrow_window_every_value_of_a_row_is_in_sight(dashboard: Page, demo):
    await dashboard.set_viewport_size({"width": 360, "height": 800})
    await dashboard.goto(demo.at(f"{BOARD}&sections=breakdown+routes"))
    for title, values in (("Routes", 3), ("Who differs", 5)):
        cells = opened(dashboard, title).locator("tbody tr").first.locator("td")
        await expect(cells).to_have_count(values)
        assert await cells.evaluate_all(
            "cells => cells.every(cell => cell.getBoundingClientRect().right <= innerWidth)"
        )


async def test_in_a_narrow_window_no_value_overlaps_another_or_is_broken(dashboard: Page, demo):
    await dashboard.set_viewport_size({"width": 390, "height": 800})
    await dashboard.goto(
        demo.at(f"{BOARD}&figure=disengaged&block=first-project&sections=breakdown+disengagements+reconciliation")
    )
    for title in ("Why people disengaged", "Who differs", "The figures add up"):
        await expect(opened(dashboard, title).locator("tbody tr").first).to_be_visible()
    await expect(dashboard.get_by_text("after 3 days (median)")).to_be_visible()

    texts_of = "parts => parts.filter(part => {}).map(part => part.innerText)"
    box = "getBoundingClientRect()"
    is_beside_its_cell = f"part.{box}.right > part.closest('td').{box}.right"
    named = dashboard.locator("td .block-link, td .measure")
    assert await named.evaluate_all(texts_of.format(is_beside_its_cell)) == []
    numbers = dashboard.locator(".measure, label strong")
    assert await numbers.evaluate_all(texts_of.format(f"part.{box}.height > 30")) == []
    assert await dashboard.locator("td:empty").evaluate_all("cells => cells.every(cell => cell.offsetWidth === 0)")
