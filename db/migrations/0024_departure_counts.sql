-- Stored counts of departures: like figure_count, but by the condition and variant that were reported, because a new
-- definition may lead other paths out of the block.
CREATE TABLE departure_count (
    workspace_id bigint   NOT NULL,
    series_id    bigint   NOT NULL,
    block_id     bigint   NOT NULL,
    level        smallint NOT NULL,
    bucket       integer  NOT NULL,
    condition    text     COLLATE "C" NOT NULL,
    variant      text     COLLATE "C" NOT NULL,
    entries      bigint   NOT NULL,
    people       bigint   NOT NULL,
    PRIMARY KEY (workspace_id, series_id, block_id, level, bucket, condition, variant)
) WITH (fillfactor = 70); -- leaves room for updates in the page

COMMENT ON TABLE departure_count IS 'One stored count: how much the number of those who left a block along a condition '
    'and variant changed within one bucket of time. Updated in the transaction that records the events.';
COMMENT ON COLUMN departure_count.level IS 'Length of the bucket: a quarter of an hour times 32 to the power of the level';
COMMENT ON COLUMN departure_count.bucket IS 'Number of the bucket among those of its level, from 1970';
COMMENT ON COLUMN departure_count.condition IS 'Empty if no condition was reported';
COMMENT ON COLUMN departure_count.variant IS 'Empty if no variant was reported';
COMMENT ON COLUMN departure_count.entries IS 'Change in the number of visits that were left';
COMMENT ON COLUMN departure_count.people IS 'Change in the number of people whose latest visit was left';

CALL isolate_table('departure_count');

WITH quarters AS (
    SELECT
        visit.workspace_id, visit.series_id, visit.block_id, quarter_of(step.at) AS bucket,
        coalesce((visit.departure).said, '') AS condition, coalesce((visit.departure).variant, '') AS variant,
        sum(step.entries) AS entries, sum(step.people) AS people
    FROM visit
    CROSS JOIN LATERAL departure_steps(visit.reached_at, visit.left_at, visit.superseded_at) AS step
    GROUP BY 1, 2, 3, 4, 5, 6
)
INSERT INTO departure_count
SELECT
    workspace_id, series_id, block_id, level, bucket >> (5 * level), condition, variant,
    sum(entries)::bigint, sum(people)::bigint
FROM quarters
CROSS JOIN generate_series(0, 4) AS level
GROUP BY 1, 2, 3, 4, 5, 6, 7
HAVING sum(entries) <> 0 OR sum(people) <> 0;
