-- The changes that copied rows make to stored counts, each at an instant. The same meaning as entry_steps, visit_steps and
-- departure_steps of db/functions, which would run several times more slowly in DuckDB, as correlated subqueries.
CREATE VIEW entry AS
FROM read_parquet(getvariable('entry_files')) AS copied ANTI JOIN changed ON changed.id = copied.person_id;
CREATE VIEW visit AS
FROM read_parquet(getvariable('visit_files')) AS copied ANTI JOIN changed ON changed.id = copied.person_id;
CREATE VIEW event AS
FROM read_parquet(getvariable('event_files')) AS copied ANTI JOIN changed ON changed.id = copied.person_id;

CREATE VIEW entry_step AS
SELECT series_id, 0 AS block_id, 0 AS total, unnest([
    {figure: 'STARTED', happened: started_at, entries: 1, people: is_first_start::integer},
    {figure: 'FINISHED', happened: finished_at, entries: 1, people: is_first_finish::integer},
    {figure: 'DISENGAGED', happened: disengaged_at, entries: 1, people: is_first_disengagement::integer},
    {figure: 'EXITED', happened: exited_at, entries: 1, people: is_first_exit::integer},
    {figure: 'GOAL_HIT', happened: goal_hit_at, entries: 1, people: is_first_goal::integer},
    {figure: 'IN_PROGRESS', happened: started_at, entries: 1, people: 0},
    {figure: 'IN_PROGRESS', happened: ended_at, entries: -1,
        people: -coalesce(coalesce(covered_until, '-infinity'::timestamptz) < ended_at, false)::integer},
    {figure: 'IN_PROGRESS', happened: greatest(started_at, covered_until), entries: 0,
        people: (coalesce(covered_until, '-infinity'::timestamptz) < coalesce(ended_at, 'infinity'::timestamptz))::integer}
], recursive := true)
FROM entry;

-- The spans of time in which a visit is in a state, or decided.
CREATE VIEW visit_span AS
SELECT series_id, block_id, superseded, unnest([
    {figure: CASE kind
        WHEN 'WAIT' THEN 'STATE_WAITING' WHEN 'RULE' THEN 'STATE_TRYING_TO_MATCH' ELSE 'STATE_PENDING' END,
        begins: reached_at, ends: turned},
    {figure: CASE kind WHEN 'RULE' THEN 'STATE_PENDING' ELSE 'STATE_RECEIVED' END, begins: turned, ends: ended},
    {figure: 'STATE_' || ended_as, begins: ended, ends: 'infinity'::timestamptz},
    {figure: CASE WHEN matched THEN 'MATCHED' ELSE 'NOT_MATCHED' END,
        begins: CASE WHEN decided_at IS NULL THEN 'infinity'::timestamptz ELSE greatest(decided_at, reached_at) END,
        ends: 'infinity'::timestamptz}
], recursive := true)
FROM (
    SELECT *, CASE WHEN turned_at IS NULL THEN ended ELSE least(greatest(turned_at, reached_at), ended) END AS turned
    FROM (
        SELECT
            *, coalesce(superseded_at, 'infinity'::timestamptz) AS superseded,
            CASE WHEN ended_at IS NULL THEN 'infinity'::timestamptz ELSE greatest(ended_at, reached_at) END AS ended
        FROM visit
    )
);

CREATE VIEW visit_step AS
SELECT series_id, block_id, 0 AS total, figure, unnest([
    {happened: begins, entries: 1, people: (begins < superseded)::integer},
    {happened: ends, entries: -1, people: -(begins < superseded AND ends <= superseded)::integer},
    {happened: superseded, entries: 0, people: -(begins < superseded AND superseded < ends)::integer}
], recursive := true)
FROM visit_span
WHERE begins < ends;

CREATE VIEW event_step AS
SELECT
    getvariable('series_id')::bigint AS series_id, block_id, 1 AS total, 'ENGAGED_' || type AS figure, "at" AS happened,
    is_first_of_entry::integer AS entries, is_first_of_person::integer AS people
FROM event;

CREATE VIEW departure_step AS
SELECT series_id, block_id, condition, variant, unnest([
    {happened: moved, entries: 1, people: coalesce(superseded_at > moved, true)::integer},
    {happened: superseded_at, entries: 0, people: -coalesce(superseded_at > moved, false)::integer}
], recursive := true)
FROM (SELECT *, greatest(reached_at, left_at) AS moved FROM visit WHERE left_at IS NOT NULL);
