-- The entries of a copy. Whether an entry, visit or event is the first or last of its person depends on the other entries of
-- the person. A cohort may contain some of them. Rows of people with two entries therefore have the start of the other one,
-- from which a cohort follows without a sort. Rows that depend on more entries are marked (is_of_many).
SELECT
    entry.*,
    coalesce(lag(started_at) OVER of_person, lead(started_at) OVER of_person) AS other_started_at,
    count(*) OVER (PARTITION BY person_id) > 2 AS is_of_many
FROM entry
WINDOW of_person AS (PARTITION BY person_id ORDER BY number)
ORDER BY person_id, number
