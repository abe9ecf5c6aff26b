-- The tables that statements read. entry_counts of db/sql also reads the workspace.
CREATE TEMP VIEW entry AS SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.* FROM copied_entry AS copied;
CREATE TEMP VIEW visit AS FROM copied_visit;
CREATE TEMP VIEW event AS FROM copied_event;
