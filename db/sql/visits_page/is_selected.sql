-- A visit matches the filters of a page. The parameters are those of visits_page.
(coalesce({visit.superseded_at} >= $8::timestamptz, true) OR NOT $10::boolean)
AND ($11::boolean IS NULL OR visit.decided_at <= $9::timestamptz)
AND ($12::visit_state[] IS NULL
    OR state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $9::timestamptz)
        = ANY($12::visit_state[]))
AND ($13::text IS NULL OR (visit.departure).said = $13::text AND visit.left_at <= $9::timestamptz)
AND ($14::text IS NULL OR (visit.departure).variant = $14::text AND visit.left_at <= $9::timestamptz)
AND {visits_in_scope}
