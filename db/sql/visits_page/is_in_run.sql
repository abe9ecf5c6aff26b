-- A visit is at the block and in the index run, whose visits are ordered by their instants.
visit.workspace_id = $1::bigint AND visit.block_id = block.id
AND final_state(visit.kind, visit.turned_at, visit.ended_as) = run.state
AND decision_of(visit.matched) = run.decision
