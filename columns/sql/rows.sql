-- The rows of a series, from CSV files without headers. Empty fields are null.
CREATE TEMP TABLE entry AS
SELECT *
FROM read_csv('{folder}/entry.csv', header = false, auto_detect = false, delim = ',', quote = '"', columns = {{
    series_id: 'BIGINT', id: 'BIGINT', person_id: 'BIGINT', number: 'INTEGER', started_at: 'TIMESTAMPTZ',
    finished_at: 'TIMESTAMPTZ', disengaged_at: 'TIMESTAMPTZ', exited_at: 'TIMESTAMPTZ', goal_hit_at: 'TIMESTAMPTZ',
    ended_at: 'TIMESTAMPTZ', covered_until: 'TIMESTAMPTZ', is_first_start: 'BOOLEAN', is_first_finish: 'BOOLEAN',
    is_first_disengagement: 'BOOLEAN', is_first_exit: 'BOOLEAN', is_first_goal: 'BOOLEAN'
}});

CREATE TEMP VIEW visit AS
SELECT *
FROM read_csv('{folder}/visit.csv', header = false, auto_detect = false, delim = ',', quote = '"', columns = {{
    entry_id: 'BIGINT', block_id: 'BIGINT', kind: 'VARCHAR', reached_at: 'TIMESTAMPTZ', turned_at: 'TIMESTAMPTZ',
    ended_at: 'TIMESTAMPTZ', ended_as: 'VARCHAR', decided_at: 'TIMESTAMPTZ', matched: 'BOOLEAN',
    superseded_at: 'TIMESTAMPTZ', left_at: 'TIMESTAMPTZ', condition: 'VARCHAR', variant: 'VARCHAR'
}});

CREATE TEMP VIEW event AS
SELECT *
FROM read_csv('{folder}/event.csv', header = false, auto_detect = false, delim = ',', quote = '"', columns = {{
    entry_id: 'BIGINT', block_id: 'BIGINT', type: 'VARCHAR', 'at': 'TIMESTAMPTZ'
}});
