-- Crosses workspaces: returns the series with at least this many entries whose columnar copy is missing or no longer
-- contains the last changes of one in ten people, and the copies that are not needed (all, if the number is null).
CREATE OR REPLACE FUNCTION column_copies_due(entries bigint)
RETURNS TABLE (workspace_id bigint, series_id bigint, is_needed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT series.workspace_id, series.id, size.is_enough
    FROM series
    LEFT JOIN column_copy ON column_copy.workspace_id = series.workspace_id AND column_copy.series_id = series.id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(figure_count.entries) >= column_copies_due.entries, false) AS is_enough
        FROM figure_count
        WHERE figure_count.workspace_id = series.workspace_id AND figure_count.series_id = series.id
            AND figure_count.block_id = 0 AND figure_count.level = 4 AND figure_count.figure = 'STARTED'
    ) AS size
    WHERE CASE WHEN size.is_enough THEN column_copy.files IS NULL OR column_copy.people < 10 * (
        SELECT count(DISTINCT changed_person.person_id)
        FROM changed_person
        WHERE changed_person.workspace_id = series.workspace_id AND changed_person.series_id = series.id
            AND changed_person.generation >= column_copy.copied
    ) ELSE column_copy.series_id IS NOT NULL END
    ORDER BY series.workspace_id, series.id
$$;
