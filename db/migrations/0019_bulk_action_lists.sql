-- Lists of bulk actions of some kinds and statuses are merged from runs of this index, each in the order of ids.
CREATE INDEX bulk_action_kind ON bulk_action (workspace_id, kind, status, id);
