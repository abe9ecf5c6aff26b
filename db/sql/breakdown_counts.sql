-- One row per series and row of a breakdown, with the number of entries or people with each outcome, in the order of
-- OutcomeKind. `place` is 1, 2, ... for the most frequent values, 0 for all other values, and null for those without
-- one. Values that are too long are among the others. Counted from rows.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 started_begin timestamptz, $4 started_before timestamptz,
-- $5 first integer, $6 longest integer
WITH valued AS (
    SELECT
        dated.series_id, dated.value, coalesce(length(dated.value #>> '{}') > $6::integer, false) AS is_long,
        {outcomes/counts}
    FROM (
        SELECT entry.series_id, {value} AS value, {dated}
        FROM entry
        WHERE {outcomes/entries_in_scope}
    ) AS dated
    WHERE {outcomes/any}
    GROUP BY dated.series_id, dated.value
),
ranked AS (
    SELECT
        valued.*,
        row_number() OVER (PARTITION BY series_id ORDER BY value IS NULL, is_long, started DESC, value) AS place
    FROM valued
),
counted AS (
    SELECT
        ranked.*,
        CASE WHEN value IS NULL THEN NULL WHEN is_long OR place > $5::integer THEN 0 ELSE place END AS shown_place
    FROM ranked
)
SELECT
    counted.series_id, counted.shown_place AS place,
    (array_agg(counted.value) FILTER (WHERE counted.shown_place > 0))[1] AS value,
    {outcomes/sums}
FROM counted
GROUP BY counted.series_id, counted.shown_place
ORDER BY counted.series_id, counted.shown_place
