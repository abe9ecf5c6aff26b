-- What is counted: the outcomes of a series, and the states, decisions and engagement of a block.
CREATE TYPE figure AS ENUM (
    'STARTED', 'IN_PROGRESS', 'FINISHED', 'DISENGAGED', 'EXITED', 'GOAL_HIT',
    'STATE_WAITING', 'STATE_PENDING', 'STATE_TRYING_TO_MATCH', 'STATE_RECEIVED',
    'STATE_MOVED_ON', 'STATE_FINISHED', 'STATE_DISENGAGED', 'STATE_EXITED',
    'MATCHED', 'NOT_MATCHED',
    'ENGAGED_RECEIVED', 'ENGAGED_OPENED', 'ENGAGED_CLICKED', 'ENGAGED_REPLIED', 'ENGAGED_REACTED',
    'ENGAGED_COMPLETED', 'ENGAGED_DISMISSED', 'ENGAGED_ANSWERED', 'ENGAGED_COLLECTED_EMAIL',
    'ENGAGED_UNSUBSCRIBED', 'ENGAGED_HARD_BOUNCED', 'ENGAGED_SOFT_BOUNCED', 'ENGAGED_MARKED_SPAM', 'ENGAGED_FAILED',
    'ENGAGED_BUTTON_TAPPED', 'ENGAGED_SCREEN_VIEWED', 'ENGAGED_STEP_VIEWED', 'ENGAGED_STEP_FAILED',
    'ENGAGED_PERMISSION_GRANTED', 'ENGAGED_KEYWORD_REPLIED', 'ENGAGED_GOAL_HIT'
);

-- A bucket of level 0 is a quarter of an hour, numbered from 1970. A bucket of level n + 1 is 32 buckets of level n, up
-- to level 4 (29.9 years). So the count as of any instant is the sum of level 4, less at most 31 buckets of each lower
-- level and the rows of one quarter. All offsets from UTC in use today are multiples of a quarter of an hour, so trends
-- in local time can read buckets too.
CREATE TABLE figure_count (
    workspace_id bigint   NOT NULL,
    series_id    bigint   NOT NULL,
    block_id     bigint   NOT NULL,
    level        smallint NOT NULL,
    bucket       integer  NOT NULL,
    figure       figure   NOT NULL,
    entries      integer  NOT NULL,
    people       integer  NOT NULL,
    total        integer  NOT NULL,
    PRIMARY KEY (workspace_id, series_id, block_id, level, bucket, figure)
) WITH (fillfactor = 70); -- leaves room for updates in the page

COMMENT ON TABLE figure_count IS 'One kept count: how much one figure of a series or block changed within one bucket '
    'of time. Updated in the transaction that records the events.';
COMMENT ON COLUMN figure_count.block_id IS '0 for figures of the series as a whole';
COMMENT ON COLUMN figure_count.level IS 'Length of the bucket: a quarter of an hour times 32 to the power of the level';
COMMENT ON COLUMN figure_count.bucket IS 'Number of the bucket among those of its level, from 1970';
COMMENT ON COLUMN figure_count.entries IS 'Change in the number of entries, or of visits at a block';
COMMENT ON COLUMN figure_count.people IS 'Change in the number of distinct people';
COMMENT ON COLUMN figure_count.total IS 'Change in the number of events; engagement only';
