"""An installed wheel serves its pages without a checkout and without npm."""

import subprocess
import sys
import zipfile
from pathlib import Path

from web.dashboard import BUILT, PAGE
from web.graphiql import ASSETS, VENDORED

PROJECT = Path(__file__).parents[2]


def test_a_wheel_holds_the_built_dashboard_and_the_files_of_graphiql(tmp_path: Path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    dashboard = {path.relative_to(PROJECT).as_posix() for path in BUILT.rglob("*") if path.is_file()}
    graphiql = {f"{VENDORED.relative_to(PROJECT).as_posix()}/{asset.path}" for asset in ASSETS}
    assert f"{BUILT.relative_to(PROJECT).as_posix()}/{PAGE}" in dashboard
    assert dashboard | graphiql <= names
