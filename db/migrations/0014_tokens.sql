ALTER TABLE token
    ADD expires_at   timestamptz,
    ADD last_used_at timestamptz,
    ADD rotates      bigint;

COMMENT ON COLUMN token.expires_at IS 'From this instant on the token is refused; null: never';
COMMENT ON COLUMN token.last_used_at IS 'When it was last used, to within a minute';
COMMENT ON COLUMN token.rotates IS 'The token of the same workspace that this one replaces';

CREATE TABLE audit_event (
    workspace_id bigint      NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL DEFAULT now(),
    action       text        NOT NULL,
    token        text,
    request_id   text,
    address      text,
    people       integer,
    detail       jsonb       NOT NULL,
    PRIMARY KEY (workspace_id, id)
);

COMMENT ON TABLE audit_event IS 'Who changed or downloaded something. It is written in the transaction of the change.';
COMMENT ON COLUMN audit_event.action IS 'core.audit.AuditAction';
COMMENT ON COLUMN audit_event.token IS 'Name of the token; null for a download, which a link allows';
COMMENT ON COLUMN audit_event.address IS 'Network address of the client';
COMMENT ON COLUMN audit_event.people IS 'How many people were selected';

CREATE INDEX audit_event_action ON audit_event (workspace_id, action, at, id);
CREATE INDEX audit_event_at ON audit_event (workspace_id, at);
