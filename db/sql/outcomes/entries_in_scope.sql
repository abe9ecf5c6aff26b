-- An entry of one of the series ($2) started in the range ($3 and $4) and belongs to the scope.
entry.workspace_id = $1::bigint AND entry.series_id = ANY($2::bigint[])
    AND entry.started_at >= $3::timestamptz AND entry.started_at < $4::timestamptz
    AND {all_entries_in_scope}
