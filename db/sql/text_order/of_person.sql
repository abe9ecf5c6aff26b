-- Joins the person of an entry, who has the text.
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
