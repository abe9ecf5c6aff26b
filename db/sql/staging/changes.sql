-- Creates the tables that hold the changes made by a batch.

-- The columns of entries and visits that figures depend on, before (sign -1) and after (sign 1) a change.
CREATE TEMP TABLE entry_version (
    sign                   integer     NOT NULL,
    series_id              bigint      NOT NULL,
    started_at             timestamptz NOT NULL,
    finished_at            timestamptz,
    disengaged_at          timestamptz,
    exited_at              timestamptz,
    goal_hit_at            timestamptz,
    ended_at               timestamptz,
    covered_until          timestamptz,
    is_first_start         boolean     NOT NULL,
    is_first_finish        boolean     NOT NULL,
    is_first_disengagement boolean     NOT NULL,
    is_first_exit          boolean     NOT NULL,
    is_first_goal          boolean     NOT NULL
);
CREATE TEMP TABLE visit_version (
    sign          integer     NOT NULL,
    series_id     bigint      NOT NULL,
    block_id      bigint      NOT NULL,
    kind          block_kind  NOT NULL,
    reached_at    timestamptz NOT NULL,
    turned_at     timestamptz,
    ended_at      timestamptz,
    ended_as      visit_state,
    decided_at    timestamptz,
    matched       boolean,
    superseded_at timestamptz,
    left_at       timestamptz,
    condition     text COLLATE "C" NOT NULL, -- along which it was left; empty if none was reported
    variant       text COLLATE "C" NOT NULL  -- empty if none was reported
);

-- The changes to engagement figures, each at its instant.
CREATE TEMP TABLE engagement_change (
    series_id bigint      NOT NULL,
    block_id  bigint      NOT NULL,
    figure    figure      NOT NULL,
    at        timestamptz NOT NULL,
    entries   integer     NOT NULL,
    people    integer     NOT NULL,
    total     integer     NOT NULL
);

-- The changes to the stored counts.
CREATE TEMP TABLE figure_change (
    series_id bigint   NOT NULL,
    block_id  bigint   NOT NULL,
    level     smallint NOT NULL,
    bucket    integer  NOT NULL,
    figure    figure   NOT NULL,
    entries   bigint   NOT NULL,
    people    bigint   NOT NULL,
    total     bigint   NOT NULL,
    quarters  bigint[]
);
CREATE TEMP TABLE departure_change (
    series_id bigint   NOT NULL,
    block_id  bigint   NOT NULL,
    level     smallint NOT NULL,
    bucket    integer  NOT NULL,
    condition text     COLLATE "C" NOT NULL,
    variant   text     COLLATE "C" NOT NULL,
    entries   bigint   NOT NULL,
    people    bigint   NOT NULL,
    quarters  bigint[]
);
