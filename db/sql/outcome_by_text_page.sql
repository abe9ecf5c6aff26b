-- One row per series and entry on a page, in the order of a text, `ordered_by`, with the key that orders them. The text is
-- one of what `with_owners` joins. Entries without it come last in the list. Reads all entries with the outcome.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 size integer
SELECT requested.series_id AS owner_id, page.at, page.id, page.text
FROM unnest($2::bigint[]) AS requested (series_id)
CROSS JOIN LATERAL (
    SELECT entry.{outcome_at} AS at, entry.id, {ordered_by} AS text
    FROM entry
    {with_owners}
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = requested.series_id
        AND {has_outcome}
        AND CASE WHEN {ordered_by} IS NULL THEN {without_text} ELSE {with_text} END
        AND {all_entries_in_scope}
    ORDER BY {ordered_by} IS NULL {nulls}, {ordered_by} {direction}, entry.id {direction}
    LIMIT $3::integer
) AS page
