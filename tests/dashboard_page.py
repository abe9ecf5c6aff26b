"""What tests ask of a page of the dashboard."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).parents[1] / "dashboard" / "node_modules" / "axe-core" / "axe.min.js"


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe objects to in the page as it is now, by WCAG 2.2 AA and its best practices."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("() => axe.run()")
    return [
        {"rule": each["id"], "nodes": [node["html"][:200] for node in each["nodes"]]} for each in found["violations"]
    ]
