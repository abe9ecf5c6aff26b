-- One row. Turns the policies of all tables on or off.
-- $1 is_on boolean
SELECT set_row_security($1::boolean)
