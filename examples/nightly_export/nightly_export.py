"""Exports what happened in a series on one day, as Parquet files in a directory of that day. Run it every night.

    export MILEPOST_URL=http://127.0.0.1:8000 MILEPOST_TOKEN=...   # a token with the scopes READ and EXPORT
    python nightly_export.py onboarding exports

It is safe to repeat: on the same date it gets the same export, later a new one, since the link to the first may have
expired. The directory appears once it is complete.
"""

import argparse
import hashlib
import os
import shutil
import sys
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pandas as pd
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

REQUEST = gql("""
mutation Request($input: RequestExportInput!) {
  requestExport(input: $input) { export { id } userErrors { code message } }
}
""")
WATCH = gql("""
query Watch($id: ID!) {
  export(id: $id) { status progress error downloadUrl files { name sha256 rows } }
}
""")
WAITING = ("PENDING", "IN_PROGRESS")
POLL_SECONDS = 1.0


def main() -> None:
    arguments = parsed()
    day: date = arguments.day
    target = arguments.directory / arguments.series / day.isoformat()
    if target.exists():
        print(f"{target} exists already.")
        return
    transport = HTTPXTransport(
        url=f"{os.environ['MILEPOST_URL']}/graphql",
        headers={"Authorization": f"Bearer {os.environ['MILEPOST_TOKEN']}"},
        timeout=60,
    )
    with Client(transport=transport) as session:
        export = completed(session, requested(session, arguments.series, day))
    if export is None:
        print(f"Nothing happened in {arguments.series} on {day}.")
        return
    store(export, target)
    for file in export["files"]:
        frame = pd.read_parquet(target / file["name"])
        print(f"{file['name']}: {len(frame):,} rows, {len(frame.columns)} columns")


def parsed() -> argparse.Namespace:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("series", help="key of the series")
    parser.add_argument("directory", type=Path, help="where the directories of days are")
    parser.add_argument("--day", type=date.fromisoformat, default=yesterday, help="in UTC; default: yesterday")
    return parser.parse_args()


def requested(session: Any, series: str, day: date) -> str:
    """The id of the export of a day. The idempotency key makes a second request on one date return the first export."""
    given = {
        "seriesKey": series,
        "range": {"from": f"{day}T00:00:00Z", "to": f"{day + timedelta(days=1)}T00:00:00Z"},
        "format": "PARQUET",
        "idempotencyKey": f"nightly {series} {day}, requested {datetime.now(UTC).date()}",
    }
    payload = session.execute(REQUEST, variable_values={"input": given})["requestExport"]
    if payload["userErrors"]:
        sys.exit("\n".join(error["message"] for error in payload["userErrors"]))
    return payload["export"]["id"]


def completed(session: Any, export_id: str) -> dict[str, Any] | None:
    """The export once it has completed; None if there was no data."""
    while True:
        export = session.execute(WATCH, variable_values={"id": export_id})["export"]
        if export["status"] == "NO_DATA":
            return None
        if export["status"] == "COMPLETED":
            return export
        if export["status"] not in WAITING:
            sys.exit(f"The export is {export['status']}. {export['error'] or ''}")
        time.sleep(POLL_SECONDS)


def store(export: dict[str, Any], target: Path) -> None:
    """Downloads and unpacks the archive beside the target, checks the checksums, and then renames it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as directory:
        archive, unpacked = Path(directory) / "archive.zip", Path(directory) / "unpacked"
        with archive.open("wb") as file, httpx.stream("GET", export["downloadUrl"], timeout=300) as response:
            response.raise_for_status()
            for piece in response.iter_bytes():
                file.write(piece)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(unpacked)
        for each in export["files"]:
            with (unpacked / each["name"]).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != each["sha256"]:
                    sys.exit(f"{each['name']} differs from what the server wrote.")
        shutil.move(unpacked, target)


if __name__ == "__main__":
    main()
