-- One row: how many of the next people of a bulk action there were, how many were given the tag, and the last of them.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 after_person_id bigint, $4 most bigint, $5 tag_id bigint,
-- $6 reason text
-- Arrays lead to the rows by index, whatever is believed of the number of rows; joins did not.
WITH batch AS MATERIALIZED (
    SELECT bulk_action_person.person_id
    FROM bulk_action_person
    WHERE bulk_action_person.workspace_id = $1::bigint AND bulk_action_person.bulk_action_id = $2::bigint
        AND bulk_action_person.person_id > $3::bigint
    ORDER BY bulk_action_person.person_id
    LIMIT $4::bigint
),
changed AS (
    INSERT INTO person_tag (workspace_id, tag_id, person_id)
    SELECT $1::bigint, $5::bigint, batch.person_id
    FROM batch
    ON CONFLICT DO NOTHING
    RETURNING person_tag.person_id
),
skipped AS (
    SELECT batch.person_id FROM batch
    EXCEPT
    SELECT changed.person_id FROM changed
),
noted AS (
    UPDATE bulk_action_person
    SET reason = $6::text
    WHERE bulk_action_person.workspace_id = $1::bigint AND bulk_action_person.bulk_action_id = $2::bigint
        AND bulk_action_person.person_id = ANY(ARRAY(SELECT skipped.person_id FROM skipped))
),
kept AS (
    UPDATE tag
    SET people = tag.people + (SELECT count(*) FROM changed)::integer
    WHERE tag.workspace_id = $1::bigint AND tag.id = $5::bigint
)
SELECT
    count(*)::integer AS people, (SELECT count(*) FROM changed)::integer AS changed,
    max(batch.person_id) AS last_person_id
FROM batch
