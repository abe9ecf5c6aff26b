-- The copied rows of all people.
SELECT {columns} FROM {table}
