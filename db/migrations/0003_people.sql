-- migrate:up

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE person (
    workspace_id bigint      NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    external_id  text        NOT NULL,
    email        text,
    name         text,
    attributes   jsonb       NOT NULL DEFAULT '{}',
    unsubscribed boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    -- one field to search in; the line breaks keep a match from spanning two of them
    search_text  text        GENERATED ALWAYS AS
        (lower(external_id || E'\n' || coalesce(name, '') || E'\n' || coalesce(email, ''))) STORED,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, external_id)
);

CREATE INDEX person_search ON person USING gin (workspace_id, search_text gin_trgm_ops);

CREATE TABLE tag (
    workspace_id bigint  NOT NULL,
    id           bigint  GENERATED ALWAYS AS IDENTITY,
    name         text    NOT NULL,
    people       integer NOT NULL DEFAULT 0, -- kept in the transaction that changes person_tag
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name)
);

CREATE TABLE person_tag (
    workspace_id bigint NOT NULL,
    tag_id       bigint NOT NULL,
    person_id    bigint NOT NULL,
    PRIMARY KEY (workspace_id, tag_id, person_id)
);

CREATE INDEX person_tag_person ON person_tag (workspace_id, person_id);

-- migrate:down
