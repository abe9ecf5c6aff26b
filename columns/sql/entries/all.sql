-- The tables of a workspace as the statements of db/sql read them.
CREATE TEMP VIEW entry AS SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.* FROM copied_entry AS copied;
CREATE TEMP VIEW visit AS SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.* FROM copied_visit AS copied;
CREATE TEMP VIEW event AS SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.* FROM copied_event AS copied;
