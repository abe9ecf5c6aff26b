"""What people who measure a series do with the dashboard: each test is a sentence of how it should serve them."""

import re
from typing import Any

from dashboard_page import ask, loaded
from playwright.async_api import Locator, Page, expect

NOW = "/series/onboarding?layout=table"
MAP = "/series/onboarding?asOf=MONDAY&layout=map"
TABLE = f"{NOW}&asOf=MONDAY"
FIGURES = {"finished": "Finished", "disengaged": "Disengaged", "exited": "Exited", "goalHit": "Goal hit"}


async def series_of(demo: Any, fields: str) -> Any:
    """The fields as of the Monday, so that no event moves them while the page is opened."""
    fields = fields.replace("stats {", f'stats(scope: {{asOf: "{demo.monday}"}}) {{')
    return (await ask(demo, f'{{ series(key: "onboarding") {{ {fields} }} }}'))["series"]


async def number_in(place: Locator) -> int:
    found = re.search(r"[\d,]+", await place.inner_text())
    assert found
    return int(found[0].replace(",", ""))


async def test_the_map_shows_which_paths_people_take_through_the_series(dashboard: Page, demo):
    paths = (await series_of(demo, "paths { condition from { key } to { key } stats { taken } }"))["paths"]
    await dashboard.goto(demo.at(MAP))

    labels = dashboard.locator(".flow-label")
    await expect(labels.first).to_be_visible()
    lines = [line.partition(" · ")[0] for line in "\n".join(await labels.all_inner_texts()).split("\n")]
    shown = sorted(int(re.sub(r"\D", "", line)) for line in lines)
    assert shown == sorted(path["stats"]["taken"] for path in paths)


async def test_a_message_shows_where_people_engage_with_it(dashboard: Page, demo):
    block = (await series_of(demo, 'block(key: "welcome") { stats { engagement { kind total unique } } }'))["block"]
    opened = next(each for each in block["stats"]["engagement"] if each["kind"] == "OPENED")
    await dashboard.goto(demo.at(TABLE + "&block=welcome"))
    await dashboard.get_by_text("Engagement", exact=True).click()

    row = dashboard.get_by_role("row", name=re.compile("^Opened"))
    await expect(row.get_by_role("cell").nth(0)).to_have_text(f"{opened['total']:,}")
    await expect(row.get_by_role("cell").nth(1)).to_have_text(f"{opened['unique']:,}")


async def test_every_block_shows_how_many_became_disengaged_there_and_who_they_are(dashboard: Page, demo):
    await dashboard.goto(demo.at(TABLE + "&block=welcome&state=DISENGAGED"))
    row = dashboard.get_by_role("region", name="Map").get_by_role("row", name=re.compile("^Welcome"))
    count = await number_in(row.get_by_text(re.compile("^Disengaged")))

    assert count > 0
    await expect(dashboard.get_by_role("table", name="Visits")).to_have_attribute("aria-rowcount", str(count + 1))


async def test_a_live_series_opens_with_an_overview_of_its_performance_so_far(dashboard: Page, demo):
    await dashboard.goto(demo.at())
    await dashboard.get_by_role("link", name="Trial onboarding").click()

    await expect(dashboard.locator(".heading")).to_contain_text("Live")
    await expect(dashboard.get_by_role("tab")).to_have_count(5)
    await expect(dashboard.get_by_role("region", name="Map")).to_be_visible()


async def test_everyone_who_matched_an_entry_rule_has_started(dashboard: Page, demo):
    await dashboard.goto(demo.at(MAP))
    started = await number_in(dashboard.get_by_role("tab", name=re.compile("^Started")).locator(".figure-count"))

    entry = dashboard.locator("[data-block]", has_text="Entry rule")
    assert await number_in(entry.locator(".block-count")) == started


async def test_the_other_figures_are_percentages_of_those_who_started(dashboard: Page, demo):
    fields = " ".join(f"{figure} {{ count percentage }}" for figure in FIGURES)
    stats = (await series_of(demo, f"stats {{ {fields} }}"))["stats"]
    await dashboard.goto(demo.at(TABLE))

    for figure, name in FIGURES.items():
        tab = dashboard.get_by_role("tab", name=re.compile(f"^{name}"))
        share = f"{stats[figure]['percentage']:.1f}".removesuffix(".0")
        await expect(tab).to_contain_text(f"{stats[figure]['count']:,}")
        await expect(tab).to_contain_text(re.compile(rf"{share[:-1]}.?% of started"))  # the last digit may be rounded


async def test_who_finished_has_reached_the_end_of_a_path(dashboard: Page, demo):
    await expect(await way_of_first(dashboard, demo, "finished")).to_contain_text("Finished")


async def test_who_disengaged_did_not_match_a_rule_or_did_not_come_online(dashboard: Page, demo):
    dialog = await way_of_first(dashboard, demo, "disengaged")

    await expect(dialog.get_by_text(re.compile(r"Disengaged.*\(.+\)")).first).to_be_visible()  # with the reason


async def test_who_exited_has_matched_the_exit_rules(dashboard: Page, demo):
    await expect(await way_of_first(dashboard, demo, "exited")).to_contain_text("Exited")


async def test_who_hit_the_goal_has_done_what_the_series_is_for(dashboard: Page, demo):
    dialog = await way_of_first(dashboard, demo, "goalHit")

    await expect(dialog).to_contain_text("Goal hit")
    await expect(dashboard.get_by_text("Goal: Upgraded to a paid plan")).to_be_attached()


async def way_of_first(dashboard: Page, demo: Any, figure: str) -> Locator:
    """Opens the first person behind a figure."""
    await dashboard.goto(demo.at(f"{TABLE}&figure={figure}"))
    await dashboard.get_by_role("tabpanel").get_by_role("rowheader").get_by_role("link").first.click()
    return dashboard.get_by_role("dialog")


async def test_the_figures_are_not_exclusive_people_can_be_disengaged_and_have_hit_the_goal(dashboard: Page, demo):
    await dashboard.goto(demo.at(TABLE + "&figure=disengaged"))
    panel = dashboard.get_by_role("tabpanel")
    await panel.get_by_label("Only those also behind").select_option("Goal hit")
    cells = panel.get_by_role("table").get_by_role("cell", name=re.compile("Disengaged|Finished|Exited"))
    await expect(cells.filter(has_not_text="Goal hit")).to_have_count(0)
    count = await number_in(panel.get_by_text(re.compile(r"^[\d,]+ people$")))

    await panel.get_by_role("button", name="Tag", exact=True).click()
    dialog = dashboard.get_by_role("dialog", name="Tag")
    await dialog.get_by_label("Tag", exact=True).fill("second chance")
    await dialog.get_by_role("button", name="See what would happen").click()
    await expect(dialog).to_contain_text(f"Selected: {count} people")  # exactly those who are listed
    assert 0 < count < await number_in(dashboard.get_by_role("tab", selected=True).locator(".figure-count"))


async def test_a_click_on_a_figure_shows_how_its_percentage_changed_over_time(dashboard: Page, demo):
    await dashboard.goto(demo.at(TABLE + "&interval=WEEK"))
    await dashboard.get_by_role("tab", name=re.compile("^Finished")).click()

    await expect(dashboard.get_by_role("combobox", name="Show", exact=True)).to_have_value("percentage")
    chart = dashboard.get_by_role("slider", name="Finished over time")
    await expect(chart).to_have_attribute("aria-valuetext", re.compile(r"[\d.]+% of started$"))
    await chart.hover(position={"x": 120, "y": 80})
    await expect(chart.locator(".chart-values")).to_contain_text("of started")


async def test_the_goal_can_be_narrowed_to_those_who_had_left_in_one_way(dashboard: Page, demo):
    await dashboard.goto(demo.at(TABLE + "&figure=goalHit"))
    panel = dashboard.get_by_role("tabpanel")
    await panel.get_by_label("Had left as").select_option("Disengaged")

    cells = panel.get_by_role("table").get_by_role("cell", name="Disengaged, Goal hit")
    await expect(cells.first).to_be_visible()
    all_left = await number_in(panel.get_by_text(re.compile(r"^[\d,]+ people$")))
    await panel.get_by_label("Left from").fill("2000-01-01T00:00")
    await panel.get_by_label("Left up to").fill("2000-01-02T00:00")
    await panel.get_by_label("Left up to").press("Enter")
    await expect(panel.get_by_text("0 people", exact=True)).to_be_visible()  # no one had left by then
    assert all_left > 0
    assert "leftAs=DISENGAGED" in dashboard.url


async def test_chosen_people_get_a_message_or_a_tag_and_all_of_the_list_if_none_is_chosen(dashboard: Page, demo):
    await dashboard.goto(demo.at(NOW + "&figure=exited"))
    panel = dashboard.get_by_role("tabpanel")
    total = await number_in(panel.get_by_text(re.compile(r"^[\d,]+ people$")))
    await expect(panel).to_contain_text(f"All {total} in this list")
    await would_select(dashboard, total)

    await panel.get_by_role("checkbox").nth(0).check()
    await panel.get_by_role("checkbox").nth(1).check()
    await expect(panel).to_contain_text("2 selected")
    await expect(panel.get_by_role("button", name="Message")).to_be_enabled()
    await would_select(dashboard, 2)


async def would_select(dashboard: Page, count: int) -> None:
    await dashboard.get_by_role("tabpanel").get_by_role("button", name="Tag", exact=True).click()
    dialog = dashboard.get_by_role("dialog", name="Tag")
    await dialog.get_by_label("Tag", exact=True).fill("left")
    await dialog.get_by_role("button", name="See what would happen").click()
    await expect(dialog).to_contain_text(f"Selected: {count} people")
    await dashboard.keyboard.press("Escape")


async def test_each_block_shows_how_many_people_reached_it(dashboard: Page, demo):
    blocks = (await series_of(demo, "blocks { key stats { reached } }"))["blocks"]
    await dashboard.goto(demo.at(MAP))
    await expect(dashboard.locator("[data-block]")).to_have_count(len(blocks))

    for block in blocks:
        count = dashboard.locator(f"[data-block={block['key']}] .block-count")
        await expect(count).to_have_text(f"{block['stats']['reached']:,}")


async def test_hovering_over_a_block_shows_how_many_people_are_in_each_state(dashboard: Page, demo):
    stats = (await series_of(demo, 'block(key: "welcome") { stats { states { state count } } }'))["block"]["stats"]
    counts = {each["state"]: each["count"] for each in stats["states"]}
    await dashboard.goto(demo.at(MAP))
    await dashboard.locator("[data-block=welcome]").hover()

    states = dashboard.locator(".block-states")
    await expect(states).to_contain_text(f"Moved on {counts['MOVED_ON']:,}")
    await expect(states).to_contain_text(f"Disengaged {counts['DISENGAGED']:,}")
    assert await states.get_by_role("listitem").count() == sum(count > 0 for count in counts.values())


async def test_a_block_lists_when_people_reached_it_until_when_they_wait_when_they_left_and_if_they_matched(
    dashboard: Page, demo
):
    await dashboard.goto(demo.at(MAP))
    await dashboard.locator("[data-block=first-project]").click()

    table = dashboard.get_by_role("table", name="Visits")
    await expect(table).to_be_visible()
    headers = await table.get_by_role("columnheader").all_inner_texts()
    assert headers == ["Select", "Name", "State", "Reached", "Held until", "Left", "Matched", "Along"]
    await table.get_by_role("button", name="Reached").click()
    await expect(table.get_by_role("columnheader", name="Reached")).to_have_attribute("aria-sort", "ascending")
    await expect(table.get_by_role("row").nth(1)).to_contain_text(re.compile("Yes|No"))


async def test_people_are_sorted_by_the_block_that_they_reached_last(dashboard: Page, demo):
    await dashboard.goto(demo.at(TABLE + "&figure=disengaged"))
    table = dashboard.get_by_role("table", name="Who: Disengaged")

    for direction, name in (("ASC", "ascending"), ("DESC", "descending")):
        people = f"people(orderBy: {{field: BLOCK, direction: {direction}}}, first: 1)"
        fields = f"stats {{ disengaged {{ {people} {{ edges {{ entry {{ lastBlock {{ name }} }} }} }} }} }}"
        [first] = (await series_of(demo, fields))["stats"]["disengaged"]["people"]["edges"]
        await table.get_by_role("button", name="Last block").click()
        await expect(table.get_by_role("columnheader", name="Last block")).to_have_attribute("aria-sort", name)
        await expect(table.get_by_role("row").nth(1)).to_contain_text(first["entry"]["lastBlock"]["name"])


async def test_a_rule_tells_those_who_are_pending_from_those_it_tries_to_match(dashboard: Page, demo):
    fields = 'block(key: "first-project") { stats { reached matched notMatched states { state count } } }'
    stats = (await series_of(demo, fields))["block"]["stats"]
    counts = {each["state"]: each["count"] for each in stats["states"]}
    await dashboard.goto(demo.at(TABLE + "&block=first-project"))

    choices = dashboard.get_by_role("group", name="Show visits")
    await expect(choices).to_contain_text(f"Pending {counts['PENDING']:,}")
    await expect(choices).to_contain_text(f"Trying to match {counts['TRYING_TO_MATCH']:,}")
    await expect(choices).to_contain_text(f"Matched {stats['matched']:,}")
    await expect(choices).to_contain_text(f"Not matched {stats['notMatched']:,}")


async def test_the_raw_data_of_the_people_in_a_list_is_exported_as_files_whose_rows_are_counted_first(
    dashboard: Page, demo
):
    outcomes = ", ".join(
        f'{{outcome: {{seriesKey: "onboarding", kind: {kind}}}}}' for kind in ("DISENGAGED", "GOAL_HIT")
    )
    given = f'seriesKey: "onboarding", dryRun: true, people: {{all: [{outcomes}]}}'
    query = f"mutation {{ requestExport(input: {{{given}}}) {{ estimate {{ file rows }} }} }}"
    files = (await ask(demo, query))["requestExport"]["estimate"]
    goals = next(each["rows"] for each in files if each["file"] == "GOAL_SUCCESS")
    await dashboard.goto(demo.at(NOW + "&figure=disengaged&also=goalHit"))
    await loaded(dashboard)
    dialog = dashboard.get_by_role("dialog", name="Export the raw data")
    await dashboard.get_by_role("tabpanel").get_by_role("button", name="Export these").click()
    await expect(dialog).to_be_visible()

    await expect(dialog.locator("label", has_text=re.compile("^Goal hits"))).to_contain_text(f"{goals} rows")
    await expect(dialog.get_by_label("Send the link to this e-mail address (optional)")).to_be_visible()
    assert goals > 0
