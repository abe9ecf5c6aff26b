-- The schema that PostGraphile serves: the dashboard of a series in one statement, from the stored counts, with the
-- fields of Milepost. Run as one simple query, without parameters.
-- The first function contains Milepost's own statement, so it reads the counts as Milepost does.
-- The functions are PL/pgSQL, which caches plans; a function in SQL would be planned again for every request.
CREATE SCHEMA postgraphile;
CREATE SCHEMA postgraphile_private; -- used, but not served

CREATE FUNCTION postgraphile_private.figure_counts(bigint, bigint[], bigint[], integer[], timestamptz[])
RETURNS TABLE (number integer, figure figure, entries integer, people integer, total integer)
LANGUAGE sql STABLE AS $statement${figure_counts}$statement$;

-- The figures of a kind of block, in their order. A figure that is not expected is returned only if it is not 0.
CREATE TABLE postgraphile_private.figure_of_kind (
    kind        block_kind NOT NULL,
    figure      figure     NOT NULL,
    name        text       NOT NULL,
    is_expected boolean    NOT NULL,
    PRIMARY KEY (kind, figure)
);

CREATE VIEW postgraphile.series AS
SELECT workspace_id, id, key FROM public.series;
COMMENT ON VIEW postgraphile.series IS E'@primaryKey workspace_id,id\n@unique workspace_id,key';

CREATE TYPE postgraphile.outcome_figure AS (kind text, count integer, percentage double precision);
CREATE TYPE postgraphile.state_figure AS (state text, count integer, percentage double precision);
CREATE TYPE postgraphile.engagement_figure AS (
    kind text, total integer, "unique" integer, percentage double precision
);
CREATE TYPE postgraphile.block_figures AS (
    key text, reached integer, states postgraphile.state_figure[], engagement postgraphile.engagement_figure[]
);

CREATE FUNCTION postgraphile_private.percentage(count integer, base integer) RETURNS double precision
LANGUAGE sql IMMUTABLE
RETURN 100::double precision * count / nullif(base, 0);

CREATE FUNCTION postgraphile.series_outcomes(series postgraphile.series, as_of timestamptz)
RETURNS SETOF postgraphile.outcome_figure
LANGUAGE plpgsql STABLE ROWS 6 AS $$
BEGIN
    RETURN QUERY
    WITH counts AS MATERIALIZED (
        SELECT figure, people
        FROM postgraphile_private.figure_counts(
            series.workspace_id, ARRAY[series.id], ARRAY[0], ARRAY[1],
            ARRAY[coalesce(as_of, now()) + interval '1 microsecond']
        )
    )
    SELECT
        outcome.figure::text,
        coalesce(counts.people, 0),
        postgraphile_private.percentage(coalesce(counts.people, 0), started.people)
    FROM unnest(enum_range('STARTED'::figure, 'GOAL_HIT'::figure)) AS outcome (figure)
    LEFT JOIN counts ON counts.figure = outcome.figure
    LEFT JOIN counts AS started ON started.figure = 'STARTED'
    ORDER BY outcome.figure;
END
$$;
COMMENT ON FUNCTION postgraphile.series_outcomes IS '@behavior -connection +list';

CREATE FUNCTION postgraphile.series_blocks(series postgraphile.series, as_of timestamptz)
RETURNS SETOF postgraphile.block_figures
LANGUAGE plpgsql STABLE ROWS 13 AS $$
DECLARE
    block_ids bigint[] := ARRAY(
        SELECT id FROM public.block
        WHERE workspace_id = series.workspace_id AND series_id = series.id AND removed_at IS NULL
    );
BEGIN
    RETURN QUERY
    WITH counts AS MATERIALIZED (
        SELECT block_ids[number] AS block_id, figure, people, total
        FROM postgraphile_private.figure_counts(
            series.workspace_id, array_fill(series.id, ARRAY[cardinality(block_ids)]), block_ids,
            array_fill(1, ARRAY[cardinality(block_ids)]), ARRAY[coalesce(as_of, now()) + interval '1 microsecond']
        )
    )
    SELECT
        block.key,
        base.reached,
        ARRAY(
            SELECT ROW(
                each.name,
                coalesce(counts.people, 0),
                postgraphile_private.percentage(coalesce(counts.people, 0), base.reached)
            )::postgraphile.state_figure
            FROM postgraphile_private.figure_of_kind AS each
            LEFT JOIN counts ON counts.block_id = block.id AND counts.figure = each.figure
            WHERE each.kind = block.kind AND each.figure < 'ENGAGED_RECEIVED'
            ORDER BY each.figure
        ),
        ARRAY(
            SELECT ROW(
                each.name,
                coalesce(counts.total, 0),
                coalesce(counts.people, 0),
                postgraphile_private.percentage(coalesce(counts.people, 0), base.received)
            )::postgraphile.engagement_figure
            FROM postgraphile_private.figure_of_kind AS each
            LEFT JOIN counts ON counts.block_id = block.id AND counts.figure = each.figure
            WHERE each.kind = block.kind AND each.figure >= 'ENGAGED_RECEIVED'
                AND (each.is_expected OR counts.total > 0)
            ORDER BY each.figure
        )
    FROM public.block
    CROSS JOIN LATERAL (
        SELECT
            coalesce(sum(people) FILTER (WHERE figure <= 'STATE_EXITED'), 0)::integer AS reached,
            coalesce(sum(people) FILTER (WHERE figure = 'ENGAGED_RECEIVED'), 0)::integer AS received
        FROM counts
        WHERE counts.block_id = block.id
    ) AS base
    WHERE block.workspace_id = series.workspace_id AND block.id = ANY(block_ids)
    ORDER BY block.position;
END
$$;
COMMENT ON FUNCTION postgraphile.series_blocks IS '@behavior -connection +list';
