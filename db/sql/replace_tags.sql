-- One row per person whose tags changed. Replaces the tags of people, and updates how many people have each tag. Run
-- after lock_people and lock_tags.
-- $1 workspace_id bigint, $2 person_ids bigint[] whose tags are replaced, $3 tagged_ids bigint[], $4 names text[], paired
WITH given AS (
    SELECT DISTINCT tagged.person_id, tag.id AS tag_id
    FROM unnest($3::bigint[], $4::text[]) AS tagged (person_id, name)
    JOIN tag ON tag.workspace_id = $1::bigint AND tag.name = tagged.name
),
removed AS (
    DELETE FROM person_tag
    WHERE workspace_id = $1::bigint AND person_id = ANY($2::bigint[])
        AND (person_id, tag_id) NOT IN (SELECT person_id, tag_id FROM given)
    RETURNING tag_id, person_id
),
added AS (
    INSERT INTO person_tag (workspace_id, tag_id, person_id)
    SELECT $1::bigint, tag_id, person_id FROM given
    ON CONFLICT DO NOTHING
    RETURNING tag_id, person_id
),
changed AS (
    SELECT tag_id, sum(people)::integer AS people
    FROM (SELECT tag_id, 1 AS people FROM added UNION ALL SELECT tag_id, -1 FROM removed) AS change
    GROUP BY tag_id
),
counted AS (
    UPDATE tag SET people = tag.people + changed.people
    FROM changed
    WHERE tag.workspace_id = $1::bigint AND tag.id = changed.tag_id AND changed.people <> 0
)
SELECT external_id
FROM person
WHERE workspace_id = $1::bigint
    AND id IN (SELECT person_id FROM added UNION ALL SELECT person_id FROM removed)
