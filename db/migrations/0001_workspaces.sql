CREATE TABLE workspace (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    time_zone  text        NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE workspace IS 'One customer of this service. All other data belongs to exactly one workspace.';
COMMENT ON COLUMN workspace.time_zone IS 'IANA name of the time zone in which its users work';

CREATE TRIGGER stamp_update AFTER UPDATE ON workspace
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_workspaces();

CREATE TABLE token (
    workspace_id bigint      NOT NULL REFERENCES workspace,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    name         text        NOT NULL,
    hash         bytea       NOT NULL UNIQUE,
    scopes       text[]      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz,
    PRIMARY KEY (workspace_id, id)
);

COMMENT ON TABLE token IS 'One access token of the API. The token itself is not stored.';
-- A token is 256 random bits: nobody can guess one from its hash, so a slow hash would add nothing.
COMMENT ON COLUMN token.hash IS 'SHA-256 of the token';
COMMENT ON COLUMN token.scopes IS 'READ, ACT, EXPORT, INGEST, ADMIN';

CREATE TABLE version_stamp (
    workspace_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    stamp        bigint NOT NULL,
    definitions  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, id)
) WITH (fillfactor = 10); -- there are few rows, and every write updates one: this leaves room for updates in the page

COMMENT ON TABLE version_stamp IS 'One part of a workspace''s version. The version is the bit_xor of all its stamps. '
    'Every transaction that changes data a query can see writes a new random stamp, so equal versions mean equal '
    'data.';
COMMENT ON COLUMN version_stamp.stamp IS 'Random; part of the version of all data';
COMMENT ON COLUMN version_stamp.definitions IS 'Random; part of the version of series, blocks and paths. Recording '
    'events does not change it, though that updates rows of series.';
