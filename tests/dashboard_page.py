"""The demo behind the dashboard, and what tests ask of its page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Page, expect
from programs import Running

LONGEST_LOADING_SECONDS = 180
AXE = Path(__file__).parents[1] / "dashboard" / "node_modules" / "axe-core" / "axe.min.js"


@dataclass(frozen=True)
class Demo:
    """A running Milepost with the demo series."""

    running: Running
    url: str
    token: str
    monday: str  # the instant as of which the README states the figures

    def at(self, fragment: str = "/") -> str:
        """The address that signs in and opens a view, such as `/series/onboarding?asOf=MONDAY&figure=exited`."""
        fragment = fragment.replace("MONDAY", self.monday)
        quoted = fragment.replace("&", "%26").replace("#", "%23").replace("+", "%2B")
        return f"{self.url}/#token={self.token}&view={quoted}"


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe objects to in the page as it is now, by WCAG 2.2 AA and its best practices."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("() => axe.run()")
    return [
        {"rule": each["id"], "nodes": [node["html"][:200] for node in each["nodes"]]} for each in found["violations"]
    ]


def running_demo(running: Running) -> Demo:
    """Waits until the demo is loaded."""
    monday = running.await_output(r"README are as of (\S+Z)\.\n", LONGEST_LOADING_SECONDS)[1]
    url = running.await_output(r"Milepost: (http://127\.0\.0\.1:\d+)/\n")[1]
    return Demo(running, url, running.token(), monday)


async def loaded(page: Page) -> None:
    """Waits until every part of the page has its data. The stream of changes keeps the network from being idle."""
    await expect(page.get_by_role("status").filter(has_text="Loading")).to_have_count(0)


async def look_again(page: Page) -> None:
    """What a browser reports when the reader returns to the tab: the page loads at once what it loads at intervals."""
    await page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


async def without_polling(page: Page) -> None:
    """Lets no interval pass in the pages that are opened from now on: they learn of changes only by the stream."""
    await page.add_init_script("window.setInterval = () => 0")


async def ask(demo: Demo, query: str, variables: dict[str, Any] | None = None) -> Any:
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {demo.token}"}, timeout=60) as client:
        response = await client.post(f"{demo.url}/graphql", json={"query": query, "variables": variables})
    assert "errors" not in response.json(), response.text
    return response.json()["data"]


async def define(demo: Demo, key: str, blocks: int) -> None:
    keys = [f"block-{number}" for number in range(blocks)]
    definition = {
        "key": key,
        "name": key.title(),
        "blocks": [{"key": each, "name": each.title(), "kind": "WAIT"} for each in keys],
        "paths": [{"from": keys[number // 2], "to": keys[number]} for number in range(1, blocks)],
    }
    query = "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message } } }"
    assert await ask(demo, query, {"input": definition}) == {"defineSeries": {"userErrors": []}}


async def start(demo: Demo, series: str, person: str) -> None:
    await happen(demo, "ENTRY_STARTED", series, person)


async def happen(demo: Demo, kind: str, series: str, person: str) -> None:
    named = {"id": f"{kind} {person}", "series": series, "person": person}
    event = {**named, "type": kind, "at": "2026-01-01T00:00:00Z"}
    query = "mutation ($events: [EventInput!]!) { recordEvents(input: {events: $events}) { accepted } }"
    assert await ask(demo, query, {"events": [event]}) == {"recordEvents": {"accepted": 1}}
