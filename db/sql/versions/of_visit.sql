-- The columns of a visit that figures depend on, before and after a change.
new.series_id, new.block_id, new.kind,
old.reached_at AS old_reached_at, new.reached_at, old.turned_at AS old_turned_at, new.turned_at,
old.ended_at AS old_ended_at, new.ended_at, old.ended_as AS old_ended_as, new.ended_as,
old.decided_at AS old_decided_at, new.decided_at, old.matched AS old_matched, new.matched,
old.superseded_at AS old_superseded_at, new.superseded_at, old.left_at AS old_left_at, new.left_at,
(old.departure).said AS old_condition, (new.departure).said AS condition,
(old.departure).variant AS old_variant, (new.departure).variant AS variant
