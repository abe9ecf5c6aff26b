"""Headless Chromium. Without it these tests are skipped, or fail where MILEPOST_REQUIRE_BROWSER=1 is set."""

import os
import shutil
from collections.abc import AsyncIterator
from typing import NoReturn

import pytest
from playwright.async_api import Browser, Page, async_playwright

from web.graphiql import VENDORED

NAMES = ("chromium", "chromium-browser", "google-chrome")
LONGEST_WAIT_MS = 20_000
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        _cannot_run(f"no browser on the PATH: none of {', '.join(NAMES)}")
    if not VENDORED.is_dir():
        _cannot_run("npm could not fetch GraphiQL's files at setup: run `python -m web.vendor`")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page in a browser profile of its own."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(LONGEST_WAIT_MS)
    yield await context.new_page()
    await context.close()


def _cannot_run(reason: str) -> NoReturn:
    if os.environ.get("MILEPOST_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
