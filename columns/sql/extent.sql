-- One row: the instants as of which all entries and all visits of a copy or addition are settled, in microseconds since 1970,
-- and the highest id of its people.
SELECT
    (SELECT epoch_us(max(settled_at)) FROM {name}.entry) AS entries,
    (SELECT epoch_us(max(settled_at)) FROM {name}.visit) AS visits,
    (SELECT coalesce(max(person_id), 0) FROM {name}.entry) AS last_person
