-- The entries that started in a range, their visits or their events. Enough for counts of entries.
FROM ({copied}) AS copied
WHERE started_at >= {begin} AND started_at < {before}
