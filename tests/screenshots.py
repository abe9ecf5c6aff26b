"""`make screenshots` writes the pictures of the dashboard in docs/images, from a demo of its own."""

import asyncio
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from dashboard_page import Demo, loaded, running_demo
from playwright.async_api import Browser, async_playwright
from programs import started

IMAGES = Path(__file__).parents[1] / "docs" / "images"


@dataclass(frozen=True)
class Picture:
    """A view in a window of one size and colour scheme."""

    name: str
    view: str
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    scroll_to: str = ""


PICTURES = (
    Picture("series", "/"),
    Picture("figures", "/series/onboarding?figure=goalHit&interval=WEEK&measure=cumulative&layout=table"),
    Picture("map", "/series/onboarding?layout=map&block=first-project", scheme="dark", scroll_to="#map"),
    Picture(
        "insights", "/series/onboarding?asOf=MONDAY&layout=table&sections=leaks+routes+combinations", scroll_to="#leaks"
    ),
    Picture(
        "breakdown",
        "/series/onboarding?layout=table&sections=breakdown+combinations&by=attribute+plan",
        scroll_to="details:has([aria-label='Who differs'])",
    ),
    Picture("times", "/series/onboarding?layout=table&block=first-project&sections=timeInBlock", scroll_to=".notice"),
    Picture("phone", "/series/onboarding", width=390),
)


async def take_all(demo: Demo, executable: str) -> None:
    """Writes every picture."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--headless", "--no-sandbox"])
        for picture in PICTURES:
            await take(browser, demo, picture)
        await browser.close()


async def take(browser: Browser, demo: Demo, picture: Picture) -> None:
    """Writes one picture of what the window shows."""
    context = await browser.new_context(
        viewport={"width": picture.width, "height": 900}, color_scheme=picture.scheme, locale="en-GB"
    )
    page = await context.new_page()
    await page.goto(demo.at(picture.view))
    await page.get_by_role("table").first.wait_for()
    if "layout=map" in picture.view:
        await page.locator("[data-block]").first.wait_for()
    await loaded(page)
    if picture.scroll_to:
        await page.locator(picture.scroll_to).first.evaluate("(part) => part.scrollIntoView()")
    await page.screenshot(path=IMAGES / f"{picture.name}.png")
    await context.close()


def main() -> None:
    """Starts a demo, takes the pictures, and stops it."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        sys.exit("There is no Chromium on the PATH.")
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as home, started(Path(home), "up", "--demo", "--port", "0") as running:
        asyncio.run(take_all(running_demo(running), executable))


if __name__ == "__main__":
    main()
