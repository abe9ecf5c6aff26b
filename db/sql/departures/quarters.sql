-- Sums the changes of departures for each quarter of an hour.
SELECT version.series_id, version.block_id, quarter_of(step.at) AS quarter, version.condition, version.variant,
    sum(sign * entries)::bigint AS entries, sum(sign * people)::bigint AS people
FROM visit_version AS version
CROSS JOIN LATERAL departure_steps(reached_at, left_at, superseded_at) AS step
WHERE version.left_at IS NOT NULL
GROUP BY version.series_id, version.block_id, quarter_of(step.at), version.condition, version.variant
