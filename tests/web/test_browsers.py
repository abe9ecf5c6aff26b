"""Headers for browsers on every response, CORS, and what clients may learn about the schema."""

from typing import Any

import httpx
import pytest
from conftest import BOOTSTRAP_TOKEN, serving
from databases import in_database

from core.errors import InvalidSetting
from core.settings import Settings, read_settings

TOKEN = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
STRICT = "default-src 'none'; frame-ancestors 'none'"
ORIGIN = "https://app.example.com"
INTROSPECTION = "INVALID"
PAGES = {"/graphql": "script-src", "/unsubscribe/forged": "form-action"}  # and a part of their own policy
OTHERS = [
    ("GET", "/graphql?query={__typename}", 200), ("POST", "/graphql", 401), ("DELETE", "/graphql", 405),
    ("GET", "/exports/forged", 404), ("GET", "/graphiql/page.js", 200), ("GET", "/healthz", 200),
    ("GET", "/metrics", 200), ("GET", "/nowhere", 404), ("POST", "/events", 401), ("POST", "/people", 401),
]  # fmt: skip


def ask(url: str, query: str, variables: dict[str, Any] | None = None) -> Any:
    response = httpx.post(f"{url}/graphql", headers=TOKEN, json={"query": query, "variables": variables})
    return response.json()


@pytest.mark.parametrize(("method", "path", "status"), OTHERS)
def test_a_response_may_not_be_framed_sniffed_or_embedded_by_other_sites(
    server: str, method: str, path: str, status: int
):
    headers = TOKEN if status == 200 else {}
    response = httpx.request(method, server + path, headers=headers)

    assert response.status_code == status
    assert {name: response.headers.get_list(name) for name in (
        "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-resource-policy"
    )} == {
        "content-security-policy": [STRICT], "x-content-type-options": ["nosniff"],
        "referrer-policy": ["no-referrer"], "cross-origin-resource-policy": ["same-origin"],
    }  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_policy_of_its_own_and_may_not_be_framed(server: str, path: str):
    response = httpx.get(server + path, headers={"Accept": "text/html"})

    policies = response.headers.get_list("content-security-policy")
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; ")
    assert PAGES[path] in policies[0]
    assert "frame-ancestors 'none'" in policies[0]
    assert response.headers.get_list("x-content-type-options") == ["nosniff"]


def test_without_the_setting_no_origin_is_permitted(server: str):
    preflight = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    refused = httpx.options(f"{server}/graphql", headers=preflight)
    response = httpx.post(f"{server}/graphql", headers=TOKEN | {"Origin": ORIGIN}, json={"query": "{ __typename }"})

    assert refused.status_code == 405
    assert [name for name in response.headers if name.startswith("access-control-")] == []


def test_a_permitted_origin_may_read_the_response_to_a_bug(settings: Settings):
    broken = in_database(settings, "template1")  # a database without tables
    with serving(broken.model_copy(update={"cors_origins": ORIGIN})) as url:
        headers = TOKEN | {"Origin": ORIGIN}
        # the traceback of a bug takes seconds on a busy machine
        response = httpx.post(f"{url}/graphql", headers=headers, json={"query": "{ __typename }"}, timeout=60)

    assert (response.status_code, response.headers["access-control-allow-origin"]) == (500, ORIGIN)
    assert response.headers["content-security-policy"] == STRICT


def test_permitted_origins_may_read_responses_even_to_errors_and_others_may_not(settings: Settings):
    with serving(settings.model_copy(update={"cors_origins": f"http://localhost:3000, {ORIGIN}"})) as url:
        preflight = {
            "Origin": ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,if-none-match",
        }
        permitted = httpx.options(f"{url}/graphql", headers=preflight)
        refused = httpx.options(f"{url}/graphql", headers=preflight | {"Origin": "https://evil.example"})
        error = httpx.post(f"{url}/graphql", headers={"Origin": ORIGIN})
        evil = httpx.post(f"{url}/graphql", headers={"Origin": "https://evil.example"})

    assert permitted.status_code == 200
    assert permitted.headers["access-control-allow-origin"] == ORIGIN
    assert permitted.headers["access-control-allow-headers"] == "authorization,content-type,if-none-match"
    assert permitted.headers["access-control-max-age"] == "7200"
    assert "access-control-allow-credentials" not in permitted.headers
    assert "x-request-id" in permitted.headers
    assert (refused.status_code, "access-control-allow-origin" in refused.headers) == (400, False)
    assert refused.json().keys() == {"error"}
    assert refused.json()["error"]["code"] == "INVALID"
    assert "MILEPOST_CORS_ORIGINS" in refused.json()["error"]["message"]
    assert refused.headers["content-type"] == "application/json"
    assert (error.status_code, error.headers["access-control-allow-origin"]) == (401, ORIGIN)
    assert error.headers["access-control-expose-headers"] == (
        "ETag, X-Request-Id, Retry-After, RateLimit, RateLimit-Policy"
    )
    assert "access-control-allow-origin" not in evil.headers


def counted_preflights(url: str) -> list[float]:
    """The requests to /graphql without an operation so far, by outcome, and those to no known route."""
    text = httpx.get(f"{url}/metrics").text
    labels = [("OK", "/graphql"), ("INVALID", "/graphql"), ("OK", "unknown")]
    samples = [f'milepost_requests_total{{operation="none",outcome="{of}",route="{route}"}} ' for of, route in labels]
    return [float(text.partition(each)[2].partition("\n")[0] or 0) for each in samples]


def test_preflight_requests_are_counted_with_their_route(settings: Settings):
    preflight = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    with serving(settings.model_copy(update={"cors_origins": ORIGIN})) as url:
        before = counted_preflights(url)
        for path, origin in (("graphql", ORIGIN), ("graphql", "https://evil.example"), ("nowhere", ORIGIN)):
            httpx.options(f"{url}/{path}", headers=preflight | {"Origin": origin})
        after = counted_preflights(url)

    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1, 1]


@pytest.mark.parametrize(
    "wrong", ["app.example.com", "https://app.example.com/", "https://a.example https://b.example", "https://A.example"]
)
def test_a_wrong_origin_in_the_setting_is_reported(monkeypatch: pytest.MonkeyPatch, wrong: str):
    monkeypatch.setenv("MILEPOST_CORS_ORIGINS", f"https://good.example,{wrong}")

    with pytest.raises(InvalidSetting, match=r"MILEPOST_CORS_ORIGINS: '.*' is not an origin\. Write scheme and host"):
        read_settings()


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { types { name } } }",
        '{ __type(name: "Person") { name } }',
        "{ ...f } fragment f on Query { __schema { description } }",
    ],
)
def test_introspection_can_be_turned_off(settings: Settings, server: str, query: str):
    with serving(settings.model_copy(update={"introspection": False})) as url:
        off, kept = ask(url, query), ask(url, "{ __typename }")
    on = ask(server, query)

    assert "data" not in off
    assert [error["extensions"] for error in off["errors"]] == [{"code": "INVALID"}]
    assert off["errors"][0]["message"].startswith("This server does not let queries read its schema")
    assert kept == {"data": {"__typename": "Query"}} or kept["data"] == {"__typename": "Query"}
    assert "errors" not in on


def test_graphiql_can_be_turned_off(settings: Settings):
    with serving(settings.model_copy(update={"graphiql": False})) as url:
        page = httpx.get(f"{url}/graphql", headers={"Accept": "text/html"})
        file = httpx.get(f"{url}/graphiql/page.js")
        query = ask(url, "{ __typename }")

    assert (page.status_code, file.status_code) == (401, 404)
    assert query["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ seriez { totalCount } }", None),
        ('{ series(kee: "s") { name } }', None),
        ("query ($input: PeopleFilte) { people(filter: $input) { totalCount } }", None),
        ('{ people(filter: {tagz: ["a"]}) { totalCount } }', None),
        ("query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }", {"filter": {"tagz": ["a"]}}),
    ],
)
def test_suggestions_can_be_turned_off(settings: Settings, server: str, query: str, variables: dict[str, Any] | None):
    with serving(settings.model_copy(update={"suggestions": False})) as url:
        off = ask(url, query, variables)
    on = ask(server, query, variables)

    assert "Did you mean" in on["errors"][0]["message"]
    assert off["errors"]
    assert "Did you mean" not in str(off)
