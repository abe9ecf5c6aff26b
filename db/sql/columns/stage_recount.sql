-- No rows. Creates the temporary tables of a connection for a recount from a columnar copy: changes by quarter of an hour.
DO $$
BEGIN
    CREATE TEMPORARY TABLE IF NOT EXISTS copied_figure (
        series_id bigint, block_id bigint, figure figure, bucket integer, entries bigint, people bigint, total bigint
    ) ON COMMIT DELETE ROWS;
    CREATE TEMPORARY TABLE IF NOT EXISTS copied_departure (
        series_id bigint, block_id bigint, bucket integer, condition text COLLATE "C", variant text COLLATE "C",
        entries bigint, people bigint
    ) ON COMMIT DELETE ROWS;
END
$$
