"""The GraphiQL page, its files and its examples, over HTTP."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from graphql import OperationDefinitionNode, build_schema, parse, print_ast, validate
from starlette.requests import Request

from web import graphiql, vendor
from web.graphiql import ASSETS, VENDORED, Asset, examples

PROJECT = Path(__file__).parents[2]

vendored = pytest.mark.skipif(not VENDORED.is_dir(), reason="npm could not fetch GraphiQL's files at setup")
each_example = pytest.mark.parametrize(
    "example",
    examples(),
    ids=[re.search(r"query (\w+)", example)[1] for example in examples()],  # type: ignore[index]
)


@pytest.fixture
async def client(server: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server, headers={"Accept": "text/html"}) as client:
        yield client


@vendored
async def test_the_page_of_a_browser_may_not_load_from_or_send_to_other_hosts(client: httpx.AsyncClient):
    answer = await client.get("/graphql")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert re.findall(r'(?:src|href)="\w+://[^"]*"', answer.text) == []


@vendored
async def test_the_files_of_npm_are_cached_for_a_year(client: httpx.AsyncClient):
    for asset in ASSETS:
        answer = await client.get(f"/graphiql/vendor/{asset.path}")

        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["page.js", "page.css"])
async def test_the_files_of_the_page_are_revalidated_by_etag(client: httpx.AsyncClient, name: str):
    first = await client.get(f"/graphiql/{name}")
    again = await client.get(f"/graphiql/{name}", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")


@pytest.mark.parametrize("path", ["vendor/none.js", "none.js", "../graphiql.py", "%2e%2e/graphiql.py"])
async def test_no_other_file_is_served(client: httpx.AsyncClient, path: str):
    assert (await client.get(f"/graphiql/{path}")).status_code == 404


async def test_without_the_files_of_npm_the_page_loads_them_from_the_cdn_by_their_hashes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(graphiql, "VENDORED", tmp_path)

    answer = await graphiql.page(Request({"type": "http"}))
    html = bytes(answer.body).decode()

    for asset in ASSETS:
        assert f'"https://unpkg.com/{asset.path}" integrity="sha384-{asset.sha384}" crossorigin' in html
    assert "script-src 'self' https://unpkg.com;" in answer.headers["content-security-policy"]


def test_the_page_loads_the_locked_versions():
    locked = json.loads((PROJECT / "package.json").read_text("utf-8"))["dependencies"]

    assert {asset.package: asset.version for asset in ASSETS} == locked


def test_a_file_with_an_unexpected_hash_is_not_vendored(tmp_path: Path):
    asset = Asset("stranger", "1.0.0", "index.js", sha384="A" * 64)
    (tmp_path / "node_modules" / "stranger").mkdir(parents=True)
    (tmp_path / "node_modules" / "stranger" / "index.js").write_text("alert(1)")

    with pytest.raises(SystemExit, match=r"stranger@1\.0\.0/index\.js has the hash sha384-.{64}: correct its"):
        vendor.copy(asset, tmp_path / "node_modules", tmp_path / "static")

    assert not (tmp_path / "static").exists()


def test_setup_continues_without_npm_and_says_that_the_page_uses_the_cdn(tmp_path: Path):
    shutil.copytree(PROJECT / "web", tmp_path / "web", ignore=shutil.ignore_patterns("static"))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PROJECT / name, tmp_path)
    offline = {"npm_config_offline": "true", "npm_config_cache": str(tmp_path / "cache")}

    done = subprocess.run(
        [sys.executable, "-m", "web.vendor"],
        cwd=tmp_path,
        env=os.environ | offline,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert re.fullmatch(
        r"npm could not fetch GraphiQL's files, so the page will load them from the public CDN \(.*\)\.\n", done.stderr
    )
    assert not (tmp_path / "web" / "static").exists()


@each_example
def test_an_example_is_valid(example: str):
    schema = build_schema((PROJECT / "schema.graphql").read_text("utf-8"))

    assert validate(schema, parse(example)) == []


@each_example
def test_an_example_queries_the_series_of_the_demo_by_default(example: str):
    [operation] = parse(example).definitions

    assert isinstance(operation, OperationDefinitionNode)
    assert print_ast((operation.variable_definitions or [])[0]) == '$key: String! = "onboarding"'
