"""A page of another origin in a browser: queries, mutations and conditional requests across origins."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import TokenFor, serving, serving_app
from playwright.async_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from core.settings import Settings
from core.viewer import Scope

ASK = """
async ([url, token, query]) => {
  const headers = {Authorization: `Bearer ${token}`, "Content-Type": "application/json"};
  try {
    const response = await fetch(url + "/graphql", {method: "POST", headers, body: JSON.stringify({query})});
    return {status: response.status, id: response.headers.get("X-Request-Id"), body: await response.json()};
  } catch (error) {
    return {error: error.name};
  }
}
"""
GET_TWICE = """
async ([url, token, query]) => {
  const ask = (more) => fetch(url + "/graphql?query=" + encodeURIComponent(query), {
    headers: {Authorization: `Bearer ${token}`, ...more}, cache: "no-store",
  });
  const first = await ask({});
  const tag = first.headers.get("ETag");
  const second = await ask({"If-None-Match": tag});
  return {tag, first: await first.json(), status: second.status};
}
"""
UPSERT = 'mutation { upsertPeople(input: {people: [{externalId: "p"}]}) { created userErrors { message } } }'
COUNT = "{ people { totalCount } }"


async def _page(_: Request) -> Response:
    return HTMLResponse("<!doctype html><title>Another site</title>")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The origin of another site: the same host with another port is another origin."""
    with serving_app(Starlette(routes=[Route("/", _page)])) as url:
        yield url


@pytest.fixture
def permitting(settings: Settings, site: str) -> Iterator[str]:
    """A server that permits the origin of the site."""
    with serving(settings.model_copy(update={"cors_origins": site})) as url:
        yield url


@pytest.fixture
async def other_page(page: Page, site: str) -> Page:
    await page.goto(site)
    return page


@pytest.fixture
async def token(workspace_id: int, token_for: TokenFor) -> str:
    return await token_for(workspace_id, Scope.READ, Scope.INGEST)


async def test_a_page_of_a_permitted_origin_runs_queries_and_mutations(other_page: Page, permitting: str, token: str):
    changed = await other_page.evaluate(ASK, [permitting, token, UPSERT])
    counted = await other_page.evaluate(ASK, [permitting, token, COUNT])
    refused = await other_page.evaluate(ASK, [permitting, "wrong", COUNT])

    assert changed["body"]["data"] == {"upsertPeople": {"created": 1, "userErrors": []}}
    assert counted["body"]["data"] == {"people": {"totalCount": 1}}
    assert (refused["status"], refused["body"]["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    assert all(len(answer["id"]) == 32 for answer in (changed, counted, refused))


async def test_it_reads_etags_and_gets_304_for_a_response_that_it_has(other_page: Page, permitting: str, token: str):
    found = await other_page.evaluate(GET_TWICE, [permitting, token, COUNT])

    assert found["first"]["data"] == {"people": {"totalCount": 0}}
    assert found["tag"].startswith('"')
    assert found["status"] == 304


async def test_a_page_of_another_origin_can_neither_read_nor_change(other_page: Page, server: str, token: str):
    changed = await other_page.evaluate(ASK, [server, token, UPSERT])
    await other_page.goto(f"{server}/healthz")
    counted = await other_page.evaluate(ASK, [server, token, COUNT])

    assert changed == {"error": "TypeError"}
    # The policy of a JSON response lets it send no requests, not even to its own origin.
    assert counted == {"error": "TypeError"}


async def test_a_response_cannot_be_framed_or_embedded(other_page: Page, server: str):
    complaints: list[str] = []
    other_page.on("console", lambda message: complaints.append(message.text))
    embed: Callable[..., Any] = other_page.evaluate
    await embed(
        """(url) => new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.src = url + "/unsubscribe/forged";
      frame.onload = done;
      document.body.append(frame);
    })""",
        server,
    )
    loaded = await embed(
        """(url) => new Promise((done) => {
      const script = document.createElement("script");
      script.src = url + "/graphiql/page.js";
      script.onload = () => done(true);
      script.onerror = () => done(false);
      document.body.append(script);
    })""",
        server,
    )

    assert loaded is False
    assert any("frame-ancestors 'none'" in complaint for complaint in complaints)
