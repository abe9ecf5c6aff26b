-- The copied rows of all people.
FROM ({rows}) AS copied
