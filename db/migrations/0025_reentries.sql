-- The later entries of people with several entries in a series: few, so that the outcomes of all others are counted
-- without grouping entries by person.
CREATE INDEX entry_again ON entry (workspace_id, series_id, person_id) WHERE number > 1;

-- Entries whose start is not known yet. Entries are created without a first event, so that most are never in the index.
CREATE INDEX entry_without_start ON entry (workspace_id, series_id, first_at)
    WHERE NOT is_started AND first_at IS NOT NULL;
