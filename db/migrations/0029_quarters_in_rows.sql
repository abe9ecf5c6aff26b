-- The stored counts of quarters of an hour (level 0), which were up to nine of ten rows, are now in the rows of level 1: one
-- for each eight hours. A row of level 1 is missing where its counts are all 0 although those of its quarters are not.
-- A batch that is recorded meanwhile would be lost.
LOCK TABLE figure_count, departure_count IN ACCESS EXCLUSIVE MODE;
CREATE TEMP TABLE new_figure_count AS
SELECT
    workspace_id, series_id, block_id, 1::smallint AS level, bucket >> 5 AS bucket, figure,
    sum(entries)::bigint AS entries, sum(people)::bigint AS people, sum(total)::bigint AS total,
    array_agg(quarter_change(entries, bucket, 1 + 2 * (people = entries)::integer + 4 * (total = entries)::integer))
        FILTER (WHERE entries <> 0)
    || array_agg(quarter_change(people, bucket, 2)) FILTER (WHERE people NOT IN (0, entries))
    || array_agg(quarter_change(total, bucket, 4)) FILTER (WHERE total NOT IN (0, entries)) AS quarters
FROM figure_count
WHERE level = 0
GROUP BY workspace_id, series_id, block_id, bucket >> 5, figure
UNION ALL
SELECT workspace_id, series_id, block_id, level, bucket, figure, entries, people, total, NULL
FROM figure_count
WHERE level > 1;

CREATE TEMP TABLE new_departure_count AS
SELECT
    workspace_id, series_id, block_id, 1::smallint AS level, bucket >> 5 AS bucket, condition, variant,
    sum(entries)::bigint AS entries, sum(people)::bigint AS people,
    array_agg(quarter_change(entries, bucket, 1 + 2 * (people = entries)::integer)) FILTER (WHERE entries <> 0)
    || array_agg(quarter_change(people, bucket, 2)) FILTER (WHERE people NOT IN (0, entries)) AS quarters
FROM departure_count
WHERE level = 0
GROUP BY workspace_id, series_id, block_id, bucket >> 5, condition, variant
UNION ALL
SELECT workspace_id, series_id, block_id, level, bucket, condition, variant, entries, people, NULL
FROM departure_count
WHERE level > 1;

-- Replaced by whole tables, so that no dead rows stay.
TRUNCATE figure_count, departure_count;
ALTER TABLE figure_count ADD COLUMN quarters bigint[];
ALTER TABLE departure_count ADD COLUMN quarters bigint[];
-- A process of an earlier release that is still running would add rows of level 0, which nothing reads: it must fail.
ALTER TABLE figure_count ADD CONSTRAINT figure_count_level CHECK (level > 0);
ALTER TABLE departure_count ADD CONSTRAINT departure_count_level CHECK (level > 0);
INSERT INTO figure_count SELECT * FROM new_figure_count;
INSERT INTO departure_count SELECT * FROM new_departure_count;
DROP TABLE new_figure_count, new_departure_count;

COMMENT ON COLUMN figure_count.level IS 'From 1 to 4. Length of the bucket: a quarter of an hour times 32 to the power of '
    'the level';
COMMENT ON COLUMN figure_count.quarters IS 'Level 1: the counts of its 32 quarters of an hour, as quarter_change packs '
    'them. A quarter can have several, which add up';
COMMENT ON COLUMN departure_count.level IS 'As in figure_count';
COMMENT ON COLUMN departure_count.quarters IS 'As in figure_count';
