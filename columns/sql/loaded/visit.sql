-- Visits of a copy as they are loaded, without departures, which only a recount of stored counts reads. A visit is settled once
-- all that is known about it has happened. Its state and decision are then one number.
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
    FROM {rows} AS visit
)
