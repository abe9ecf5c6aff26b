"""The files of an export and their columns, in order."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import LiteralString


class ExportFile(StrEnum):
    """What a file has one row for. The file is named by the value in lower case."""

    SERIES_ENTRY = "SERIES_ENTRY"
    CHECKPOINT = "CHECKPOINT"
    RECEIPT = "RECEIPT"
    SERIES_COMPLETION = "SERIES_COMPLETION"
    SERIES_DISENGAGEMENT = "SERIES_DISENGAGEMENT"
    SERIES_EXIT = "SERIES_EXIT"
    GOAL_SUCCESS = "GOAL_SUCCESS"
    OPEN = "OPEN"
    CLICK = "CLICK"
    REPLY = "REPLY"
    REACTION = "REACTION"
    COMPLETION = "COMPLETION"
    DISMISSAL = "DISMISSAL"
    ANSWER = "ANSWER"
    COLLECTED_EMAIL = "COLLECTED_EMAIL"
    UNSUBSCRIBE = "UNSUBSCRIBE"
    HARD_BOUNCE = "HARD_BOUNCE"
    SOFT_BOUNCE = "SOFT_BOUNCE"
    SPAM_COMPLAINT = "SPAM_COMPLAINT"
    BUTTON_TAP = "BUTTON_TAP"
    SCREEN_VIEW = "SCREEN_VIEW"
    TOUR_STEP_VIEW = "TOUR_STEP_VIEW"
    TOUR_STEP_FAILURE = "TOUR_STEP_FAILURE"
    PERMISSION_GRANT = "PERMISSION_GRANT"
    KEYWORD_REPLY = "KEYWORD_REPLY"
    PUSH_FAILURE = "PUSH_FAILURE"
    SMS_FAILURE = "SMS_FAILURE"
    WHATSAPP_FAILURE = "WHATSAPP_FAILURE"
    WEBHOOK_FAILURE = "WEBHOOK_FAILURE"
    EMAIL_FAILURE = "EMAIL_FAILURE"


class ExportFormat(StrEnum):
    """The format of the files."""

    CSV = "CSV"
    PARQUET = "PARQUET"


class ColumnType(StrEnum):
    """The type of the cells of a column. Parquet keeps it; in CSV every cell is text.

    WORD is an id or a fixed word of Milepost's, TEXT comes from users, COMPANY is TEXT with -1 for no company.
    """

    WORD = "word"
    TEXT = "text"
    COMPANY = "company"
    INSTANT = "instant"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file. `is_ours` if the name is Milepost's own rather than one that other tools use."""

    name: LiteralString
    type: ColumnType
    is_ours: bool


_REAL: dict[ExportFile, LiteralString] = {
    ExportFile.CHECKPOINT: "user_id company_id series_entry_record_id ruleset_id status_code status_name created_at "
    "last_processed_at expires_at times_processed",
    ExportFile.RECEIPT: "user_id user_external_id company_id company_external_id email name ruleset_id content_id "
    "content_type content_title created_via device ruleset_version_id receipt_id received_at conversation_id "
    "series_id series_title node_id first_reply first_completion first_series_completion "
    "first_series_disengagement first_series_exit first_goal_success first_tour_step_failure "
    "first_tour_step_view first_reaction first_open first_click first_dismissal first_collected_email "
    "first_unsubscribe first_hard_bounce first_soft_bounce first_spam_complaint first_permission_grant "
    "first_button_tap first_screen_view first_webhook_failure first_sms_failure first_whatsapp_failure "
    "first_push_failure first_answer first_keyword_reply first_people_reached_receipt "
    "first_checklist_step_receipt first_checklist_step_open first_checklist_step_click "
    "first_checklist_step_completion first_fin_helpful_answer",
    ExportFile.SERIES_COMPLETION: "receipt_id completed_at completion_node_ruleset_id",
    ExportFile.SERIES_DISENGAGEMENT: "receipt_id disengaged_at disengaged_node_ruleset_id",
    ExportFile.OPEN: "receipt_id opened_at",
    ExportFile.CLICK: "receipt_id clicked_at link_type url",
    ExportFile.REPLY: "receipt_id replied_at",
    ExportFile.COMPLETION: "receipt_id completed_at",
    ExportFile.DISMISSAL: "receipt_id dismissed_at",
    ExportFile.TOUR_STEP_VIEW: "receipt_id step_id viewed_at",
    ExportFile.TOUR_STEP_FAILURE: "receipt_id step_id failed_selector failure_url failed_at",
    ExportFile.HARD_BOUNCE: "receipt_id hard_bounced_at",
    ExportFile.SOFT_BOUNCE: "receipt_id soft_bounced_at",
    ExportFile.SERIES_EXIT: "receipt_id exited_at",
    ExportFile.GOAL_SUCCESS: "receipt_id goal_hit_at",
    ExportFile.REACTION: "receipt_id reacted_at reaction",
    ExportFile.UNSUBSCRIBE: "receipt_id unsubscribed_at",
    ExportFile.ANSWER: "receipt_id answered_at question_id question response_type response",
    **dict.fromkeys(
        (
            ExportFile.COLLECTED_EMAIL,
            ExportFile.SPAM_COMPLAINT,
            ExportFile.BUTTON_TAP,
            ExportFile.SCREEN_VIEW,
            ExportFile.PERMISSION_GRANT,
            ExportFile.KEYWORD_REPLY,
            ExportFile.PUSH_FAILURE,
            ExportFile.SMS_FAILURE,
            ExportFile.WHATSAPP_FAILURE,
            ExportFile.WEBHOOK_FAILURE,
        ),
        "receipt_id",
    ),
}
_OURS: dict[ExportFile, LiteralString] = {
    ExportFile.SERIES_ENTRY: "series_entry_record_id user_id user_external_id company_id email name series_id "
    "series_title entry_number started_at finished_at disengaged_at disengage_reason exited_at goal_hit_at",
    ExportFile.CHECKPOINT: "series_id node_id block_name reached_at waits_until left_at left_along matched state",
    ExportFile.RECEIPT: "series_entry_record_id in_range",
    ExportFile.SERIES_EXIT: "exit_node_ruleset_id",
    ExportFile.COLLECTED_EMAIL: "collected_at",
    ExportFile.SPAM_COMPLAINT: "complained_at",
    ExportFile.BUTTON_TAP: "tapped_at",
    ExportFile.SCREEN_VIEW: "viewed_at",
    ExportFile.PERMISSION_GRANT: "granted_at",
    ExportFile.KEYWORD_REPLY: "replied_at",
    ExportFile.PUSH_FAILURE: "failed_at reason",
    ExportFile.SMS_FAILURE: "failed_at reason",
    ExportFile.WHATSAPP_FAILURE: "failed_at reason",
    ExportFile.WEBHOOK_FAILURE: "failed_at reason",
    ExportFile.EMAIL_FAILURE: "receipt_id failed_at reason",
}
# Other columns are INSTANT by their names, or TEXT, which is always escaped.
_TYPES: dict[str, ColumnType] = {
    "company_id": ColumnType.COMPANY,
    "waits_until": ColumnType.INSTANT,
    **dict.fromkeys(("status_code", "times_processed", "entry_number"), ColumnType.INTEGER),
    **dict.fromkeys(("matched", "in_range"), ColumnType.BOOLEAN),
    **dict.fromkeys(
        (
            *("user_id", "series_entry_record_id", "series_id", "node_id", "ruleset_id", "ruleset_version_id"),
            *("content_id", "content_type", "status_name", "state", "left_along"),
            *("completion_node_ruleset_id", "disengaged_node_ruleset_id", "exit_node_ruleset_id"),
        ),
        ColumnType.WORD,
    ),
}


def _type_of(name: str) -> ColumnType:
    is_instant = name.endswith("_at") or name.startswith("first_")
    return _TYPES.get(name, ColumnType.INSTANT if is_instant else ColumnType.TEXT)


def _columns(file: ExportFile) -> tuple[Column, ...]:
    real, ours = _REAL.get(file, "").split(), _OURS.get(file, "").split()
    return tuple(Column(name, _type_of(name), is_ours) for is_ours in (False, True) for name in (real, ours)[is_ours])


COLUMNS: dict[ExportFile, tuple[Column, ...]] = {file: _columns(file) for file in ExportFile}


def header(file: ExportFile) -> bytes:
    """The header line of a CSV file."""
    return ",".join(column.name for column in COLUMNS[file]).encode() + b"\n"


def file_name(file: ExportFile, format_: ExportFormat, as_of: datetime, zone: tzinfo) -> str:
    """The name of a file: <file>_<YYYYMMDD-HHMMSS>.<format>, with the local time of `as_of`."""
    return f"{file.lower()}_{as_of.astimezone(zone):%Y%m%d-%H%M%S}.{format_.lower()}"
