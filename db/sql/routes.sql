-- One row per series and route, the commonest first: its blocks, the entries or people that took it, those of them with
-- a goal, and all entries or people that started the series. They started within both ranges. A route is all blocks that
-- an entry has reached, and in people that of the first entry.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz,
-- $6 started_begin timestamptz, $7 started_before timestamptz, $8 first_alone boolean, $9 first integer
SELECT ranked.series_id, ranked.blocks, ranked.count, ranked.goals, ranked.started
FROM (
    SELECT
        taken.series_id, taken.blocks, count(*) AS count, count(*) FILTER (WHERE taken.has_goal) AS goals,
        (sum(count(*)) OVER (PARTITION BY taken.series_id))::bigint AS started,
        row_number() OVER (PARTITION BY taken.series_id ORDER BY count(*) DESC, taken.blocks) AS place
    FROM (
        SELECT
            entry.series_id, coalesce(entry.goal_hit_at <= known.as_of, false) AS has_goal,
            coalesce((
                {routes/of_entry}
            ), '{}') AS blocks
        FROM entry
        CROSS JOIN (SELECT $3::timestamptz AS as_of) AS known
        WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($2::bigint[])
            AND entry.started_at >= $4::timestamptz AND entry.started_at < $5::timestamptz
            AND entry.started_at >= $6::timestamptz AND entry.started_at < $7::timestamptz
            AND (NOT $8::boolean OR {entry.is_first_start})
            AND {all_entries_in_scope}
    ) AS taken
    GROUP BY taken.series_id, taken.blocks
) AS ranked
WHERE ranked.place <= GREATEST($9::integer, 1)
ORDER BY ranked.series_id, ranked.place
