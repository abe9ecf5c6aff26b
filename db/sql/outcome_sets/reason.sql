-- The reason of a disengagement. An empty one counts as none.
nullif((entry.disengagement).said, '')
