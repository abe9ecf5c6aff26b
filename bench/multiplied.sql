-- Fills a workspace with copies of every person of another, with their history. The result is that of recording the same
-- events for each of them, at the speed of the disk. Each copy is some quarters of an hour earlier than the one before,
-- so that a larger history fills more buckets, as a real one does. Run as one simple query, without parameters.
-- {source} and {target} are workspace ids, {copies} is the number of copies. Both workspaces define the same series.
CREATE OR REPLACE FUNCTION pg_temp.copied(
    old occurrence, copy integer, block_shift bigint, earlier interval
) RETURNS occurrence
LANGUAGE sql STABLE -- as subtracting an interval is; PostgreSQL would not inline it if it were declared IMMUTABLE
RETURN CASE WHEN (old).at IS NOT NULL THEN ROW(
    (old).at - earlier, (old).event_id || '-' || copy, (old).block_id + block_shift, (old).said, (old).variant
)::occurrence END;

CREATE OR REPLACE FUNCTION pg_temp.copied(old timestamptz[], earlier interval) RETURNS timestamptz[]
LANGUAGE sql STABLE STRICT
RETURN (SELECT array_agg(instant - earlier) FROM unnest(old) AS instant);

DO $$
DECLARE
    last_person bigint := (SELECT max(id) FROM person);
    last_entry bigint := (SELECT max(id) FROM entry);
    series_shift bigint := (SELECT max(id) FROM series WHERE workspace_id = {target})
        - (SELECT max(id) FROM series WHERE workspace_id = {source});
    block_shift bigint := (SELECT max(id) FROM block WHERE workspace_id = {target})
        - (SELECT max(id) FROM block WHERE workspace_id = {source});
    shift CONSTANT integer := 7; -- between one copy and the next
    indexes text[];
    definitions text[];
    person_shift bigint;
    entry_shift bigint;
    earlier interval;
BEGIN
    -- All indexes except keys are built at the end, which is faster than adding rows to them one by one.
    SELECT array_agg(indexrelid::regclass::text), array_agg(pg_get_indexdef(indexrelid)) INTO indexes, definitions
    FROM pg_index
    WHERE indrelid IN ('person'::regclass, 'event'::regclass, 'entry'::regclass, 'visit'::regclass)
        AND NOT indisunique;
    EXECUTE 'DROP INDEX ' || array_to_string(indexes, ', ');

    FOR copy IN 1 .. {copies} LOOP
        person_shift := copy * last_person;
        entry_shift := copy * last_entry;
        earlier := (copy - 1) * shift * interval '15 minutes';

        INSERT INTO person (workspace_id, id, external_id, name, email) OVERRIDING SYSTEM VALUE
        SELECT {target}, id + person_shift, external_id || '-' || copy, name, email
        FROM person
        WHERE workspace_id = {source};

        INSERT INTO event
        SELECT
            {target}, id || '-' || copy, series_id + series_shift, entry_id + entry_shift, person_id + person_shift,
            block_id + block_shift, type, at - earlier, waits_until - earlier, along, variant, reason, company,
            receipt, url, detail
        FROM event
        WHERE workspace_id = {source};

        INSERT INTO entry (
            workspace_id, id, series_id, person_id, key, first_at, is_started, company, finish, disengagement, exit,
            goal, exits, number, covered_until, is_first_start, is_first_finish, is_first_disengagement,
            is_first_exit, is_first_goal
        ) OVERRIDING SYSTEM VALUE
        SELECT
            {target}, id + entry_shift, series_id + series_shift, person_id + person_shift, key || '-' || copy,
            first_at - earlier, is_started, pg_temp.copied(company, copy, block_shift, earlier),
            pg_temp.copied(finish, copy, block_shift, earlier),
            pg_temp.copied(disengagement, copy, block_shift, earlier),
            pg_temp.copied(exit, copy, block_shift, earlier), pg_temp.copied(goal, copy, block_shift, earlier),
            pg_temp.copied(exits, earlier), number, covered_until - earlier,
            is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
        FROM entry
        WHERE workspace_id = {source};

        INSERT INTO visit (
            workspace_id, entry_id, block_id, series_id, person_id, kind, is_started, exits, first_reached,
            waits_until, departure, decision, finished, disengaged, exited, received_at, superseded_at
        )
        SELECT
            {target}, entry_id + entry_shift, block_id + block_shift, series_id + series_shift,
            person_id + person_shift, kind, is_started, pg_temp.copied(exits, earlier), first_reached - earlier,
            waits_until - earlier, pg_temp.copied(departure, copy, block_shift, earlier),
            pg_temp.copied(decision, copy, block_shift, earlier), finished - earlier, disengaged - earlier,
            exited - earlier, received_at - earlier, superseded_at - earlier
        FROM visit
        WHERE workspace_id = {source};
    END LOOP;

    EXECUTE array_to_string(definitions, '; ');

    INSERT INTO figure_count
    WITH quarters AS (
        SELECT
            stored.series_id + series_shift AS series_id,
            CASE stored.block_id WHEN 0 THEN 0 ELSE stored.block_id + block_shift END AS block_id, stored.figure,
            counted.quarter - (copy - 1) * shift AS quarter, sum(counted.entries)::bigint AS entries,
            sum(counted.people)::bigint AS people, sum(counted.total)::bigint AS total
        FROM figure_count AS stored
        CROSS JOIN LATERAL quarter_counts(stored.bucket, stored.quarters) AS counted
        CROSS JOIN generate_series(1, {copies}) AS copy
        WHERE stored.workspace_id = {source} AND stored.level = 1
        GROUP BY 1, 2, 3, 4
    ),
    eights AS (
        SELECT
            series_id, block_id, figure, quarter >> 5 AS bucket, sum(entries)::bigint AS entries,
            sum(people)::bigint AS people, sum(total)::bigint AS total, summed_quarters(
                array_agg(quarter_change(entries, quarter, 1)) || array_agg(quarter_change(people, quarter, 2))
                || array_agg(quarter_change(total, quarter, 4))
            ) AS quarters
        FROM quarters
        GROUP BY 1, 2, 3, 4
    )
    SELECT {target}, series_id, block_id, 1, bucket, figure, entries, people, total, quarters
    FROM eights
    UNION ALL
    SELECT
        {target}, series_id, block_id, level, bucket >> (5 * (level - 1)), figure, sum(entries), sum(people), sum(total),
        NULL
    FROM eights
    CROSS JOIN generate_series(2, 4) AS level
    GROUP BY 1, 2, 3, 4, 5, 6;

    INSERT INTO departure_count
    WITH quarters AS (
        SELECT
            stored.series_id + series_shift AS series_id, stored.block_id + block_shift AS block_id, stored.condition,
            stored.variant, counted.quarter - (copy - 1) * shift AS quarter,
            sum(counted.entries)::bigint AS entries, sum(counted.people)::bigint AS people
        FROM departure_count AS stored
        CROSS JOIN LATERAL quarter_counts(stored.bucket, stored.quarters) AS counted
        CROSS JOIN generate_series(1, {copies}) AS copy
        WHERE stored.workspace_id = {source} AND stored.level = 1
        GROUP BY 1, 2, 3, 4, 5
    ),
    eights AS (
        SELECT
            series_id, block_id, condition, variant, quarter >> 5 AS bucket, sum(entries)::bigint AS entries,
            sum(people)::bigint AS people, summed_quarters(
                array_agg(quarter_change(entries, quarter, 1)) || array_agg(quarter_change(people, quarter, 2))
            ) AS quarters
        FROM quarters
        GROUP BY 1, 2, 3, 4, 5
    )
    SELECT {target}, series_id, block_id, 1, bucket, condition, variant, entries, people, quarters
    FROM eights
    UNION ALL
    SELECT
        {target}, series_id, block_id, level, bucket >> (5 * (level - 1)), condition, variant, sum(entries),
        sum(people), NULL
    FROM eights
    CROSS JOIN generate_series(2, 4) AS level
    GROUP BY 1, 2, 3, 4, 5, 6, 7;

    UPDATE series SET data_through = (SELECT data_through FROM series WHERE workspace_id = {source})
    WHERE workspace_id = {target};

    PERFORM setval(pg_get_serial_sequence('person', 'id'), (SELECT max(id) FROM person));
    PERFORM setval(pg_get_serial_sequence('entry', 'id'), (SELECT max(id) FROM entry));
END $$;
