-- The Parquet files of a copy, sorted by person.
COPY (
{entry}
) TO '{folder}/entry' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');

COPY (
{visit}
) TO '{folder}/visit' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');

COPY (
{event}
) TO '{folder}/event' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '32MB');
