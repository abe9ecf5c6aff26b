-- The copied rows of some people: those named (SEMI JOIN), or all others (ANTI JOIN).
FROM ({rows}) AS copied {join} JOIN named ON named.id = copied.person_id
