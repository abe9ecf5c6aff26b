-- Events of started entries. The condition on people holds for all: without it, before tables are analyzed, the planner would
-- read all events for each entry of a cohort.
event
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
        AND entry.person_id = event.person_id
