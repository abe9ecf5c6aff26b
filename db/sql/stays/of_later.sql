-- The first outcome of the later entries of a person.
min(entry.{outcome_at}) AS outcome_at
