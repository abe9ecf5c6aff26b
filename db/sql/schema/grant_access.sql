-- One row. Gives a role the privileges of the API and the worker.
-- $1 role text
SELECT grant_access($1::text)
