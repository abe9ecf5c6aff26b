-- One row per person on a page, in the order of a text, `ordered_by`, with the key that orders them. People without the
-- text come last in the list.
-- $1 workspace_id bigint, $2 size integer
SELECT page.text, page.id
FROM (
    (
        SELECT {ordered_by} AS text, person.id
        FROM person
        WHERE person.workspace_id = $1::bigint AND {ordered_by} IS NOT NULL
            AND {with_text}
            AND {people_in_scope}
        ORDER BY {ordered_by} {direction}, person.id {direction}
        LIMIT $2::integer
    )
    UNION ALL
    (
        SELECT {ordered_by} AS text, person.id
        FROM person
        WHERE person.workspace_id = $1::bigint AND {ordered_by} IS NULL
            AND {without_text}
            AND {people_in_scope}
        -- The null text is named too: otherwise the planner does not see that this is the order of the index.
        ORDER BY {ordered_by} {direction}, person.id {direction}
        LIMIT $2::integer
    )
) AS page
ORDER BY page.text IS NULL {nulls}, page.text {direction}, page.id {direction}
LIMIT $2::integer
