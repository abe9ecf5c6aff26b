-- migrate:up

CREATE TYPE series_status AS ENUM ('DRAFT', 'LIVE', 'PAUSED', 'ARCHIVED');

CREATE TYPE block_kind AS ENUM (
    'RULE', 'WAIT', 'TAG', 'WEBHOOK', 'SPLIT',
    'EMAIL', 'CHAT', 'POST', 'PUSH', 'SMS', 'WHATSAPP', 'BANNER', 'CAROUSEL', 'TOUR', 'SURVEY', 'BOT',
    'CHECKLIST', 'TOOLTIP', 'NEWS'
);

CREATE TYPE path_condition AS ENUM ('MATCHED', 'NOT_MATCHED', 'DELIVERED', 'NOT_ONLINE', 'NEXT', 'VARIANT');

CREATE TABLE series (
    workspace_id bigint        NOT NULL REFERENCES workspace,
    id           bigint        GENERATED ALWAYS AS IDENTITY,
    key          text          NOT NULL,
    name         text          NOT NULL,
    status       series_status NOT NULL,
    goal         text,
    created_at   timestamptz   NOT NULL DEFAULT now(),
    data_through timestamptz,  -- the newest event's instant
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, key)
);

CREATE TABLE block (
    workspace_id  bigint     NOT NULL,
    id            bigint     GENERATED ALWAYS AS IDENTITY,
    series_id     bigint     NOT NULL,
    key           text       NOT NULL,
    name          text       NOT NULL,
    kind          block_kind NOT NULL,
    is_entry      boolean    NOT NULL,
    content_title text,
    position      integer    NOT NULL,
    removed_at    timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, series_id, key),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series
);

CREATE TABLE path (
    workspace_id  bigint         NOT NULL,
    series_id     bigint         NOT NULL,
    position      integer        NOT NULL,
    from_block_id bigint         NOT NULL,
    to_block_id   bigint         NOT NULL,
    condition     path_condition NOT NULL,
    variant       text,
    PRIMARY KEY (workspace_id, series_id, position),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series
);

-- migrate:down
