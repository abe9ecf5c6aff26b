"""What the dashboard shows when something changes: events, tokens, the network, and other series."""

import re
import subprocess
from pathlib import Path

import pytest
from dashboard_page import ask, define, happen, look_again, start, without_polling
from playwright.async_api import Page, Request, Route, expect
from programs import PATIENCE_SECONDS, PROGRAM, environment

THOUSANDS = re.compile(r"\d,\d{3}")  # people who have started the demo's series: more and more

HASTY_INTERVALS = "const every = setInterval; window.setInterval = (work, pause) => every(work, pause / 20);"


def is_stream(request: Request) -> bool:
    return request.headers.get("accept") == "text/event-stream"


@pytest.fixture
def token_of_an_empty_workspace(demo) -> str:
    home = Path(demo.running.output).parent
    command = [*PROGRAM, "token", "create", "--workspace", "empty", "--name", "reader", "--scope", "READ"]
    created = subprocess.run(
        command, check=True, capture_output=True, cwd=home, env=environment(home, {}), timeout=PATIENCE_SECONDS
    )
    return created.stdout.decode().strip()


async def test_the_figures_and_the_list_move_when_events_arrive(dashboard: Page, demo):
    await without_polling(dashboard)
    await define(demo, "moving", 2)
    await dashboard.goto(demo.at("/series/moving?layout=table"))
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text("0")
    await expect(dashboard.get_by_text("No one has started this series in the chosen scope.")).to_be_visible()
    await expect(dashboard.get_by_text("There is nothing to export until someone starts the series.")).to_be_visible()
    await expect(dashboard.get_by_role("button", name="Export", exact=True)).to_be_disabled()

    await start(demo, "moving", "ada")

    await expect(dashboard.get_by_text("1 person")).to_be_visible()
    await expect(dashboard.get_by_role("link", name="ada")).to_be_visible()
    await expect(dashboard.get_by_role("button", name="Export", exact=True)).to_be_enabled()

    await start(demo, "moving", "bob")
    await expect(dashboard.get_by_role("link", name="bob")).to_be_visible()


async def test_the_list_of_series_and_an_open_person_move_when_events_arrive(dashboard: Page, demo):
    await without_polling(dashboard)
    await define(demo, "listed", 2)
    await start(demo, "listed", "lea")
    await dashboard.goto(demo.at("/?search=listed"))
    row = dashboard.get_by_role("row", name="Listed")
    await expect(row.get_by_role("cell").nth(1)).to_have_text("1")

    await start(demo, "listed", "leo")

    await expect(row.get_by_role("cell").nth(1)).to_have_text("2")

    await row.get_by_role("link").click()
    await dashboard.get_by_role("link", name="lea").click()
    dialog = dashboard.get_by_role("dialog", name="lea")
    await expect(dialog).to_contain_text("In progress")
    await happen(demo, "ENTRY_FINISHED", "listed", "lea")
    await expect(dialog).to_contain_text("Finished")


async def test_where_no_stream_can_be_opened_the_page_polls(dashboard: Page, demo):
    async def without_streams(route: Route) -> None:
        if is_stream(route.request):
            await route.fulfill(json={"errors": [{"message": "Subscriptions are not supported."}]})
        else:
            await route.continue_()

    await dashboard.add_init_script(HASTY_INTERVALS)
    await dashboard.route("**/graphql", without_streams)
    await define(demo, "polled", 2)
    await dashboard.goto(demo.at("/series/polled?layout=table"))
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text("0")

    await start(demo, "polled", "cleo")

    await expect(dashboard.get_by_role("link", name="cleo")).to_be_visible()


async def test_a_view_as_of_an_instant_opens_no_stream_and_leaving_it_opens_one(dashboard: Page, demo):
    streams: list[str] = []
    dashboard.on("request", lambda request: streams.append(request.url) if is_stream(request) else None)
    await dashboard.goto(demo.at("/series/onboarding?asOf=MONDAY&layout=table"))
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text(THOUSANDS)
    await dashboard.wait_for_load_state("networkidle")
    assert streams == []

    async with dashboard.expect_request(is_stream):
        await dashboard.evaluate("() => { location.hash = '#/series/onboarding?layout=table'; }")


async def test_without_the_network_the_last_figures_stay_with_the_reason(dashboard: Page, demo):
    await dashboard.goto(demo.at("/series/onboarding?layout=table"))
    tab = dashboard.get_by_role("tab", selected=True)
    await expect(tab).to_contain_text(THOUSANDS)

    await dashboard.context.set_offline(True)
    await look_again(dashboard)
    alert = dashboard.get_by_role("alert").first
    await expect(alert).to_contain_text("The server cannot be reached")
    await expect(alert).to_contain_text("Not up to date: these figures are of")
    await expect(tab).to_contain_text(THOUSANDS)
    await dashboard.context.set_offline(False)

    await expect(dashboard.get_by_role("alert")).to_have_count(0)


async def test_a_revoked_token_leads_back_to_the_form_with_the_reason(dashboard: Page, demo):
    await without_polling(dashboard)
    create = 'mutation { createToken(input: {name: "reader", scopes: [READ]}) { token { id } secret } }'
    created = (await ask(demo, create))["createToken"]
    await dashboard.goto(f"{demo.url}/#token={created['secret']}&view=/series/onboarding")
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text(THOUSANDS)
    await expect(dashboard.get_by_role("button", name="Message")).to_have_count(0)  # it lacks the scope ACT

    await ask(demo, "mutation ($id: ID!) { revokeToken(id: $id) { userErrors { message } } }", created["token"])

    await expect(dashboard.get_by_role("alert")).to_contain_text("was revoked")
    await expect(dashboard.get_by_label("Access token")).to_be_focused()
    assert dashboard.url == f"{demo.url}/#/series/onboarding"  # the view opens again with another token


async def test_a_server_that_restarts_is_awaited_and_the_page_goes_on_by_itself(dashboard: Page, demo):
    await without_polling(dashboard)
    await define(demo, "restarted", 2)
    await dashboard.goto(demo.at("/series/restarted?layout=table"))
    await expect(dashboard.get_by_role("tab", selected=True)).to_contain_text("0")

    demo.running.child("API").kill()
    await start(demo, "restarted", "eve")

    await expect(dashboard.get_by_role("link", name="eve")).to_be_visible()
    await expect(dashboard.get_by_role("alert")).to_have_count(0)


async def test_a_server_that_cannot_answer_is_asked_again_until_it_can(dashboard: Page, demo):
    await dashboard.goto(demo.at("/series/onboarding?asOf=MONDAY&layout=table&figure=exited"))
    await expect(dashboard.get_by_text("254 people", exact=True)).to_be_visible()
    await dashboard.context.set_offline(True)
    await dashboard.get_by_role("tab", name=re.compile("^Finished")).click()
    await expect(dashboard.get_by_role("tabpanel").get_by_role("alert").first).to_contain_text("cannot be reached")

    await dashboard.context.set_offline(False)

    await expect(dashboard.get_by_text("1,191 people", exact=True)).to_be_visible()  # the list, too
    await expect(dashboard.get_by_role("alert")).to_have_count(0)


async def test_a_workspace_without_series_says_what_to_do(dashboard: Page, demo, token_of_an_empty_workspace: str):
    await dashboard.goto(f"{demo.url}/#token={token_of_an_empty_workspace}")

    await expect(dashboard.get_by_role("heading", name="No series yet")).to_be_visible()
    await expect(dashboard.get_by_role("main")).to_contain_text("milepost up --demo")


async def test_a_map_of_250_blocks_has_an_overview_and_one_stop_of_the_tab_key(dashboard: Page, demo):
    await define(demo, "large", 250)
    await dashboard.goto(demo.at("/series/large?layout=map"))

    await expect(dashboard.locator("[data-block]")).to_have_count(250)
    await expect(dashboard.get_by_role("img", name="Overview")).to_be_visible()
    await expect(dashboard.locator("[data-block][tabindex='0']")).to_have_count(1)
