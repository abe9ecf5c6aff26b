-- One row per event of the batch whose entry belongs to another person: its id. Removes it from the batch.
DELETE FROM staged_event
USING staged_entry
WHERE staged_event.entry_number = staged_entry.number AND NOT staged_entry.is_theirs
RETURNING staged_event.id
