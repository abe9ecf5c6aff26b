-- The same as quarter_of of db/functions, from whole microseconds.
CREATE MACRO quarter_of(instant) AS (
    (epoch_us(instant) - (epoch_us(instant) % 900_000_000 + 900_000_000) % 900_000_000) // 900_000_000
)::integer;
