-- The copied rows of some people: those of a table (SEMI JOIN), or all others (ANTI JOIN).
SELECT {columns} FROM {table} AS copied {join} JOIN {people} AS person ON person.id = copied.person_id
