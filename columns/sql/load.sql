-- A copy in DuckDB's own format, which is read three times faster than Parquet. Without the departures of visits, which only
-- a recount of stored counts reads.
ATTACH '{file}' AS {name};

-- The outcomes of an entry once all that is known about it has happened are one number, and so are those that are the first
-- of their person.
CREATE TABLE {name}.entry AS
SELECT
    getvariable('workspace_id')::bigint AS workspace_id, true AS is_started, entry.*,
    outcome_bits(
        true, ended_at IS NULL, finished_at IS NOT NULL, disengaged_at IS NOT NULL, exited_at IS NOT NULL,
        goal_hit_at IS NOT NULL
    ) AS outcomes_of_entry,
    outcome_bits(
        is_first_start, ended_at IS NULL AND coalesce(covered_until < 'infinity'::timestamptz, true),
        finished_at IS NOT NULL AND is_first_finish, disengaged_at IS NOT NULL AND is_first_disengagement,
        exited_at IS NOT NULL AND is_first_exit, goal_hit_at IS NOT NULL AND is_first_goal
    ) AS outcomes_of_person,
    greatest(
        started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at,
        CASE WHEN covered_until < 'infinity'::timestamptz THEN covered_until END
    ) AS settled_at
FROM read_parquet(getvariable('entry_files')) AS entry;

-- A visit is settled once all that is known about it has happened. Its state and decision are then one number.
CREATE TABLE {name}.visit AS
SELECT
    * EXCLUDE (left_at, condition, variant, last_phase, last_decision),
    settled_as(state_of(kind, last_phase), last_decision) AS settled
FROM (
    SELECT
        visit.* REPLACE (visit.kind::block_kind AS kind, visit.ended_as::visit_state AS ended_as),
        CASE
            WHEN ended_at < 'infinity'::timestamptz THEN ended_as::visit_state
            WHEN turned_at < 'infinity'::timestamptz THEN 'RECEIVED'::visit_state
        END AS last_phase,
        CASE WHEN decided_at < 'infinity'::timestamptz THEN matched END AS last_decision,
        greatest(
            reached_at,
            CASE
                WHEN ended_at < 'infinity'::timestamptz THEN ended_at
                WHEN turned_at < 'infinity'::timestamptz THEN turned_at
            END,
            CASE WHEN decided_at < 'infinity'::timestamptz THEN decided_at END
        ) AS settled_at
    FROM read_parquet(getvariable('visit_files')) AS visit
);

CREATE TABLE {name}.event AS
SELECT event.* REPLACE (event.type::event_type AS type)
FROM read_parquet(getvariable('event_files')) AS event;
