-- migrate:up

CREATE TABLE workspace (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    time_zone  text        NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Only the SHA-256 of a token is kept: tokens are 256 random bits, so a slow hash would add nothing.
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

-- migrate:down
