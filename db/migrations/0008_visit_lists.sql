-- Lists of visits are read in their order from these indexes, for any choice of states and decisions: the visits with
-- one state and one decision form one run of the index, including those without the instant that the list is ordered
-- by. The state and the decision are never null, because PostgreSQL does not know that entries after a null are still
-- in order.

CREATE INDEX visit_reached ON visit (
    workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched), reached_at, entry_id
);
CREATE INDEX visit_left ON visit (
    workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched), left_at, entry_id
);
CREATE INDEX visit_waits ON visit (
    workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched), waits_until, entry_id
);

-- What the planner assumes before ANALYZE, and what ANALYZE skips, for the reasons given with `person`.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', 'visit', 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
)
FROM (VALUES
    ('workspace_id', 4), ('entry_id', -0.1), ('block_id', 200), ('series_id', 20), ('person_id', -0.1)
) AS assumed (attribute, n_distinct);

-- Without this the planner expects the results of the functions to differ far more often, and takes one of the indexes
-- to be as good as another.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', index, 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 4, 'n_distinct', assumed.n_distinct::real
)
FROM unnest(ARRAY['visit_reached', 'visit_left', 'visit_waits']) AS index
CROSS JOIN (VALUES ('final_state', 6), ('decision_of', 2)) AS assumed (attribute, n_distinct);

ALTER TABLE visit
    ALTER workspace_id SET STATISTICS 0, ALTER series_id SET STATISTICS 0, ALTER block_id SET STATISTICS 0;
