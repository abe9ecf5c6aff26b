-- One row per started entry of the people of a series who have changed in these generations.
-- $1 workspace_id bigint, $2 series_id bigint, $3 since integer, $4 before integer
{copied_rows/entry}
    AND entry.person_id = ANY(ARRAY(
        {copied_rows/changed_people}
    ))
