-- The Parquet files of a copy, sorted by person. Engagement of entries whose start is not known is left out.
COPY (
    SELECT entry.*, entry.person_id IN (SELECT person_id FROM reentered) AS is_reentered
    FROM entry
    ORDER BY entry.person_id, entry.number
) TO '{folder}/entry' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');

COPY (
    SELECT
        entry.series_id, entry.person_id, entry.number, entry.started_at,
        entry.person_id IN (SELECT person_id FROM reentered) AS is_reentered, visit.* EXCLUDE (entry_id)
    FROM visit
    JOIN entry ON entry.id = visit.entry_id
    ORDER BY entry.person_id, entry.number
) TO '{folder}/visit' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');

COPY (
    SELECT entry.person_id, event.*
    FROM event
    JOIN entry ON entry.id = event.entry_id
    ORDER BY entry.person_id, event.at
) TO '{folder}/event' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');
