-- One row: the commands with which a superuser lets indexes be used below row-level policies. Runs them if it can.
SELECT trust_operators() AS commands
