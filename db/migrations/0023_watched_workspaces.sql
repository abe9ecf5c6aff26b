CREATE TABLE watched_workspace (
    workspace_id bigint      PRIMARY KEY REFERENCES workspace,
    until        timestamptz NOT NULL
);

COMMENT ON TABLE watched_workspace IS 'A workspace that has subscriptions. Its changes are notified on the channel '
    '`changes`; those of other workspaces are not, because PostgreSQL commits notifying transactions one after another';
COMMENT ON COLUMN watched_workspace.until IS 'End of the lease. Processes with subscriptions renew it';

CALL isolate_table('watched_workspace');
