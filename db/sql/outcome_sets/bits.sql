-- The outcomes of an entry before an instant, as the sum of their bits. Nothing of an entry happens before its start, so
-- of entries that started within a range these are the outcomes within the range.
CASE WHEN entry.finished_at < $before::timestamptz THEN 1 ELSE 0 END
+ CASE WHEN entry.disengaged_at < $before::timestamptz THEN 2 ELSE 0 END
+ CASE WHEN entry.exited_at < $before::timestamptz THEN 4 ELSE 0 END
+ CASE WHEN entry.goal_hit_at < $before::timestamptz THEN 8 ELSE 0 END
