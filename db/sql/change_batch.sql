-- One row: the number of a bulk action's next batch, its number of people, and how many of them got or lost the tag. No
-- row if there is no next batch. Run after lock_tag: no other transaction can then change who has the tag.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 last_batch integer, $4 tag_id bigint, $5 is_taken boolean
-- Where is_taken, those who have the tag lose it; otherwise those without it get it. Arrays make the planner use the
-- index whatever number of rows it estimates; joins did not. ON CONFLICT would take twice the time.
WITH batch AS MATERIALIZED (
    {bulk_actions/next_batch}
),
tagged AS MATERIALIZED (
    SELECT person_tag.person_id
    FROM person_tag
    WHERE person_tag.workspace_id = $1::bigint AND person_tag.tag_id = $4::bigint
        AND person_tag.person_id = ANY((SELECT batch.person_ids FROM batch)::bigint[])
),
changed AS MATERIALIZED (
    SELECT selected.person_id
    FROM batch CROSS JOIN unnest(batch.person_ids) AS selected (person_id)
    WHERE selected.person_id IN (SELECT tagged.person_id FROM tagged) = $5::boolean
),
given AS (
    INSERT INTO person_tag (workspace_id, tag_id, person_id)
    SELECT $1::bigint, $4::bigint, changed.person_id
    FROM changed
    WHERE NOT $5::boolean
),
taken AS (
    DELETE FROM person_tag
    WHERE $5::boolean AND person_tag.workspace_id = $1::bigint AND person_tag.tag_id = $4::bigint
        AND person_tag.person_id = ANY(ARRAY(SELECT changed.person_id FROM changed))
),
kept AS (
    UPDATE tag
    SET people = tag.people + CASE WHEN $5::boolean THEN -1 ELSE 1 END * (SELECT count(*) FROM changed)::integer
    WHERE tag.workspace_id = $1::bigint AND tag.id = $4::bigint
),
noted AS (
    UPDATE bulk_action_batch
    SET person_ids = ARRAY(SELECT changed.person_id FROM changed)
    WHERE bulk_action_batch.workspace_id = $1::bigint AND bulk_action_batch.bulk_action_id = $2::bigint
        AND bulk_action_batch.number = (SELECT batch.number FROM batch)
        AND (SELECT count(*) FROM changed) < (SELECT cardinality(batch.person_ids) FROM batch)
)
SELECT
    batch.number, cardinality(batch.person_ids) AS people, (SELECT count(*) FROM changed)::integer AS changed
FROM batch
