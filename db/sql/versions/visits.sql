-- Stores the changed visits before and after the change: changes of figures follow from the difference.
INSERT INTO visit_version
SELECT
    1, series_id, block_id, kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at,
    left_at, coalesce(condition, ''), coalesce(variant, '')
FROM changed
WHERE reached_at IS NOT NULL
UNION ALL
SELECT
    -1, series_id, block_id, kind, old_reached_at, old_turned_at, old_ended_at, old_ended_as, old_decided_at,
    old_matched, old_superseded_at, old_left_at, coalesce(old_condition, ''), coalesce(old_variant, '')
FROM changed
WHERE old_reached_at IS NOT NULL
