"""`milepost up --demo`, and pages for its dashboard."""

from collections.abc import AsyncIterator, Generator

import pytest
from dashboard_page import Demo, running_demo
from playwright.async_api import Browser, Page, expect
from programs import started

LONGEST_WAIT_MS = 20_000
# The browser reports these. Tests cause the first three: the last of them is a stream whose server was killed. A server
# on a busy machine may send the fourth; the page then tries again.
REFUSALS = (
    "401 (Unauthorized)",
    "ERR_INTERNET_DISCONNECTED",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "503 (Service Unavailable)",
)
expect.set_options(timeout=LONGEST_WAIT_MS)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    home = tmp_path_factory.mktemp("dashboard")
    with started(home, "up", "--demo", "--port", "0") as running:
        yield running_demo(running)


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
    assert [each for each in failures if not any(refusal in each for refusal in REFUSALS)] == []
