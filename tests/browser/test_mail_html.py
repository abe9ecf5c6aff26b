"""The HTML part of a mail in a browser."""

from playwright.async_api import Page

from jobs.mail_html import html_of

SPACE = " "  # at the end of a line
TEXT = f"""Plan       Price
  basic \t      10
  pro            99{SPACE}

See (https://en.wikipedia.org/wiki/Series_(math)).
 Bye,  Ann"""


async def test_a_browser_shows_the_text_of_the_plain_part(page: Page):
    await page.set_content(html_of(TEXT))

    assert await page.inner_text("body") == TEXT
    assert await page.get_attribute("a", "href") == "https://en.wikipedia.org/wiki/Series_(math)"
