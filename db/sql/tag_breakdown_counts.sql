-- One row per series and row of a breakdown by tag, with the number of entries or people with each outcome, in the order
-- of OutcomeKind. `place` is 1, 2, ... for the most frequent tags, 0 for those who have only other tags, and null for
-- those who have none. An entry counts for each tag of its person. Counted from rows: first those with the same tags.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 started_begin timestamptz, $4 started_before timestamptz,
-- $5 first integer
WITH alike AS MATERIALIZED (
    SELECT dated.series_id, dated.tag_ids, {outcomes/counts}
    FROM (
        SELECT
            entry.series_id,
            ARRAY(
                SELECT each.tag_id
                FROM (
                    SELECT person_tag.tag_id
                    FROM person_tag
                    WHERE person_tag.workspace_id = $1::bigint AND person_tag.person_id = entry.person_id
                    OFFSET 0 -- looks up by person: otherwise the planner reads every tag, in order
                ) AS each
                ORDER BY each.tag_id
            ) AS tag_ids,
            {dated}
        FROM entry
        WHERE {outcomes/entries_in_scope}
    ) AS dated
    WHERE {outcomes/any}
    GROUP BY dated.series_id, dated.tag_ids
),
tagged AS (
    SELECT
        counted.series_id, tag.id AS tag_id, tag.name, {outcomes/sums},
        row_number() OVER (
            PARTITION BY counted.series_id ORDER BY sum(counted.started) DESC, tag.name COLLATE "C"
        ) AS place
    FROM alike AS counted
    CROSS JOIN unnest(counted.tag_ids) AS each (id)
    JOIN tag ON tag.workspace_id = $1::bigint AND tag.id = each.id
    GROUP BY counted.series_id, tag.id, tag.name
),
shown AS MATERIALIZED (
    SELECT * FROM tagged WHERE place <= $5::integer
),
untagged AS (
    SELECT counted.*, CASE WHEN counted.tag_ids <> '{}' THEN 0 END AS place
    FROM alike AS counted
    LEFT JOIN (
        SELECT series_id, array_agg(tag_id) AS tag_ids FROM shown GROUP BY series_id
    ) AS listed ON listed.series_id = counted.series_id
    WHERE NOT coalesce(counted.tag_ids && listed.tag_ids, false)
)
SELECT
    series_id, place, to_jsonb(name) AS value, started, in_progress, finished, disengaged, exited, goal_hit
FROM shown
UNION ALL
SELECT counted.series_id, counted.place, NULL, {outcomes/sums}
FROM untagged AS counted
GROUP BY counted.series_id, counted.place
ORDER BY series_id, place
