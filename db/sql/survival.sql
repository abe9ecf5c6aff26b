-- Two kinds of rows for each owner (a block or a series). With a bucket: the number of stays in a bucket of durations
-- that have ended, and that are still going on. Without one: a step of the Kaplan-Meier estimate, with the share that
-- stays longer, and Greenwood's sum for its variance.
-- Steps are reduced to the first one at or below each whole percent, and the last one: quantiles stay exact, and there
-- are at most 102 for any number of stays. The small number in the level makes up for rounding.
-- $1 workspace_id bigint, $2 edges float8[]
WITH times AS (
    SELECT owner_id, seconds, count(*) AS stays, count(*) FILTER (WHERE is_over) AS ended
    FROM (
        SELECT owner_id, {stays/seconds} AS seconds, is_over
        FROM (
            {stays}
        ) AS stay
        OFFSET 0 -- otherwise whole rows are sorted instead of three values of each
    ) AS stay
    GROUP BY owner_id, seconds
),
risks AS (
    SELECT
        owner_id, seconds, ended,
        sum(stays) OVER (
            PARTITION BY owner_id ORDER BY seconds DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )::float8 AS at_risk
    FROM times
),
steps AS (
    SELECT
        owner_id, seconds,
        CASE WHEN ended = at_risk THEN 0
            ELSE exp(sum(ln(1 - ended / at_risk)) FILTER (WHERE ended < at_risk) OVER earlier) END AS share,
        sum(ended / (at_risk * (at_risk - ended))) FILTER (WHERE ended < at_risk) OVER earlier AS variance,
        lead(seconds) OVER earlier IS NULL AS is_last
    FROM risks
    WHERE ended > 0
    WINDOW earlier AS (PARTITION BY owner_id ORDER BY seconds)
),
levels AS (
    SELECT
        steps.*, floor((1 - share) * 100 + 1e-7) AS level,
        lag(floor((1 - share) * 100 + 1e-7)) OVER (PARTITION BY owner_id ORDER BY seconds) AS level_before
    FROM steps
)
SELECT
    owner_id, width_bucket(seconds, $2::float8[]) AS bucket, sum(ended)::bigint AS ended,
    (sum(stays) - sum(ended))::bigint AS going_on, NULL::float8 AS seconds, NULL::float8 AS share, NULL::float8 AS variance
FROM times
GROUP BY owner_id, width_bucket(seconds, $2::float8[])
UNION ALL
SELECT owner_id, NULL, NULL, NULL, seconds, share, coalesce(variance, 0)
FROM levels
WHERE is_last OR level IS DISTINCT FROM level_before
ORDER BY owner_id, bucket, seconds
