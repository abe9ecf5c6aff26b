-- Crosses workspaces: returns a random sample of all series.
CREATE OR REPLACE FUNCTION sampled_series(most bigint) RETURNS TABLE (workspace_id bigint, id bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT series.workspace_id, series.id
    FROM series
    ORDER BY random()
    LIMIT most
$$;
