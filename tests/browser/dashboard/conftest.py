"""`milepost up --demo`, and pages for its dashboard."""

from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page, expect
from programs import Running, started

LONGEST_WAIT_MS = 20_000
expect.set_options(timeout=LONGEST_WAIT_MS)


@dataclass(frozen=True)
class Demo:
    """A running Milepost with the demo series."""

    running: Running
    url: str
    token: str

    def at(self, fragment: str = "/") -> str:
        """The address that signs in and opens a view, such as `/series/onboarding?figure=exited`."""
        quoted = fragment.replace("&", "%26").replace("#", "%23").replace("+", "%2B")
        return f"{self.url}/#token={self.token}&view={quoted}"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    home = tmp_path_factory.mktemp("dashboard")
    with started(home, "up", "--demo", "--port", "0") as running:
        url = running.await_output(r"Milepost: (http://127\.0\.0\.1:\d+)/\n")[1]
        yield Demo(running, url, running.token())


@pytest.fixture
async def dashboard(browser: Browser) -> AsyncIterator[Page]:
    """An empty page whose errors fail the test: nothing may be refused by the policy of the page, or thrown."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(LONGEST_WAIT_MS)
    page = await context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    yield page
    await context.close()
    assert [each for each in failures if "401 (Unauthorized)" not in each] == []
