"""GraphiQL in a browser: the page is opened from the printed link, and queries are typed and run."""

import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from costs import without_cost
from playwright.async_api import Page, expect

from core.viewer import Scope
from db.pool import Pool
from simulation.history import history
from simulation.onboarding import definition

TABS = ["Overview", "Blocks", "Trend", "People", "Waiting"]
UNTIL = datetime(2026, 3, 1, tzinfo=UTC)

QUERY_EDITOR = "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror"
RESULT = "document.querySelector('.result-window .CodeMirror').CodeMirror"

LOAD = """
mutation Load($series: DefineSeriesInput!, $events: RecordEventsInput!) {
  defineSeries(input: $series) { userErrors { message } }
  recordEvents(input: $events) { rejected { message } userErrors { message } }
}
"""


@pytest.fixture
async def token(server: str, workspace_id: int, token_for: Callable[..., Awaitable[str]]) -> str:
    """A token for a workspace that holds the series of the demo with forty people."""
    token = await token_for(workspace_id, Scope.READ, Scope.INGEST)
    variables = {"series": definition(), "events": {"events": list(history(people=40, until=UNTIL))}}
    async with httpx.AsyncClient(base_url=server, headers={"Authorization": f"Bearer {token}"}) as client:
        answer = await client.post("/graphql", json={"query": LOAD, "variables": variables})
    assert without_cost(answer.json()) == {
        "data": {"defineSeries": {"userErrors": []}, "recordEvents": {"rejected": [], "userErrors": []}}
    }
    return token


async def test_the_page_opens_with_its_examples_and_loads_nothing_from_other_hosts(page: Page, server: str, token: str):
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))

    await _open(page, f"{server}/graphql#token={token}")

    await expect(page.locator(".graphiql-tab-button")).to_have_text(TABS)
    await expect(page.locator("#token")).to_be_hidden()
    assert set(asked) - {""} == {urlsplit(server).netloc}  # data: has no host
    assert complaints == []


async def test_the_token_is_removed_from_the_address_and_survives_a_reload(page: Page, server: str, token: str):
    await _open(page, f"{server}/graphql#token={token}")
    assert page.url == f"{server}/graphql"

    await page.reload()
    await _open(page, page.url)

    await expect(page.locator(".graphiql-tab-button")).to_have_text(TABS)
    assert without_cost(await _answer(page, "{ viewer { scopes } }")) == {
        "data": {"viewer": {"scopes": ["READ", "INGEST"]}}
    }


async def test_without_a_token_the_page_says_how_to_get_one_and_accepts_it(page: Page, server: str, token: str):
    await page.goto(f"{server}/graphql")
    hint = page.locator("#token")
    await expect(hint).to_contain_text(re.compile("milepost up.*milepost token create", re.DOTALL))

    await page.fill("#token-value", token)
    await page.get_by_role("button", name="Use token").click()

    await expect(hint).to_be_hidden()
    await expect(page).to_have_url(f"{server}/graphql")
    assert without_cost(await _answer(page, "{ viewer { scopes } }")) == {
        "data": {"viewer": {"scopes": ["READ", "INGEST"]}}
    }


async def test_a_refused_token_leads_to_the_form_with_the_reason_and_another_one_is_accepted(
    page: Page, server: str, token: str
):
    await page.goto(f"{server}/graphql#token=mp_wrong")
    reason = page.get_by_role("alert").filter(has_text="The token is unknown, expired or revoked")
    await expect(reason).to_be_visible()
    await page.reload()
    await expect(reason).to_be_visible()

    await page.fill("#token-value", token)
    await page.get_by_role("button", name="Use token").click()

    await expect(page.locator("#token")).to_be_hidden()
    assert "data" in await _answer(page, "{ viewer { scopes } }")


async def test_a_token_that_is_revoked_while_the_page_is_open_leads_to_the_form(
    page: Page, server: str, pool: Pool, workspace_id: int, token: str
):
    await _open(page, f"{server}/graphql#token={token}")
    await expect(page.locator("#token")).to_be_hidden()

    await pool.execute("UPDATE token SET revoked_at = now() WHERE workspace_id = $1", workspace_id)
    await page.get_by_role("button", name="Execute query").click()

    await expect(page.locator("#token")).to_contain_text("The token is unknown, expired or revoked")
    await expect(page.get_by_role("button", name="Use token")).to_be_visible()


async def test_a_field_name_is_completed(page: Page, server: str, token: str):
    await _open(page, f"{server}/graphql#token={token}")

    await _write(page, "{ seri")

    await expect(page.locator(".CodeMirror-hint").first).to_have_text("series")
    await page.keyboard.press("Enter")
    assert await page.evaluate(f"{QUERY_EDITOR}.getValue()") == "{ series}"


async def test_a_query_is_run_and_its_response_shown(page: Page, server: str, token: str):
    await _open(page, f"{server}/graphql#token={token}")

    answer = await _answer(page, '{ series(key: "onboarding") { name blocks { key } } }')

    assert without_cost(answer) == {
        "data": {
            "series": {
                "name": "Trial onboarding",
                "blocks": [{"key": block["key"]} for block in definition()["blocks"]],
            }
        }
    }


@pytest.mark.parametrize("tab", TABS)
async def test_an_example_runs_without_errors(page: Page, server: str, token: str, tab: str):
    await _open(page, f"{server}/graphql#token={token}")
    await page.get_by_role("button", name=tab, exact=True).click()

    answer = await _run(page, tab)

    assert "errors" not in answer
    assert answer["data"]["series"] is not None


async def _open(page: Page, url: str) -> None:
    """Opens the page and waits until GraphiQL knows the schema."""
    async with page.expect_response(lambda response: response.request.method == "POST") as introspection:
        await page.goto(url)
    assert (await introspection.value).status == 200
    await page.wait_for_selector(".graphiql-query-editor .CodeMirror")


async def _write(page: Page, text: str) -> None:
    """Types into a new tab."""
    await page.get_by_role("button", name="Add tab").click()
    await page.click(".graphiql-query-editor .CodeMirror")
    await page.keyboard.press("Control+A")
    await page.keyboard.type(text)


async def _answer(page: Page, selection: str) -> Any:
    """Runs a selection as a query in a new tab, and returns the response that the page shows."""
    await _write(page, "")
    await page.keyboard.insert_text(f"query Asked {selection}")
    return await _run(page, "Asked")


async def _run(page: Page, operation: str) -> Any:
    # GraphiQL finds the operation to run a moment after the text has changed.
    await page.wait_for_function(f"() => {QUERY_EDITOR}.operationName === {json.dumps(operation)}")
    async with page.expect_response(lambda response: response.request.method == "POST"):
        await page.get_by_role("button", name="Execute query").click()
    await page.wait_for_function(f"() => {RESULT}.getValue()")
    return json.loads(await page.evaluate(f"{RESULT}.getValue()"))
