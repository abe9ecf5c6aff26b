-- migrate:up

-- Writers of a series take turns by lane: every person is in one. Locking a row here keeps all others from the entries
-- and visits of the people in that lane.
CREATE TABLE ingest_lane (
    workspace_id bigint   NOT NULL,
    series_id    bigint   NOT NULL,
    number       smallint NOT NULL,
    PRIMARY KEY (workspace_id, series_id, number)
);

INSERT INTO ingest_lane (workspace_id, series_id, number)
SELECT series.workspace_id, series.id, lane.number FROM series CROSS JOIN generate_series(0, 1) AS lane (number);

-- migrate:down
