"""What a request says about its own host, address and scheme is not believed."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from conftest import TokenFor, serving, serving_app
from exporting import Exporter
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from core.errors import InvalidSetting
from core.events import EventInput, EventType
from core.ids import global_id
from core.settings import Settings, read_settings
from core.viewer import Scope as TokenScope

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
REQUEST = """
mutation ($input: RequestExportInput!) {
  requestExport(input: $input) { export { id } userErrors { code message path } }
}
"""
UNKNOWN_ADDRESS = {
    "code": "INVALID",
    "message": "The server does not know its address for the link in the mail: set MILEPOST_PUBLIC_URL, or leave out "
    "`email`.",
    "path": ["email"],
}


@pytest.fixture
async def ask(settings: Settings, pool: Any, workspace_id: int, token_for: TokenFor):
    """`await ask(url, host, email=...)`: the user errors of an export request with this Host header."""
    start = EventInput(
        id="e", type=EventType.ENTRY_STARTED, at=datetime(2026, 1, 1, tzinfo=UTC), series="s", person="ann"
    )
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(start)
    token = await token_for(workspace_id, TokenScope.READ, TokenScope.EXPORT)
    series_id = await pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)

    async def request(url: str, host: str, **more: Any) -> tuple[list[Any], list[str]]:
        headers = {"Authorization": f"Bearer {token}", "Host": host, **FORWARDED}
        given = {"series": global_id("Series", series_id), **more}
        async with httpx.AsyncClient(base_url=url, headers=headers) as client:
            answer = await client.post("/graphql", json={"query": REQUEST, "variables": {"input": given}})
        rows = await pool.fetch("SELECT link_base FROM export WHERE workspace_id = $1 ORDER BY id", workspace_id)
        return answer.json()["data"]["requestExport"]["userErrors"], [row["link_base"] for row in rows]

    return request


async def test_a_foreign_host_is_not_mailed(server: str, ask):
    refused, none = await ask(server, "evil.example", email="ann@example.org")
    accepted, local = await ask(server, "localhost:9000", email="ann@example.org")

    assert (refused, none) == ([UNKNOWN_ADDRESS], [])
    assert (accepted, local) == ([], ["http://localhost:9000"])


async def test_without_a_mail_the_link_has_the_host_of_the_request(server: str, ask):
    assert await ask(server, "milepost.internal:8000") == ([], ["http://milepost.internal:8000"])


async def test_the_configured_address_is_in_every_link(settings: Settings, ask):
    public = settings.model_copy(update={"public_url": "https://milepost.example.com"})
    with serving(public) as url:
        answer = await ask(url, "evil.example", email="ann@example.org")

    assert answer == ([], ["https://milepost.example.com"])


async def _told(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await JSONResponse([scope["client"][0], scope["scheme"]])(scope, receive, send)


@pytest.mark.parametrize(
    ("proxies", "believed"),
    [
        (None, ["127.0.0.1", "http"]),
        ("10.0.0.0/8", ["127.0.0.1", "http"]),
        ("10.0.0.0/8, 127.0.0.1", ["203.0.113.9", "https"]),
        ("127.0.0.0/8", ["203.0.113.9", "https"]),
    ],
)
def test_forwarded_headers_are_believed_only_from_trusted_proxies(proxies: str | None, believed: list[str]):
    with serving_app(_told, Settings(trusted_proxies=proxies, log_level="warning")) as url:
        assert httpx.get(url, headers=FORWARDED).json() == believed


@pytest.mark.parametrize(
    ("forwarded", "believed"),
    [
        ("203.0.113.9, 127.0.0.1", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("somebody", "127.0.0.1"),
        ("unknown", "127.0.0.1"),
        ("<script>", "127.0.0.1"),
        ("1.2.3.4.5", "127.0.0.1"),
        ("fe80::1%any text", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_only_ip_addresses_are_believed_also_from_trusted_proxies(forwarded: str, believed: str):
    with serving_app(_told, Settings(trusted_proxies="127.0.0.1", log_level="warning")) as url:
        assert httpx.get(url, headers={"X-Forwarded-For": forwarded}).json() == [believed, "http"]


@pytest.mark.parametrize("wrong", ["*", "milepost", "10.0.0.0/99", "10.0.0.1,", "10.0.0.1/8"])
def test_a_trusted_proxy_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str):
    monkeypatch.setenv("MILEPOST_TRUSTED_PROXIES", wrong)

    with pytest.raises(InvalidSetting, match=r"^MILEPOST_TRUSTED_PROXIES: '.*' is neither an address nor a network"):
        read_settings()
