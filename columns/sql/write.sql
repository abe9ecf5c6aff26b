-- The Parquet files of a copy, sorted by person. Engagement of entries whose start is not known is left out.
-- Whether an entry, visit or event is the first or last of its person depends on the other entries of the person. A cohort
-- may contain some of them. Rows of people with two entries therefore have the start of the other one, from which a cohort
-- follows without a sort. Rows that depend on more entries are marked (is_of_many).
COPY (
    SELECT
        entry.*,
        coalesce(lag(started_at) OVER of_person, lead(started_at) OVER of_person) AS other_started_at,
        count(*) OVER (PARTITION BY person_id) > 2 AS is_of_many
    FROM entry
    WINDOW of_person AS (PARTITION BY person_id ORDER BY number)
    ORDER BY person_id, number
) TO '{folder}/entry' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');

COPY (
    SELECT
        entry.series_id, entry.person_id, entry.number, entry.started_at, visit.* EXCLUDE (entry_id),
        lead(entry.started_at) OVER (
            PARTITION BY entry.person_id, visit.block_id ORDER BY visit.reached_at, entry.number
        ) AS next_started_at,
        count(*) OVER (PARTITION BY entry.person_id, visit.block_id) > 2 AS is_of_many
    FROM visit
    JOIN entry ON entry.id = visit.entry_id
    ORDER BY entry.person_id, entry.number
) TO '{folder}/visit' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');

COPY (
    SELECT
        * EXCLUDE (first_started_at, last_started_at),
        CASE WHEN started_at = first_started_at THEN last_started_at ELSE first_started_at END AS other_started_at,
        count(*) FILTER (WHERE is_first_of_entry) OVER (PARTITION BY person_id, block_id, type) > 2 AS is_of_many
    FROM (
        SELECT
            entry.person_id, entry.started_at, event.* EXCLUDE (entry_id),
            row_number() OVER (PARTITION BY entry.id, event.block_id, event.type ORDER BY event.at) = 1
                AS is_first_of_entry,
            row_number() OVER (of_kind ORDER BY event.at) = 1 AS is_first_of_person,
            min(entry.started_at) OVER of_kind AS first_started_at,
            max(entry.started_at) OVER of_kind AS last_started_at
        FROM event
        JOIN entry ON entry.id = event.entry_id
        WINDOW of_kind AS (PARTITION BY entry.person_id, event.block_id, event.type)
    )
    ORDER BY person_id, "at"
) TO '{folder}/event' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');
