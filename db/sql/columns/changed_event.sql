-- One row per engagement event of these people, by block and person.
-- $1 workspace_id bigint, $2 series_id bigint, $3 since integer, $4 before integer
{copied_rows/event}
    AND event.block_id = ANY(ARRAY(
        SELECT block.id FROM block WHERE block.workspace_id = $1::bigint AND block.series_id = $2::bigint
    ))
    AND event.person_id = ANY(ARRAY(
        {copied_rows/changed_people}
    ))
