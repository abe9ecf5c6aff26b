-- Columnar copies contain the departures of visits from now on. The worker makes all of them again. The new id keeps a copy
-- that an earlier release is making from being used.
UPDATE column_copy SET files = NULL, id = DEFAULT;
