-- One row: the commands with which a superuser lets indexes be used below row-level policies, and the database where.
-- Runs them if it can.
SELECT trust_operators() AS commands, current_database()::text AS database
