"""Signing in and out of the dashboard, and what it loads."""

from urllib.parse import urlsplit

import httpx
from dashboard_page import violations
from playwright.async_api import Page, Response, expect

MOST_BYTES = 300_000


async def test_a_link_signs_in_and_the_token_leaves_the_address_before_anything_is_drawn(dashboard: Page, demo):
    await dashboard.add_init_script(
        "new MutationObserver(() => {"
        "  if (document.getElementById('root')?.childElementCount && !window.drawnAt) window.drawnAt = location.href;"
        "}).observe(document, {childList: true, subtree: true});"
    )

    await dashboard.goto(f"{demo.url}/#token={demo.token}")

    await expect(dashboard.get_by_role("heading", name="Series", exact=True)).to_be_visible()
    assert demo.token not in await dashboard.evaluate("() => window.drawnAt")
    assert demo.token not in dashboard.url
    await dashboard.reload()
    await expect(dashboard.get_by_role("link", name="Trial onboarding")).to_be_visible()


async def test_without_a_link_the_form_says_where_tokens_come_from_and_accepts_one(dashboard: Page, demo):
    await dashboard.goto(f"{demo.url}/#/series/onboarding")
    await expect(dashboard.get_by_role("main")).to_contain_text("milepost token create")
    assert await violations(dashboard) == []

    await dashboard.keyboard.type(demo.token)  # the field has the focus
    await dashboard.keyboard.press("Enter")

    await expect(dashboard.get_by_role("heading", name="Trial onboarding")).to_be_visible()


async def test_a_wrong_token_is_refused_with_the_reason(dashboard: Page, demo):
    await dashboard.goto(f"{demo.url}/#token=mp_wrong")

    await expect(dashboard.get_by_role("alert")).to_contain_text("wrong, has expired or was revoked")
    assert await dashboard.evaluate("() => sessionStorage.length") == 0


async def test_signing_out_forgets_the_token(dashboard: Page, demo):
    await dashboard.goto(demo.at())
    await dashboard.get_by_role("button", name="Sign out").click()

    await expect(dashboard.get_by_role("heading", name="Sign in to Milepost")).to_be_visible()
    assert await dashboard.evaluate("() => sessionStorage.length + localStorage.length") == 0


async def test_the_first_load_is_small_and_comes_from_the_server_alone(dashboard: Page, demo):
    responses: list[Response] = []
    dashboard.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - Playwright sets attributes of it

    await dashboard.goto(demo.at("/series/onboarding?asOf=MONDAY&layout=table"))
    await expect(dashboard.get_by_role("heading", name="Trial onboarding")).to_be_visible()
    await dashboard.wait_for_load_state("networkidle")

    hosts = {urlsplit(each.url).netloc for each in responses} - {""}  # data: has no host
    files = [each for each in responses if each.request.method == "GET" and not each.url.startswith("data:")]
    sizes = {urlsplit(each.url).path: (await each.request.sizes())["responseBodySize"] for each in files}
    assert hosts == {urlsplit(demo.url).netloc}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_the_policy_of_the_page_permits_no_inline_code(demo):
    response = httpx.get(demo.url)

    policy = response.headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert "<style" not in response.text
    assert response.headers["cache-control"] == "no-cache"
    assert httpx.get(demo.url, headers={"If-None-Match": response.headers["etag"]}).status_code == 304
