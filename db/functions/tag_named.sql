-- The id of a tag, or null if there is none of that name. A function instead of a subquery, because the planner calls a
-- stable function while planning and so learns how many people have the tag. The high cost keeps the planner from
-- evaluating it row by row. Citus cannot run it in SQL: it sends the query in the body to the shard as it is written.
CREATE OR REPLACE FUNCTION tag_named(workspace_id bigint, name text) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000 AS $$
BEGIN
    RETURN (SELECT tag.id FROM tag WHERE tag.workspace_id = tag_named.workspace_id AND tag.name = tag_named.name);
END
$$;
