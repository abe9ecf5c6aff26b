-- One row: the instants as of which all entries and all visits of a copy are settled, in microseconds since 1970.
SELECT
    (SELECT epoch_us(max(settled_at)) FROM {name}.entry) AS entries,
    (SELECT epoch_us(max(settled_at)) FROM {name}.visit) AS visits
