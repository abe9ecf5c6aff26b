-- The block that each entry has reached last by an instant. Entries that have reached none are left out.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 as_of timestamptz
SELECT entry.id AS entry_id, last_block.id AS block_id
FROM unnest($2::bigint[]) AS entry (id)
CROSS JOIN (SELECT $3::timestamptz AS as_of) AS known
CROSS JOIN LATERAL (
    {last_block/of_entry}
) AS last_block
