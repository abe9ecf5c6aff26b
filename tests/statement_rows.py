"""The columns of the rows of each statement: those of its row type where it has one. Those left out give no rows."""

from dataclasses import fields

from db.audit import StoredAuditEvent
from db.bulk_actions import Failure, LockedBulkAction, Skip, StoredBulkAction
from db.engagement import EngagementEvent
from db.entries import StoredEntry
from db.exports import StoredExport
from db.jobs import ClaimedJob, DueJob
from db.messages import DueRecipient, StoredMessage
from db.people import StoredPerson
from db.series import StoredBlock, StoredPath, StoredSeries
from db.tagging import Tagged
from db.tags import StoredTag
from db.tokens import StoredToken
from db.versions import NextChange
from db.visits import StoredVisit
from db.workspaces import StoredWorkspace


def _of(row: type, without: str = "") -> str:
    return " ".join(field.name for field in fields(row) if field.name != without)


_CLAIMED, _DUE = _of(ClaimedJob, "workspace_id"), _of(DueJob, "workspace_id")
_PAGE = "owner_id at id"
_OF_TYPES = {
    "audit_events_by_ids": _of(StoredAuditEvent),
    "all_tokens": f"workspace {_of(StoredToken)}",
    "begin_export": _of(StoredExport),
    "blocks_by_ids": _of(StoredBlock),
    "blocks_of_series": _of(StoredBlock),
    "bulk_action_failures": f"bulk_action_id {_of(Failure)}",
    "bulk_action_skips": f"bulk_action_id {_of(Skip)}",
    "bulk_actions": _of(StoredBulkAction),
    "claim_job": _CLAIMED,
    "count_mailable": _of(Skip),
    "count_tagged": _of(Tagged),
    "due_jobs": _DUE,
    "due_recipients": _of(DueRecipient),
    "engagement_of_visits": f"entry_id block_id {_of(EngagementEvent)}",
    "entries_by_ids": _of(StoredEntry),
    "expired_jobs": _CLAIMED,
    "exports_by_ids": _of(StoredExport),
    "late_jobs": _DUE,
    "lock_bulk_action": _of(LockedBulkAction),
    "lock_job": _CLAIMED,
    "message": _of(StoredMessage),
    "next_change": _of(NextChange),
    "paths_of_series": _of(StoredPath),
    "paths_taken": f"entry_id block_id {_of(StoredPath)}",
    "people_by_external_ids": _of(StoredPerson),
    "people_by_ids": _of(StoredPerson),
    "series_by_ids": _of(StoredSeries),
    "series_by_keys": _of(StoredSeries),
    "rotate_token": _of(StoredToken),
    "tags": _of(StoredTag),
    "tags_by_ids": _of(StoredTag),
    "tags_of_people": f"person_id {_of(StoredTag)}",
    "tokens_by_ids": _of(StoredToken),
    "visits_by_keys": _of(StoredVisit),
    "visits_of_entries": _of(StoredVisit),
    "workspace": _of(StoredWorkspace),
}
_STATED = {
    "add_bulk_action": "id",
    "add_export": "id",
    "add_job": "id pg_notify",
    "add_recipients": "reason people number",
    "audit_count": "count",
    "audit_page": "at id",
    "authentications": "hash name workspace_id token_id token_name scopes data definitions",
    "advance_bulk_action": "status",
    "advance_export": "id",
    "allow_statement_ms": "set_config",
    "applied_migrations": "version",
    "block_kinds": "key kind",
    "bulk_action_of_key": "id input_hash",
    "cancel_export": "id",
    "change_batch": "number people changed",
    "claim_recipients": "person_id",
    "complete_export": "id",
    "data_through": "id data_through",
    "define_blocks": "is_changed",
    "define_paths": "is_changed",
    "define_series": "id is_changed",
    "end_bulk_action": "id",
    "end_export": "id",
    "engagement_counts": "block_id type counted total",
    "ensure_people": "external_id",
    "ensure_tag": "id",
    "ensure_workspace": "id is_new",
    "entries_of_people_count": "person_id count",
    "entries_of_people_page": _PAGE,
    "entry_changes": "series_id instant figure count",
    "entry_counts": "series_id counts",
    "export/count": "count",
    "export/event_counts": "type kind rows",
    "export/settings": "set_config set_config set_config set_config set_config",
    "export_counts": "series_id count",
    "export_of_key": "id fingerprint",
    "exports_page": "owner_id id",
    "exports_to_remove": "workspace_id id",
    "fail_job": "id pg_notify",
    "figure_counts": "number figure entries people total",
    "finish_job": "id pg_notify",
    "first_starts": "series_id started_at",
    "freeze_changed_people": "people",
    "freeze_people": "people",
    "hold_job": "id",
    "in_progress_page": _PAGE,
    "ingest/drop_known": "id",
    "ingest/lock_lanes": "number",
    "ingest/lock_series": "id",
    "ingest/series_definitions": "series_key series_id block_key block_id",
    "ingest/conflicting_events": "id",
    "insert_token": "id",
    "leaving_recipients": "person_id",
    "lock_migrations": "pg_advisory_lock",
    "lock_people": "id external_id",
    "lock_tag": "id",
    "lock_tags": "id",
    "next_recipient_due": "due_at",
    "old_bulk_actions": "workspace_id id",
    "outcome_page": _PAGE,
    "people_count": "count",
    "people_page": "id",
    "remove_recipients": "last_person_id",
    "renew_lease": "id",
    "require_version": "require_version",
    "requeue_job": "id pg_notify",
    "revoke_token": "name",
    "tokens_count": "count",
    "tokens_page": "id",
    "workspace_of_token": "workspace_id",
    "schema/current_functions": "checksum names",
    "schema/functions_named": "oid signature definition",
    "schema/has_had_functions": "has_had",
    "schema/picture_columns": "table definition statistics description",
    "schema/picture_functions": "definition",
    "schema/picture_tables": "name description parameters constraints others",
    "schema/picture_types": "definition description",
    "schema/retired_functions": "signature",
    "schema/stored_results": "place",
    "series_count": "count",
    "series_page": "id",
    "settle_recipients": "state reason people",
    "tag_of_name": "id",
    "time_zone_now": "timezone",
    "try_lock_relay": "locked",
    "unknown_people": "id",
    "visit_counts": "block_id state matched entries people",
    "visits_by_instant_page": _PAGE,
    "visits_count": "block_id count",
    "visits_page": _PAGE,
    "queue_state": "waiting oldest_seconds",
    "workspaces_with_due_jobs": "workspace_id",
    "workspaces_with_expired_jobs": "workspace_id",
    "workspaces_with_old_audit_events": "workspace_id",
    "workspaces_with_old_jobs": "workspace_id",
}
COLUMNS = {name: columns.split() for name, columns in {**_OF_TYPES, **_STATED}.items()}
