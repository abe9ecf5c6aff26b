"""A plain recount of figures from the files of an export: loops over rows, as their readers would write them."""

from collections import Counter, defaultdict
from datetime import UTC, datetime

from core.export_files import ExportFile

FOREVER = datetime.max.replace(tzinfo=UTC)
NEVER = datetime.min.replace(tzinfo=UTC)
OUTCOMES = {
    "STARTED": "started_at",
    "FINISHED": "finished_at",
    "DISENGAGED": "disengaged_at",
    "EXITED": "exited_at",
    "GOAL_HIT": "goal_hit_at",
}
# Kind of engagement: its file, and the column of the receipt file with the first of it.
ENGAGEMENT = {
    "OPENED": (ExportFile.OPEN, "first_open"),
    "CLICKED": (ExportFile.CLICK, "first_click"),
    "REPLIED": (ExportFile.REPLY, "first_reply"),
    "REACTED": (ExportFile.REACTION, "first_reaction"),
    "COMPLETED": (ExportFile.COMPLETION, "first_completion"),
    "DISMISSED": (ExportFile.DISMISSAL, "first_dismissal"),
    "ANSWERED": (ExportFile.ANSWER, "first_answer"),
    "COLLECTED_EMAIL": (ExportFile.COLLECTED_EMAIL, "first_collected_email"),
    "UNSUBSCRIBED": (ExportFile.UNSUBSCRIBE, "first_unsubscribe"),
    "HARD_BOUNCED": (ExportFile.HARD_BOUNCE, "first_hard_bounce"),
    "SOFT_BOUNCED": (ExportFile.SOFT_BOUNCE, "first_soft_bounce"),
    "MARKED_SPAM": (ExportFile.SPAM_COMPLAINT, "first_spam_complaint"),
    "BUTTON_TAPPED": (ExportFile.BUTTON_TAP, "first_button_tap"),
    "SCREEN_VIEWED": (ExportFile.SCREEN_VIEW, "first_screen_view"),
    "STEP_VIEWED": (ExportFile.TOUR_STEP_VIEW, "first_tour_step_view"),
    "STEP_FAILED": (ExportFile.TOUR_STEP_FAILURE, "first_tour_step_failure"),
    "PERMISSION_GRANTED": (ExportFile.PERMISSION_GRANT, "first_permission_grant"),
    "KEYWORD_REPLIED": (ExportFile.KEYWORD_REPLY, "first_keyword_reply"),
    "GOAL_HIT": (ExportFile.GOAL_SUCCESS, "first_goal_success"),
}
FAILURES = [file for file in ExportFile if file.endswith("_FAILURE") and file is not ExportFile.TOUR_STEP_FAILURE]

Row = dict[str, str]


def instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class Exported:
    """The rows of the files of one export; ranges are compared with what happened in them."""

    def __init__(self, files: dict[ExportFile, list[Row]]) -> None:
        self.files = files
        self.entries = {row["series_entry_record_id"]: row for row in files.get(ExportFile.SERIES_ENTRY, [])}
        self.receipts = {row["receipt_id"]: row for row in files.get(ExportFile.RECEIPT, [])}

    def outcome(self, kind: str, unit: str, begin: datetime = NEVER, end: datetime = FOREVER) -> int:
        dated: dict[str, datetime] = {}
        for row in self.entries.values():
            if kind == "IN_PROGRESS":
                ended = row["finished_at"] or row["disengaged_at"] or row["exited_at"]
                at = None if ended else instant(row["started_at"])
            else:
                at = instant(row[OUTCOMES[kind]])
            if at is not None:
                who = row["user_id"] if unit == "PEOPLE" else row["series_entry_record_id"]
                dated[who] = min(at, dated.get(who, at))
        return sum(begin <= at < end for at in dated.values())

    def visits(self, node_id: str, unit: str) -> list[Row]:
        there = [row for row in self.files.get(ExportFile.CHECKPOINT, []) if row["node_id"] == node_id]
        if unit == "ENTRIES":
            return there
        latest: dict[str, Row] = {}
        for row in sorted(there, key=self._order):
            latest[row["user_id"]] = row
        return list(latest.values())

    def states(self, node_id: str, unit: str) -> Counter[str]:
        return Counter(row["state"] for row in self.visits(node_id, unit))

    def matched(self, node_id: str, unit: str) -> Counter[str]:
        return Counter(row["matched"] for row in self.visits(node_id, unit))

    def engagement(
        self, node_id: str, unit: str, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> dict[str, tuple[int, int]]:
        """Kind of engagement: (events, distinct entries or people, dated by their first)."""
        there = [row for row in self.receipts.values() if row["node_id"] == node_id]
        received = [at for row in there if (at := instant(row["received_at"]))]
        figures = {
            "RECEIVED": (
                sum(begin <= at < end for at in received),
                self._unique(there, unit, "received_at", begin, end),
            )
        }
        for kind, (file, column) in ENGAGEMENT.items():
            events = [row for row in self.files.get(file, []) if self.receipts[row["receipt_id"]]["node_id"] == node_id]
            figures[kind] = (len(events), self._unique(there, unit, column, begin, end))
        figures["FAILED"] = self._failures(node_id, unit)
        return {kind: numbers for kind, numbers in figures.items() if any(numbers)}

    def _failures(self, node_id: str, unit: str) -> tuple[int, int]:
        """In a range, as if nothing had failed before it: receipts do not contain all kinds of failures."""
        rows = [row for file in FAILURES for row in self.files.get(file, [])]
        of = [receipt for row in rows if (receipt := self.receipts[row["receipt_id"]])["node_id"] == node_id]
        return len(of), len({row["user_id" if unit == "PEOPLE" else "series_entry_record_id"] for row in of})

    def _unique(self, receipts: list[Row], unit: str, column: str, begin: datetime, end: datetime) -> int:
        first: defaultdict[str, list[datetime]] = defaultdict(list)
        for row in receipts:
            if at := instant(row[column]):
                first[row["user_id"] if unit == "PEOPLE" else row["series_entry_record_id"]].append(at)
        return sum(begin <= min(instants) < end for instants in first.values())

    def _order(self, row: Row) -> tuple[str, int]:
        return row["reached_at"], int(self.entries[row["series_entry_record_id"]]["entry_number"])
