-- One row per person of an addition.
SELECT id FROM {name}.person
