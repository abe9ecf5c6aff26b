-- Sets the statistics of these tables, which are never analyzed. Without them the planner joins them row by row. A
-- negative n_distinct is a share of the rows.
PERFORM pg_restore_attribute_stats(
    'schemaname', pg_my_temp_schema()::regnamespace::text, 'relname', assumed.relation,
    'attname', assumed.attribute, 'inherited', false,
    'null_frac', assumed.null_frac::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
)
FROM (VALUES
    ('staged_entry', 'number', 0, -1), ('staged_entry', 'entry_id', 0.5, -0.5),
    ('staged_entry', 'person_id', 0.5, -0.5),
    ('staged_event', 'entry_number', 0, -0.1), ('staged_event', 'id', 0, -1)
) AS assumed (relation, attribute, null_frac, n_distinct);
