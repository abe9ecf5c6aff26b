-- A visit is of the block, and of one final state and decision: the index holds these in the order of their instants.
visit.workspace_id = $1::bigint AND visit.block_id = block.id
AND final_state(visit.kind, visit.turned_at, visit.ended_as) = run.state
AND decision_of(visit.matched) = run.decision
