"""Public event logs, and a plain recount of their figures from the raw files. It shares nothing with the product.

The files are not part of the project. docs/import.md says where each one is from.
"""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from pyarrow import parquet

XES = ("case:concept:name", "concept:name", "time:timestamp")


@dataclass(frozen=True)
class PublicLog:
    """A file, its columns of case, activity and instant, and the further options that its import needs."""

    file: str
    columns: tuple[str, str, str] = XES
    needed: Mapping[str, str] = field(default_factory=dict[str, str])
    delimiter: str = ","
    form: str | None = None  # of instants, as for strptime; otherwise ISO 8601


def in_zone(zone: str, form: str | None = None) -> dict[str, str]:
    return {"--time-zone": zone} | ({"--at-format": form} if form else {})


DISCO = "%Y/%m/%d %H:%M:%S.%f"
LOGS = [
    PublicLog("running_example.csv", ("case_id", "activity", "timestamp"), delimiter=";"),
    PublicLog("running-example.parquet", needed=in_zone("UTC")),
    PublicLog("receipt.csv"),
    PublicLog("reviewing.xes"),
    PublicLog("roadtraffic100traces.csv"),
    PublicLog("helpdesk.xes.gz"),
    PublicLog("02_teleclaims.xes.gz"),
    PublicLog("07_bpic2013_incidents.xes.gz"),
    PublicLog("billinstances.xes"),
    PublicLog("14_Billing_1t_per_variant.xes.gz", needed=in_zone("Europe/Amsterdam")),
    PublicLog("15_bpic2020_permit_log_1t_per_variant.xes.gz"),
    PublicLog("bpic2012.xes.gz"),
    PublicLog("hospital_log_high.xes.gz", ("case:concept:name", "activity", "time")),
    PublicLog("patients.csv", ("patient", "handling", "time")),
    PublicLog(
        "sepsis.csv", ("Case ID", "Activity", "Complete Timestamp"), in_zone("Europe/Amsterdam"), ";", DISCO
    ),
    PublicLog("PurchasingExample.csv", ("Case ID", "Activity", "Complete Timestamp"), in_zone("UTC"), form=DISCO),
    PublicLog(
        "RefundProcess.csv", ("Order Nr.", "Status", "Complete Timestamp"), in_zone("UTC", "%m/%d/%y %H:%M"),
        form="%m/%d/%y %H:%M",
    ),
    PublicLog(
        "ExampleLog.csv", ("Case ID", "Activity", "Start Date"), in_zone("UTC", "%d.%m.%y %H:%M"), form="%d.%m.%y %H:%M"
    ),
    PublicLog("Production.csv", ("case_id", "activity", "timestamp"), in_zone("UTC"), form="%Y/%m/%d %H:%M:%S"),
    PublicLog("raw_billing_2024.csv", ("bill_id", "bill_status", "status_changed_at"), in_zone("Asia/Tokyo")),
]  # fmt: skip


Case = list[tuple[datetime, str]]


def cases(log: PublicLog, folder: Path) -> dict[str, Case]:
    """The events of each case by instant. Events of one instant keep the order of the file."""
    zone = ZoneInfo(log.needed.get("--time-zone", "UTC"))
    found: dict[str, Case] = defaultdict(list)
    for row in _rows(log, folder / log.file):
        case, activity, at = (row[column] for column in log.columns)
        found[str(case)].append((_instant(at, log.form, zone), activity))
    for events in found.values():
        events.sort(key=lambda event: event[0])
    return found


def _rows(log: PublicLog, path: Path) -> Iterator[Mapping[str, Any]]:
    if path.suffix == ".parquet":
        yield from parquet.read_table(path).to_pylist()
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig") as file:
            yield from csv.DictReader(file, delimiter=log.delimiter)
    else:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for trace in ET.parse(file).getroot().iterfind("{*}trace"):
                common = {f"case:{child.get('key')}": child.get("value") for child in trace}
                for event in trace.iterfind("{*}event"):
                    yield common | {child.get("key"): child.get("value") for child in event}


def _instant(value: str | datetime, form: str | None, zone: tzinfo) -> datetime:
    if isinstance(value, str):
        value = datetime.strptime(value, form) if form else datetime.fromisoformat(value)  # noqa: DTZ007
    return value if value.tzinfo else value.replace(tzinfo=zone)


def median(found: Mapping[str, Case]) -> datetime:
    """The instant of the event in the middle of the log."""
    instants = sorted(at for events in found.values() for at, _ in events)
    return instants[len(instants) // 2]


def figures(found: Mapping[str, Case], as_of: datetime) -> dict[str, Any]:
    """How many cases started, finished and are in progress, and how many are in each state at each activity."""
    outcomes = Counter[str](STARTED=0, FINISHED=0)
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for events in found.values():
        outcomes["STARTED"] += events[0][0] <= as_of
        outcomes["FINISHED"] += events[-1][0] <= as_of
        for number, (at, activity) in _first(events):
            if at <= as_of:
                states[activity][_state(events, number, as_of)] += 1
    outcomes["IN_PROGRESS"] = outcomes["STARTED"] - outcomes["FINISHED"]
    return {"outcomes": dict(outcomes), "states": {name: dict(counts) for name, counts in states.items()}}


def taken(found: Mapping[str, Case], as_of: datetime) -> dict[tuple[str, str], int]:
    """For two different activities: how many cases went on with the second one after the first time of the first."""
    counts = Counter[tuple[str, str]]()
    for events in found.values():
        following = [(activity, *events[number + 1]) for number, (_, activity) in _first(events[:-1])]
        counts.update((start, end) for start, at, end in following if start != end and at <= as_of)
    return dict(counts)


def _first(events: Case) -> Iterator[tuple[int, tuple[datetime, str]]]:
    """The first event of each activity, with its number in the case."""
    seen = set[str]()
    for number, (at, activity) in enumerate(events):
        if activity not in seen:
            seen.add(activity)
            yield number, (at, activity)


def _state(events: Case, number: int, as_of: datetime) -> str:
    if number + 1 == len(events):
        return "FINISHED"
    return "MOVED_ON" if events[number + 1][0] <= as_of else "PENDING"
