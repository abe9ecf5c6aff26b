"""The list of series, and the figures of one: against the demo, whose figures the README states."""

import re
from operator import ge
from typing import Any

import pytest
from dashboard_page import ask, loaded, violations
from playwright.async_api import Page, expect

NOW = "/series/onboarding?layout=table"
ALL = "atRisk+breakdown+combinations+disengagements+leaks+reconciliation+routes+timeInBlock+timeTo"
BOARD = f"{NOW}&asOf=MONDAY"
THOUSANDS = re.compile(r"^\d,\d{3} people$")  # who have started it by now: more and more
FIGURES = {
    "Started": "2,000",
    "Finished": "1,191",
    "Disengaged": "241",
    "Exited": "254",
    "Goal hit": "531",
}


async def test_the_list_shows_started_finished_goal_and_state_of_each_series(dashboard: Page, demo):
    await dashboard.goto(demo.at())

    row = dashboard.get_by_role("row", name="Trial onboarding")
    await expect(row).to_contain_text("Upgraded to a paid plan")
    share = re.compile(r"^[\d,]+ \d+\.\d%$")
    await expect(row.get_by_role("cell")).to_have_text(["Live", re.compile(r"^\d,\d{3}$"), share, share, ""])
    before = {name: int(count.replace(",", "")) for name, count in FIGURES.items()}
    shown = [int(text.split()[0].replace(",", "")) for text in (await row.get_by_role("cell").all_inner_texts())[1:4]]
    assert all(map(ge, shown, (before["Started"], before["Finished"], before["Goal hit"])))
    await expect(row.get_by_role("img")).to_have_accessible_name(re.compile(r"^[\d,]+ started in the last 12 weeks$"))
    assert await violations(dashboard) == []


async def test_a_search_that_finds_nothing_says_so_and_can_be_cleared(dashboard: Page, demo):
    await dashboard.goto(demo.at())
    await dashboard.get_by_role("searchbox", name="Search series").fill("nothing")

    await expect(dashboard.get_by_text("No series contains “nothing”.")).to_be_visible()
    assert dashboard.url.endswith("search=nothing")
    await dashboard.get_by_role("button", name="Clear the search").click()

    await expect(dashboard.get_by_role("link", name="Trial onboarding")).to_be_visible()


async def test_an_unknown_series_is_said_to_be_missing(dashboard: Page, demo):
    await dashboard.goto(demo.at("/series/none"))

    await expect(dashboard.get_by_role("heading")).to_have_text("There is no series with the key “none”.")


async def test_each_figure_is_a_tab_with_its_count_and_lists_exactly_as_many_people(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))

    for name, count in FIGURES.items():
        await dashboard.get_by_role("tab", name=re.compile(f"^{name}")).click()

        await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text(count)
        await expect(dashboard.get_by_role("tabpanel").get_by_text(f"{count} people")).to_be_visible()
    assert await violations(dashboard) == []


async def test_the_tabs_and_the_chart_work_with_the_keyboard_alone(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&interval=WEEK&measure=cumulative"))
    await dashboard.get_by_role("tab", selected=True).focus()
    await dashboard.keyboard.press("ArrowRight")
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text("Finished")

    chart = dashboard.get_by_role("slider", name="Finished over time")
    await chart.focus()
    await dashboard.keyboard.press("End")
    await expect(chart).to_have_attribute("aria-valuetext", re.compile("in total 1,191, 59.6% of started"))
    await dashboard.keyboard.press("Home")
    first = await chart.get_attribute("aria-valuetext")
    await dashboard.keyboard.press("ArrowRight")
    await expect(chart).not_to_have_attribute("aria-valuetext", first or "")


async def test_the_values_of_the_chart_are_also_a_table(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&interval=MONTH"))
    await dashboard.get_by_text("Show as a table").click()

    rows = dashboard.get_by_role("tabpanel").locator("table tbody tr")
    await expect(rows.first).to_be_visible()
    counts = await rows.locator("td:first-of-type").all_inner_texts()
    assert sum(int(count.replace(",", "")) for count in counts) == 2_000
    await expect(rows.last.locator("td").nth(1)).to_have_text("2,000")


async def test_too_fine_an_interval_is_refused_in_its_place_alone(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&interval=HOUR&sections=breakdown&by=started+HOUR"))

    refusal = "By hour, this range has more than 1,000 intervals. Choose a longer interval, or a shorter range with"
    await expect(dashboard.get_by_role("alert")).to_contain_text([refusal, refusal])
    await expect(dashboard.get_by_text("2,000 people")).to_be_visible()


async def test_the_scope_counts_entries_in_a_range_as_of_an_instant(dashboard: Page, demo):
    since, until = "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"
    await dashboard.goto(demo.at(f"{NOW}&unit=ENTRIES&from={since}&to={until}"))
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text("0")
    await expect(dashboard.get_by_text("0 entries")).to_be_visible()

    await dashboard.get_by_role("button", name="Reset scope").click()
    await expect(dashboard.get_by_text(THOUSANDS)).to_be_visible()
    assert "from=" not in dashboard.url

    await dashboard.goto(demo.at(f"{NOW}&asOf={until}"))
    await expect(dashboard.get_by_text("0 people")).to_be_visible()


async def test_a_range_that_ends_before_it_begins_is_refused_with_the_labels_of_the_page(dashboard: Page, demo):
    await dashboard.goto(demo.at("/series/onboarding?from=2026-10-01T00:00:00Z&to=2026-09-01T00:00:00Z"))

    await expect(dashboard.get_by_role("alert").first).to_contain_text("“Up to” is before “From”.")


async def test_the_history_slider_shows_the_series_as_it_was(dashboard: Page, demo):
    await dashboard.goto(demo.at(NOW))
    slider = dashboard.get_by_role("slider", name="History")
    await slider.focus()
    await dashboard.keyboard.press("Home")

    await expect(dashboard).to_have_url(re.compile("asOf="))
    await expect(dashboard.get_by_text("1 person")).to_be_visible()
    await slider.press("End")
    await expect(dashboard.get_by_text(THOUSANDS)).to_be_visible()


async def test_a_people_filter_is_built_without_writing_a_query(dashboard: Page, demo):
    people = {
        "any": [{"not": {"tags": ["beta"]}}, {"attributes": [{"name": "plan", "operator": "EQ", "value": "team"}]}]
    }
    scope = {"asOf": demo.monday, "people": people}
    query = 'query ($scope: StatsScope) { series(key: "onboarding") { stats(scope: $scope) { started { count } } } }'
    expected = (await ask(demo, query, {"scope": scope}))["series"]["stats"]["started"]["count"]
    await dashboard.goto(demo.at(BOARD))
    await dashboard.get_by_role("button", name="Filter people").click()
    dialog = dashboard.get_by_role("dialog", name="Filter people")
    await dialog.get_by_role("button", name="Tag").click()
    await dialog.get_by_label("Has the tag").fill("beta")
    await dialog.get_by_role("group", name="Tag").get_by_label("People").select_option("to whom this does not apply")
    await dialog.get_by_role("button", name="Attribute").click()
    await dialog.get_by_label("Attribute", exact=True).fill("plan")
    await expect(dialog.locator("datalist option[value=team]")).to_be_attached()  # a frequent value is suggested
    await dialog.get_by_label("Value").fill("team")
    await dialog.get_by_label("People who match").select_option("At least one of the conditions")
    assert await violations(dashboard) == []
    await dialog.get_by_role("button", name="Apply").click()

    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text(f"{expected:,}")
    await expect(dashboard.get_by_role("button", name="Filter people (2)")).to_be_visible()
    await dashboard.reload()  # the address holds the filter
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text(f"{expected:,}")


async def test_a_filter_says_where_people_stand(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    await dashboard.get_by_role("button", name="Filter people").click()
    dialog = dashboard.get_by_role("dialog", name="Filter people")
    await dialog.get_by_role("button", name="Outcome").click()
    await dialog.get_by_label("Has the outcome").select_option("Disengaged")
    await dialog.get_by_role("button", name="Block").click()
    await dialog.get_by_label("Reached the block").select_option("Welcome")
    await dialog.get_by_label("State or decision").select_option("Disengaged")
    await dialog.get_by_role("button", name="Apply").click()

    query = """query ($scope: StatsScope) {
        series(key: "onboarding") { block(key: "welcome") { visits(state: DISENGAGED, scope: $scope) { totalCount } } }
    }"""
    shown = await ask(demo, query, {"scope": {"asOf": demo.monday}})
    expected = shown["series"]["block"]["visits"]["totalCount"]
    await expect(dashboard.get_by_text(f"{expected} people", exact=True)).to_be_visible()


async def test_a_person_opens_with_their_whole_way_through_the_series(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&figure=finished"))
    link = dashboard.get_by_role("tabpanel").get_by_role("rowheader").get_by_role("link").first
    name = await link.inner_text()
    await link.click()

    dialog = dashboard.get_by_role("dialog", name=name)
    await expect(dialog.get_by_role("listitem").first).to_contain_text("Signed up for a trial")
    assert await violations(dashboard) == []
    await dashboard.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    assert "/people/" not in dashboard.url


async def test_a_person_is_shown_as_of_the_instant_of_the_view(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD + "&figure=goalHit&sort=OUTCOME_AT+ASC"))
    people = dashboard.get_by_role("tabpanel").get_by_role("rowheader").get_by_role("link")
    await people.first.click()
    dialog = dashboard.get_by_role("dialog")
    await expect(dialog).to_contain_text("E-mail address, tags and attributes are those of now.")
    await expect(dialog).to_contain_text("Goal hit")
    visits = await dialog.get_by_role("listitem").count()
    person = dashboard.url.partition("/people/")[2].partition("?")[0]
    query = """query ($id: ID!) { person(id: $id) { entries { nodes { startedAt } } } }"""
    entries = (await ask(demo, query, {"id": person}))["person"]["entries"]["nodes"]
    [started] = [each["startedAt"] for each in entries]

    await dashboard.goto("about:blank")
    await dashboard.goto(demo.at(f"/series/onboarding/people/{person}?layout=table&asOf={started}"))

    await expect(dialog.get_by_role("heading", name=re.compile("^Entry 1, started"))).to_be_visible()
    await expect(dialog).not_to_contain_text("Goal hit")
    await expect(dialog.locator("section p").first).to_contain_text("Started, In progress")
    assert await dialog.get_by_role("listitem").count() < visits
    assert await violations(dashboard) == []


async def test_a_long_list_draws_few_rows_and_loads_pages_as_it_is_scrolled(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    table = dashboard.get_by_role("tabpanel").get_by_role("table", name="Who: Started")
    await expect(table).to_have_attribute("aria-rowcount", "2001")

    await dashboard.wait_for_function("""() => {
      const frame = document.querySelector(".virtual");
      frame.scrollTop = frame.scrollHeight;
      return [...frame.querySelectorAll("[aria-rowindex]")].some((row) => row.ariaRowIndex > 301);
    }""")

    assert await table.get_by_role("row").count() < 50


async def test_a_long_list_is_one_tab_stop_and_arrow_keys_move_through_its_rows(dashboard: Page, demo):
    await dashboard.goto(demo.at(BOARD))
    people = dashboard.get_by_role("region", name="Who: Started")
    await expect(people.get_by_role("rowheader").first).to_be_visible()
    focused = "() => [document.activeElement.closest('[role=row]')?.ariaRowIndex, document.activeElement.tagName]"
    keys = dashboard.keyboard
    await people.focus()
    for key in ("ArrowDown", "ArrowRight", *["PageDown"] * 3, "ArrowUp"):
        await keys.press(key)
    await dashboard.wait_for_function(f"() => ({focused})()[0] === '31'")
    assert await dashboard.evaluate(focused) == ["31", "A"]
    await expect(dashboard.get_by_text("Tab leaves the list").first).to_be_visible()
    await keys.press("Tab")

    assert await dashboard.evaluate("() => document.activeElement.closest('#leaks') !== null")
    await people.focus()
    await keys.press("End")
    await dashboard.wait_for_function(f"() => Number(({focused})()[0]) > 100")


@pytest.mark.parametrize(
    ("scheme", "width", "contrast"), [("light", 360, None), ("dark", 360, "more"), ("dark", 1920, None)]
)
async def test_every_view_is_accessible_in_light_and_dark_from_phone_to_wide(
    dashboard: Page, demo, scheme: Any, width: int, contrast: Any
):
    await dashboard.emulate_media(color_scheme=scheme, contrast=contrast, reduced_motion="reduce")
    await dashboard.set_viewport_size({"width": width, "height": 800})
    for view in ("/", "/series/onboarding", f"/series/onboarding?block=settle-in&figure=disengaged&sections={ALL}"):
        await dashboard.goto("about:blank")
        await dashboard.goto(demo.at(view))
        await expect(dashboard.get_by_role("heading", level=1)).to_be_visible()
        await loaded(dashboard)
        assert await violations(dashboard) == []
        assert await dashboard.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert await dashboard.evaluate("() => document.getAnimations().length") == 0


async def test_more_contrast_makes_lines_and_quiet_texts_as_strong_as_the_text(dashboard: Page, demo):
    await dashboard.emulate_media(contrast="more")
    await dashboard.goto(demo.at(BOARD))
    quiet = dashboard.locator(".figure-tab .quiet").first
    await expect(quiet).to_be_visible()

    colors = "(each) => [getComputedStyle(each).color, getComputedStyle(document.body).color]"
    assert len({*await quiet.evaluate(colors)}) == 1


@pytest.mark.parametrize("wrong", ["asOf=garbage", "asOf=2026-13-45T00:00:00Z", "zone=Mars/Phobos", "from=garbage"])
async def test_times_in_the_address_that_do_not_exist_are_named_and_ignored(dashboard: Page, demo, wrong: str):
    await dashboard.goto(demo.at(f"{NOW}&{wrong}"))
    refusal = dashboard.get_by_role("alert")

    await expect(refusal).to_contain_text(wrong)
    await expect(dashboard.get_by_text(THOUSANDS)).to_be_visible()
    await dashboard.get_by_role("button", name="Reset scope").click()
    await expect(refusal).to_have_count(0)
    await expect(dashboard).to_have_url(re.compile(r"#/series/onboarding\?layout=table$"))


async def test_the_line_about_freshness_is_in_the_chosen_zone(dashboard: Page, demo):
    await dashboard.goto(demo.at(f"{NOW}&zone=Asia/Kathmandu"))  # in another zone than the browser

    line = dashboard.get_by_text(re.compile(r"^Events up to .* · Loaded at \d\d:\d\d:\d\d GMT\+5:45$"))
    await expect(line).to_be_visible()
