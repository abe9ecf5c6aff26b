-- The entries that started in a range, their visits or their events. Enough for counts of entries.
FROM ({copied}) AS copied
WHERE started_at >= getvariable('started_begin') AND started_at < getvariable('started_end')
