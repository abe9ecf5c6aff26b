-- Joins the block that an entry has reached last as of an instant.
CROSS JOIN (SELECT $as_of::timestamptz AS as_of) AS known
LEFT JOIN LATERAL (
    {last_block/of_entry}
) AS last_block ON true
