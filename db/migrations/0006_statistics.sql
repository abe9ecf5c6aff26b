-- migrate:up

-- What the planner assumes before ANALYZE has seen a table. Without it, it believes a workspace to be a two-hundredth
-- of any table, and while a first history is loaded it reads the whole workspace where an index would find one row.
-- A negative number is a share of the rows: -1 says that each is different.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', assumed.relation, 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
)
FROM (VALUES
    ('person', 'workspace_id', 4), ('person', 'id', -1), ('person', 'external_id', -1),
    ('event', 'workspace_id', 4), ('event', 'id', -1), ('event', 'series_id', 20), ('event', 'entry_id', -0.05),
    ('event', 'person_id', -0.05), ('event', 'block_id', 200), ('event', 'at', -1),
    ('entry', 'workspace_id', 4), ('entry', 'id', -1), ('entry', 'series_id', 20), ('entry', 'person_id', -0.9),
    ('entry', 'key', -1),
    ('visit', 'workspace_id', 4), ('visit', 'entry_id', -0.1), ('visit', 'block_id', 200), ('visit', 'series_id', 20),
    ('visit', 'person_id', -0.1)
) AS assumed (relation, attribute, n_distinct);

-- ANALYZE leaves alone what every statement names: else it learns that all rows are those of the workspaces it has
-- seen, and plans for a workspace, series or block that is new since as for one with no rows.
ALTER TABLE person ALTER workspace_id SET STATISTICS 0;
ALTER TABLE event
    ALTER workspace_id SET STATISTICS 0, ALTER series_id SET STATISTICS 0, ALTER block_id SET STATISTICS 0;
ALTER TABLE entry ALTER workspace_id SET STATISTICS 0, ALTER series_id SET STATISTICS 0;
ALTER TABLE visit
    ALTER workspace_id SET STATISTICS 0, ALTER series_id SET STATISTICS 0, ALTER block_id SET STATISTICS 0;

-- migrate:down
