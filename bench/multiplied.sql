-- Makes a workspace with every person of another so many times over, and all that happened to them: as recording the
-- same events for each of them would, at the speed of the disk. Run as one simple query: no parameters.
-- {source} and {target} are workspace ids, {copies} how many of each; the series of both are defined alike.
CREATE TEMP TABLE twin ON COMMIT DROP AS
SELECT old.id AS old_id, new.id AS new_id, old.series_id AS old_series_id, new.series_id AS new_series_id
FROM block AS old JOIN block AS new USING (key)
WHERE old.workspace_id = {source} AND new.workspace_id = {target};

CREATE TEMP TABLE copy ON COMMIT DROP AS
SELECT number, number * (SELECT max(id) FROM person) AS people, number * (SELECT max(id) FROM entry) AS entries
FROM generate_series(1, {copies}) AS number;

INSERT INTO person (workspace_id, id, external_id, name, email) OVERRIDING SYSTEM VALUE
SELECT {target}, id + copy.people, external_id || '-' || copy.number, name, email
FROM person CROSS JOIN copy
WHERE workspace_id = {source};

INSERT INTO event
SELECT
    {target}, event.id || '-' || copy.number, series.new_series_id, entry_id + copy.entries, person_id + copy.people,
    twin.new_id, type, at, waits_until, along, variant, reason, company, receipt, url, detail
FROM event
CROSS JOIN copy
CROSS JOIN (SELECT DISTINCT old_series_id, new_series_id FROM twin) AS series
LEFT JOIN twin ON twin.old_id = event.block_id
WHERE workspace_id = {source};

INSERT INTO entry (
    workspace_id, id, series_id, person_id, key, first_at, is_started, company, finish, disengagement, exit, goal,
    exits, number, covered_until, is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
) OVERRIDING SYSTEM VALUE
SELECT
    {target}, entry.id + copy.entries, series.new_series_id, person_id + copy.people, key || '-' || copy.number,
    first_at, is_started, company, finish, disengagement, exit, goal, exits, entry.number, covered_until,
    is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
FROM entry
CROSS JOIN copy
CROSS JOIN (SELECT DISTINCT old_series_id, new_series_id FROM twin) AS series
WHERE workspace_id = {source};

INSERT INTO visit (
    workspace_id, entry_id, block_id, series_id, person_id, kind, is_started, exits, first_reached, waits_until,
    departure, decision, finished, disengaged, exited, received_at, superseded_at
)
SELECT
    {target}, entry_id + copy.entries, twin.new_id, twin.new_series_id, person_id + copy.people, kind, is_started,
    exits, first_reached, waits_until, departure, decision, finished, disengaged, exited, received_at, superseded_at
FROM visit CROSS JOIN copy JOIN twin ON twin.old_id = visit.block_id
WHERE workspace_id = {source};

INSERT INTO figure_count
SELECT
    {target}, series.new_series_id, coalesce(twin.new_id, 0), level, bucket, figure,
    entries * {copies}, people * {copies}, total * {copies}
FROM figure_count
CROSS JOIN (SELECT DISTINCT old_series_id, new_series_id FROM twin) AS series
LEFT JOIN twin ON twin.old_id = figure_count.block_id
WHERE workspace_id = {source};

UPDATE series SET data_through = (SELECT data_through FROM series WHERE workspace_id = {source})
WHERE workspace_id = {target};

SELECT setval(pg_get_serial_sequence('person', 'id'), (SELECT max(id) FROM person));
SELECT setval(pg_get_serial_sequence('entry', 'id'), (SELECT max(id) FROM entry));
