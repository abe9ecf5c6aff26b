-- The schema after all migrations and functions. Written by `make tables`: do not edit it. To change the schema, add a
-- file to db/migrations or edit one in db/functions.

CREATE EXTENSION btree_gin;

CREATE EXTENSION pg_trgm;

CREATE TYPE block_kind AS ENUM ('RULE', 'WAIT', 'TAG', 'WEBHOOK', 'SPLIT', 'EMAIL', 'CHAT', 'POST', 'PUSH', 'SMS',
    'WHATSAPP', 'BANNER', 'CAROUSEL', 'TOUR', 'SURVEY', 'BOT', 'CHECKLIST', 'TOOLTIP', 'NEWS');

CREATE TYPE bulk_action_kind AS ENUM ('TAG', 'UNTAG', 'MESSAGE');

CREATE TYPE event_type AS ENUM ('ENTRY_STARTED', 'BLOCK_REACHED', 'BLOCK_LEFT', 'ENTRY_FINISHED', 'ENTRY_DISENGAGED',
    'ENTRY_EXITED', 'GOAL_HIT', 'RECEIVED', 'OPENED', 'CLICKED', 'REPLIED', 'REACTED', 'COMPLETED', 'DISMISSED',
    'ANSWERED', 'COLLECTED_EMAIL', 'UNSUBSCRIBED', 'HARD_BOUNCED', 'SOFT_BOUNCED', 'MARKED_SPAM', 'FAILED',
    'BUTTON_TAPPED', 'SCREEN_VIEWED', 'STEP_VIEWED', 'STEP_FAILED', 'PERMISSION_GRANTED', 'KEYWORD_REPLIED');

CREATE TYPE figure AS ENUM ('STARTED', 'IN_PROGRESS', 'FINISHED', 'DISENGAGED', 'EXITED', 'GOAL_HIT', 'STATE_WAITING',
    'STATE_PENDING', 'STATE_TRYING_TO_MATCH', 'STATE_RECEIVED', 'STATE_MOVED_ON', 'STATE_FINISHED', 'STATE_DISENGAGED',
    'STATE_EXITED', 'MATCHED', 'NOT_MATCHED', 'ENGAGED_RECEIVED', 'ENGAGED_OPENED', 'ENGAGED_CLICKED',
    'ENGAGED_REPLIED', 'ENGAGED_REACTED', 'ENGAGED_COMPLETED', 'ENGAGED_DISMISSED', 'ENGAGED_ANSWERED',
    'ENGAGED_COLLECTED_EMAIL', 'ENGAGED_UNSUBSCRIBED', 'ENGAGED_HARD_BOUNCED', 'ENGAGED_SOFT_BOUNCED',
    'ENGAGED_MARKED_SPAM', 'ENGAGED_FAILED', 'ENGAGED_BUTTON_TAPPED', 'ENGAGED_SCREEN_VIEWED', 'ENGAGED_STEP_VIEWED',
    'ENGAGED_STEP_FAILED', 'ENGAGED_PERMISSION_GRANTED', 'ENGAGED_KEYWORD_REPLIED', 'ENGAGED_GOAL_HIT');

CREATE TYPE job_state AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

CREATE TYPE job_status AS ENUM ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'NO_DATA', 'FAILED', 'CANCELED', 'EXPIRED');

-- What one event said about an entry or a visit.
CREATE TYPE occurrence AS (at timestamptz, event_id text COLLATE "C", block_id bigint, said text, variant text);

CREATE TYPE path_condition AS ENUM ('MATCHED', 'NOT_MATCHED', 'DELIVERED', 'NOT_ONLINE', 'NEXT', 'VARIANT');

CREATE TYPE recipient_state AS ENUM ('PENDING', 'SENDING', 'SENT', 'SKIPPED', 'FAILED');

CREATE TYPE series_status AS ENUM ('DRAFT', 'LIVE', 'PAUSED', 'ARCHIVED');

CREATE TYPE visit_state AS ENUM ('WAITING', 'PENDING', 'TRYING_TO_MATCH', 'RECEIVED', 'MOVED_ON', 'FINISHED',
    'DISENGAGED', 'EXITED');

-- Who changed or downloaded something. It is written in the transaction of the change.
CREATE TABLE audit_event (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    action text NOT NULL, -- core.audit.AuditAction
    token text, -- Name of the token; null for a download, which a link allows
    request_id text,
    address text, -- Network address of the client
    people integer, -- How many people were selected
    detail jsonb NOT NULL,
    CONSTRAINT audit_event_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX audit_event_action ON audit_event (workspace_id, action, at, id);
CREATE INDEX audit_event_at ON audit_event (workspace_id, at);
CREATE POLICY of_owner ON audit_event TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON audit_event USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;

-- One step of a series. A block that a newer definition leaves out keeps its row and its figures.
CREATE TABLE block (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    series_id bigint NOT NULL,
    key text NOT NULL, -- The caller's own id, unique in the series
    name text NOT NULL,
    kind block_kind NOT NULL,
    is_entry boolean NOT NULL, -- Whether people enter the series here
    content_title text,
    "position" integer NOT NULL, -- Place in the definition
    removed_at timestamptz, -- When a definition left the block out
    x double precision, -- Position on the canvas of the caller
    y double precision, -- Position on the canvas of the caller
    CONSTRAINT block_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT block_workspace_id_series_id_key_key UNIQUE (workspace_id, series_id, key),
    CONSTRAINT block_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES series(workspace_id,
        id)
);
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON block FOR EACH ROW EXECUTE FUNCTION
    stamp_definition();
CREATE TRIGGER stamp_delete AFTER DELETE ON block REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON block REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON block REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON block TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON block USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE block ENABLE ROW LEVEL SECURITY;
ALTER TABLE block FORCE ROW LEVEL SECURITY;

-- One action on many people: tagging, untagging or sending a message.
CREATE TABLE bulk_action (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind bulk_action_kind NOT NULL,
    status job_status NOT NULL DEFAULT 'PENDING'::job_status,
    selected integer NOT NULL DEFAULT 0,
    processed integer NOT NULL DEFAULT 0,
    succeeded integer NOT NULL DEFAULT 0,
    skipped integer NOT NULL DEFAULT 0,
    failed integer NOT NULL DEFAULT 0,
    tag_id bigint, -- TAG and UNTAG: the tag
    undoes bigint, -- The bulk action that this one undoes
    undone_by bigint, -- The bulk action that undoes this one
    error text, -- Message for the user of a FAILED action
    idempotency_key text,
    input_hash bytea, -- Of the input: another input with the same idempotency key is refused
    created_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    last_batch integer NOT NULL DEFAULT 0, -- Number of the last batch that is done; batches are taken by number
    has_people boolean NOT NULL DEFAULT true, -- Whether its batches and recipients are still kept
    requested_by text, -- Name of the token; null if unknown
    filter jsonb NOT NULL DEFAULT '{}'::jsonb, -- People filter without search texts and values
    given_filter jsonb, -- People filter as it was requested; null once the people are removed
    CONSTRAINT bulk_action_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT bulk_action_workspace_id_idempotency_key_key UNIQUE (workspace_id, idempotency_key),
    CONSTRAINT bulk_action_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX bulk_action_kind ON bulk_action (workspace_id, kind, status, id);
CREATE INDEX bulk_action_over ON bulk_action (workspace_id, completed_at) WHERE (has_people AND (completed_at IS NOT
    NULL));
CREATE TRIGGER stamp_delete AFTER DELETE ON bulk_action REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON bulk_action REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON bulk_action REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE POLICY of_owner ON bulk_action TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON bulk_action USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE bulk_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_action FORCE ROW LEVEL SECURITY;

-- Some of the people whom a bulk action is about, as selected when it was requested.
CREATE TABLE bulk_action_batch (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    number integer NOT NULL,
    -- In ascending order, also from batch to batch. A finished batch keeps only the people who were changed: undoing
    -- the bulk action concerns exactly them.
    person_ids bigint[] STORAGE EXTERNAL NOT NULL,
    CONSTRAINT bulk_action_batch_pkey PRIMARY KEY (workspace_id, bulk_action_id, number)
);
CREATE POLICY of_owner ON bulk_action_batch TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON bulk_action_batch USING ((workspace_id =
    (NULLIF(current_setting('milepost.workspace'::text, true), ''::text))::bigint));
ALTER TABLE bulk_action_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_action_batch FORCE ROW LEVEL SECURITY;

-- How many people a bulk action skipped for one reason.
CREATE TABLE bulk_action_skip (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    reason text NOT NULL,
    people integer NOT NULL,
    CONSTRAINT bulk_action_skip_pkey PRIMARY KEY (workspace_id, bulk_action_id, reason)
);
CREATE TRIGGER stamp_delete AFTER DELETE ON bulk_action_skip REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON bulk_action_skip REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON bulk_action_skip REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE POLICY of_owner ON bulk_action_skip TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON bulk_action_skip USING ((workspace_id =
    (NULLIF(current_setting('milepost.workspace'::text, true), ''::text))::bigint));
ALTER TABLE bulk_action_skip ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_action_skip FORCE ROW LEVEL SECURITY;

-- A person with new events in a series since its columnar copy was made. Their figures are counted from rows
CREATE TABLE changed_person (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    generation integer NOT NULL, -- That of the column_copy when the events were recorded
    person_id bigint NOT NULL,
    CONSTRAINT changed_person_pkey PRIMARY KEY (workspace_id, series_id, generation, person_id)
);
CREATE POLICY of_owner ON changed_person TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON changed_person USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE changed_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE changed_person FORCE ROW LEVEL SECURITY;

-- The columnar copy of a series in the storage. It is a cache: figures stay the same without it
CREATE TABLE column_copy (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY, -- Part of the name of its folder, together with the generation
    -- Number of the newest attempt to make a copy. People who change are recorded with it
    generation integer NOT NULL DEFAULT 1,
    -- Generation of the newest copy, which contains all changes that were recorded with an earlier one. If rows were
    -- deleted since, the generation that was newest then. Only a newer one can be published
    copied integer,
    people integer, -- Number of people in the copy
    files jsonb, -- Names, sizes and checksums of its files; null while no copy can be used
    copied_at timestamptz,
    -- Generation of the copy before, which processes may have loaded. Changes recorded since it are kept; null if it
    -- must not be used
    previous integer,
    -- Generation of the copy that followed it. If that is not `copied`, a worker of an earlier release has published
    -- the newest copy, and `previous` must not be used
    previous_to integer,
    CONSTRAINT column_copy_pkey PRIMARY KEY (workspace_id, series_id),
    CONSTRAINT column_copy_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES
        series(workspace_id, id) ON DELETE CASCADE
);
CREATE POLICY of_owner ON column_copy TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON column_copy USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE column_copy ENABLE ROW LEVEL SECURITY;
ALTER TABLE column_copy FORCE ROW LEVEL SECURITY;

-- One stored count: how much the number of those who left a block along a condition and variant changed within one
-- bucket of time. Updated in the transaction that records the events.
CREATE TABLE departure_count (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    block_id bigint NOT NULL,
    level smallint NOT NULL, -- As in figure_count
    bucket integer NOT NULL, -- Number of the bucket among those of its level, from 1970
    condition text COLLATE "C" NOT NULL, -- Empty if no condition was reported
    variant text COLLATE "C" NOT NULL, -- Empty if no variant was reported
    entries bigint NOT NULL, -- Change in the number of visits that were left
    people bigint NOT NULL, -- Change in the number of people whose latest visit was left
    quarters bigint[], -- As in figure_count
    CONSTRAINT departure_count_pkey PRIMARY KEY (workspace_id, series_id, block_id, level, bucket, condition, variant),
    CONSTRAINT departure_count_level CHECK ((level > 0))
) WITH (fillfactor=70);
CREATE POLICY of_owner ON departure_count TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON departure_count USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE departure_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE departure_count FORCE ROW LEVEL SECURITY;

-- One pass of a person through a series.
CREATE TABLE entry (
    workspace_id bigint NOT NULL, -- STATISTICS 0
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    series_id bigint NOT NULL, -- STATISTICS 0
    person_id bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    first_at timestamptz, -- Instant of the earliest event of the entry
    is_started boolean NOT NULL DEFAULT false, -- Whether its start is known: before that the entry does not count
    company occurrence,
    finish occurrence,
    disengagement occurrence,
    exit occurrence,
    goal occurrence,
    exits timestamptz[], -- Exits that name no block: each ends every visit that is open at its instant
    number integer NOT NULL DEFAULT 1, -- Counts the entries of the person in the series, from 1
    covered_until timestamptz, -- Until when an earlier entry of the person was still in progress
    is_first_start boolean NOT NULL DEFAULT true,
    is_first_finish boolean NOT NULL DEFAULT true,
    is_first_disengagement boolean NOT NULL DEFAULT true,
    is_first_exit boolean NOT NULL DEFAULT true,
    is_first_goal boolean NOT NULL DEFAULT true,
    started_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN first_at ELSE NULL::timestamptz END) STORED,
    finished_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (finish).at ELSE NULL::timestamptz END)
        STORED,
    disengaged_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (disengagement).at ELSE NULL::timestamptz
        END) STORED,
    exited_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (exit).at ELSE NULL::timestamptz END) STORED,
    goal_hit_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (goal).at ELSE NULL::timestamptz END) STORED,
    ended_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN LEAST((finish).at, (disengagement).at,
        (exit).at) ELSE NULL::timestamptz END) STORED,
    CONSTRAINT entry_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT entry_workspace_id_series_id_key_key UNIQUE (workspace_id, series_id, key)
);
CREATE INDEX entry_again ON entry (workspace_id, series_id, person_id) WHERE (number > 1);
CREATE INDEX entry_disengaged ON entry (workspace_id, series_id, disengaged_at, id) WHERE (disengaged_at IS NOT NULL);
CREATE INDEX entry_exited ON entry (workspace_id, series_id, exited_at, id) WHERE (exited_at IS NOT NULL);
CREATE INDEX entry_finished ON entry (workspace_id, series_id, finished_at, id) WHERE (finished_at IS NOT NULL);
CREATE INDEX entry_goal_hit ON entry (workspace_id, series_id, goal_hit_at, id) WHERE (goal_hit_at IS NOT NULL);
CREATE INDEX entry_in_progress ON entry (workspace_id, series_id, started_at, id) WHERE ((started_at IS NOT NULL) AND
    (ended_at IS NULL));
CREATE INDEX entry_person ON entry (workspace_id, person_id, series_id);
CREATE INDEX entry_started ON entry (workspace_id, series_id, started_at, id) WHERE (started_at IS NOT NULL);
CREATE INDEX entry_without_start ON entry (workspace_id, series_id, first_at) WHERE ((NOT is_started) AND (first_at IS
    NOT NULL));
CREATE TRIGGER discard_copies AFTER DELETE ON entry REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION
    discard_column_copies();
CREATE POLICY of_owner ON entry TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON entry USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry FORCE ROW LEVEL SECURITY;

-- One event as the caller reported it. Entries, visits and kept counts follow from events.
CREATE TABLE event (
    workspace_id bigint NOT NULL, -- STATISTICS 0
    id text COLLATE "C" NOT NULL, -- The caller's own id: a second event with the same id is a duplicate
    series_id bigint NOT NULL, -- STATISTICS 0
    entry_id bigint NOT NULL,
    person_id bigint NOT NULL,
    block_id bigint, -- STATISTICS 0
    type event_type NOT NULL,
    at timestamptz NOT NULL,
    waits_until timestamptz, -- BLOCK_REACHED: when the wait at the block ends at the latest
    along path_condition, -- BLOCK_LEFT: the condition of the path that was taken
    variant text, -- BLOCK_LEFT along VARIANT: which variant
    reason text,
    company text,
    receipt text, -- Engagement: the caller's own id of the delivery
    url text,
    detail jsonb,
    CONSTRAINT event_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX event_engagement ON event (workspace_id, block_id, person_id) WHERE (type >= 'GOAL_HIT'::event_type);
CREATE INDEX event_instant ON event (workspace_id, series_id, at);
CREATE TRIGGER discard_copies AFTER DELETE ON event REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION
    discard_column_copies();
CREATE TRIGGER stamp_delete AFTER DELETE ON event REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON event REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON event REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON event TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON event USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;

-- One requested export of the raw data of a series.
CREATE TABLE export (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    series_id bigint NOT NULL,
    request jsonb NOT NULL, -- What was requested: core.exports.ExportRequest
    fingerprint bytea NOT NULL, -- Of the request: another request with the same idempotency key is refused
    idempotency_key text,
    as_of timestamptz NOT NULL,
    link_base text NOT NULL, -- Beginning of the download link
    link_key bytea NOT NULL, -- Secret that signs the download link, and nothing else
    status job_status NOT NULL DEFAULT 'PENDING'::job_status,
    progress real NOT NULL DEFAULT 0, -- From 0 to 1
    files jsonb NOT NULL DEFAULT '[]'::jsonb, -- Its files once completed: core.exports.ExportedFile
    attempt integer NOT NULL DEFAULT 0, -- The attempt that works on it: an older one must not change anything
    is_stored boolean NOT NULL DEFAULT false, -- Whether the storage may contain anything of it
    size bigint, -- Of the archive, in bytes
    error text, -- Message for the user of a FAILED export
    created_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    expires_at timestamptz,
    CONSTRAINT export_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT export_workspace_id_idempotency_key_key UNIQUE (workspace_id, idempotency_key),
    CONSTRAINT export_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES series(workspace_id,
        id)
);
CREATE INDEX export_series ON export (workspace_id, series_id, id DESC);
CREATE INDEX export_stored ON export (workspace_id, expires_at) WHERE is_stored;
CREATE TRIGGER stamp_delete AFTER DELETE ON export REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON export REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON export REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON export TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON export USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE export ENABLE ROW LEVEL SECURITY;
ALTER TABLE export FORCE ROW LEVEL SECURITY;

-- One kept count: how much one figure of a series or block changed within one bucket of time. Updated in the
-- transaction that records the events.
CREATE TABLE figure_count (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    block_id bigint NOT NULL, -- 0 for figures of the series as a whole
    -- From 1 to 4. Length of the bucket: a quarter of an hour times 32 to the power of the level
    level smallint NOT NULL,
    bucket integer NOT NULL, -- Number of the bucket among those of its level, from 1970
    figure figure NOT NULL,
    entries bigint NOT NULL, -- Change in the number of entries, or of visits at a block
    people bigint NOT NULL, -- Change in the number of distinct people
    total bigint NOT NULL, -- Change in the number of events; engagement only
    -- Level 1: the counts of its 32 quarters of an hour, as quarter_change packs them. A quarter can have several,
    -- which add up
    quarters bigint[],
    CONSTRAINT figure_count_pkey PRIMARY KEY (workspace_id, series_id, block_id, level, bucket, figure),
    CONSTRAINT figure_count_level CHECK ((level > 0))
) WITH (fillfactor=70);
CREATE POLICY of_owner ON figure_count TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON figure_count USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE figure_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE figure_count FORCE ROW LEVEL SECURITY;

-- A lock for some of the people of a series. Every person is in one lane. A writer locks the row of a lane before it
-- changes entries and visits of its people.
CREATE TABLE ingest_lane (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    number smallint NOT NULL,
    CONSTRAINT ingest_lane_pkey PRIMARY KEY (workspace_id, series_id, number)
);
CREATE POLICY of_owner ON ingest_lane TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON ingest_lane USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE ingest_lane ENABLE ROW LEVEL SECURITY;
ALTER TABLE ingest_lane FORCE ROW LEVEL SECURITY;

-- One background job. It is written in the transaction of the request that needs it; Valkey only delivers it to a
-- worker.
CREATE TABLE job (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    subject_id bigint NOT NULL, -- The bulk action or export that the job works on
    state job_state NOT NULL DEFAULT 'QUEUED'::job_state,
    -- Grows with every claim: a worker that holds an older attempt has lost the job
    attempt integer NOT NULL DEFAULT 0,
    failures smallint NOT NULL DEFAULT 0, -- Failures in a row, without progress between them
    run_at timestamptz NOT NULL DEFAULT now(), -- When it is due
    sent_at timestamptz, -- When it was last known to be on its way to a worker
    sends integer NOT NULL DEFAULT 0, -- Numbers the messages about the job, so that no two have the same id
    lease_until timestamptz, -- When another worker may take it over
    error text, -- Message for the user of a FAILED job
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT job_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX job_finished ON job (workspace_id, finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX job_queued ON job (workspace_id, run_at, id) WHERE (state = 'QUEUED'::job_state);
CREATE INDEX job_running ON job (workspace_id, lease_until) WHERE (state = 'RUNNING'::job_state);
CREATE POLICY of_owner ON job TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON job USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE job FORCE ROW LEVEL SECURITY;

-- The text that a bulk action of kind MESSAGE sends.
CREATE TABLE message (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    name uuid NOT NULL DEFAULT gen_random_uuid(), -- Part of the Message-ID of each of its e-mails
    link_key bytea NOT NULL, -- Secret that signs the links in its e-mails, and nothing else
    CONSTRAINT message_pkey PRIMARY KEY (workspace_id, bulk_action_id)
);
CREATE POLICY of_owner ON message TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON message USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
ALTER TABLE message FORCE ROW LEVEL SECURITY;

-- One way from a block to another.
CREATE TABLE path (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    "position" integer NOT NULL, -- Place in the definition
    from_block_id bigint NOT NULL,
    to_block_id bigint NOT NULL,
    condition path_condition NOT NULL,
    variant text, -- Which variant of a SPLIT leads here
    CONSTRAINT path_pkey PRIMARY KEY (workspace_id, series_id, "position"),
    CONSTRAINT path_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES series(workspace_id,
        id)
);
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON path FOR EACH ROW EXECUTE FUNCTION
    stamp_definition();
CREATE TRIGGER stamp_delete AFTER DELETE ON path REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON path REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON path REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON path TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON path USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE path ENABLE ROW LEVEL SECURITY;
ALTER TABLE path FORCE ROW LEVEL SECURITY;

-- One person of a workspace: upserted by the caller, or added when an event first names them.
CREATE TABLE person (
    workspace_id bigint NOT NULL, -- STATISTICS 0
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    external_id text NOT NULL, -- The caller's own id
    email text,
    name text,
    attributes jsonb NOT NULL DEFAULT '{}'::jsonb,
    unsubscribed boolean NOT NULL DEFAULT false, -- Whether they have asked for no more e-mail
    created_at timestamptz NOT NULL DEFAULT now(),
    -- What a search looks in, in lower case. The line breaks keep a match from spanning two of its parts.
    search_text text GENERATED ALWAYS AS (lower(((((external_id || '\n'::text) || COALESCE(name, ''::text)) ||
        '\n'::text) || COALESCE(email, ''::text)))) STORED,
    CONSTRAINT person_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT person_workspace_id_external_id_key UNIQUE (workspace_id, external_id)
);
CREATE INDEX person_attributes ON person USING gin (workspace_id, attributes jsonb_path_ops) WHERE (attributes <>
    '{}'::jsonb);
CREATE INDEX person_name ON person (workspace_id, lower(name) COLLATE "C", id);
CREATE INDEX person_sample ON person (workspace_id, hashint8(id)) WHERE (attributes <> '{}'::jsonb);
CREATE INDEX person_search ON person USING gin (workspace_id, search_text gin_trgm_ops);
CREATE TRIGGER discard_copies AFTER DELETE ON person REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE
    FUNCTION discard_column_copies();
CREATE TRIGGER keep_unsubscribed_insert AFTER INSERT ON person FOR EACH ROW WHEN (new.unsubscribed) EXECUTE FUNCTION
    keep_unsubscribed();
CREATE TRIGGER keep_unsubscribed_update AFTER UPDATE ON person FOR EACH ROW WHEN (new.unsubscribed <> old.unsubscribed
    OR new.unsubscribed AND new.email IS DISTINCT FROM old.email) EXECUTE FUNCTION keep_unsubscribed();
CREATE TRIGGER stamp_delete AFTER DELETE ON person REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON person TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON person USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;

-- One tag of one person.
CREATE TABLE person_tag (
    workspace_id bigint NOT NULL,
    tag_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_tag_pkey PRIMARY KEY (workspace_id, tag_id, person_id)
);
CREATE INDEX person_tag_person ON person_tag (workspace_id, person_id);
CREATE TRIGGER stamp_delete AFTER DELETE ON person_tag REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON person_tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON person_tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_versions();
CREATE POLICY of_owner ON person_tag TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON person_tag USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE person_tag ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_tag FORCE ROW LEVEL SECURITY;

-- One person to whom a message is sent. The row is added shortly before their turn.
CREATE TABLE recipient (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    person_id bigint NOT NULL,
    -- SENDING is committed before the e-mail leaves: a row that stays in it may or may not have been delivered, and is
    -- never sent again.
    state recipient_state NOT NULL,
    reason text, -- Why it was skipped, failed or deferred
    deferrals smallint NOT NULL DEFAULT 0, -- How often the mail server has deferred it
    due_at timestamptz NOT NULL DEFAULT now(), -- When to try, or to try again
    changed_at timestamptz NOT NULL DEFAULT now(),
    inbox bytea, -- inbox_of() the address that the message is for; null if it was skipped at once
    CONSTRAINT recipient_pkey PRIMARY KEY (workspace_id, bulk_action_id, person_id)
);
CREATE INDEX recipient_failed ON recipient (workspace_id, bulk_action_id, person_id) WHERE (state =
    'FAILED'::recipient_state);
CREATE INDEX recipient_inbox ON recipient (workspace_id, bulk_action_id, inbox) WHERE (inbox IS NOT NULL);
CREATE INDEX recipient_pending ON recipient (workspace_id, bulk_action_id, due_at, person_id) WHERE (state =
    'PENDING'::recipient_state);
CREATE INDEX recipient_sending ON recipient (workspace_id, bulk_action_id) WHERE (state = 'SENDING'::recipient_state);
CREATE POLICY of_owner ON recipient TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON recipient USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE recipient ENABLE ROW LEVEL SECURITY;
ALTER TABLE recipient FORCE ROW LEVEL SECURITY;

-- One set of functions that this database has had; the newest is current.
CREATE TABLE schema_functions (
    checksum text NOT NULL, -- SHA-256 of all files of db/functions
    names text[] NOT NULL,
    applied_at timestamptz NOT NULL,
    CONSTRAINT schema_functions_pkey PRIMARY KEY (checksum)
);

-- One migration that has been applied, by the name of its file. Numbers without a name are migrations of releases
-- before 0001_workspaces was written.
CREATE TABLE schema_migrations (
    version varchar NOT NULL,
    CONSTRAINT schema_migrations_pkey PRIMARY KEY (version)
);

-- One automated customer journey: blocks joined by paths.
CREATE TABLE series (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    key text NOT NULL, -- The caller's own id
    name text NOT NULL,
    status series_status NOT NULL,
    goal text,
    created_at timestamptz NOT NULL DEFAULT now(),
    data_through timestamptz, -- Instant of the newest event
    CONSTRAINT series_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT series_workspace_id_key_key UNIQUE (workspace_id, key),
    CONSTRAINT series_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE OF key, name, status, goal ON series FOR EACH ROW
    EXECUTE FUNCTION stamp_definition();
CREATE TRIGGER stamp_delete AFTER DELETE ON series REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON series REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON series REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON series TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON series USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE series ENABLE ROW LEVEL SECURITY;
ALTER TABLE series FORCE ROW LEVEL SECURITY;

-- One tag that people can have.
CREATE TABLE tag (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    people integer NOT NULL DEFAULT 0, -- How many people have it; updated in the transaction that changes person_tag
    CONSTRAINT tag_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT tag_workspace_id_name_key UNIQUE (workspace_id, name)
);
CREATE TRIGGER stamp_delete AFTER DELETE ON tag REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_insert AFTER INSERT ON tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE TRIGGER stamp_update AFTER UPDATE ON tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION
    stamp_versions();
CREATE POLICY of_owner ON tag TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON tag USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE tag ENABLE ROW LEVEL SECURITY;
ALTER TABLE tag FORCE ROW LEVEL SECURITY;

-- One access token of the API. The token itself is not stored.
CREATE TABLE token (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    hash bytea NOT NULL, -- SHA-256 of the token
    scopes text[] NOT NULL, -- READ, ACT, EXPORT, INGEST, ADMIN
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    expires_at timestamptz, -- From this instant on the token is refused; null: never
    last_used_at timestamptz, -- When it was last used, to within a minute
    rotates bigint, -- The token of the same workspace that this one replaces
    CONSTRAINT token_pkey PRIMARY KEY (workspace_id, id),
    CONSTRAINT token_hash_key UNIQUE (hash),
    CONSTRAINT token_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE POLICY of_owner ON token TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON token USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE token ENABLE ROW LEVEL SECURITY;
ALTER TABLE token FORCE ROW LEVEL SECURITY;

-- An inbox that gets no messages, and the person who unsubscribed it.
CREATE TABLE unsubscribed_inbox (
    workspace_id bigint NOT NULL,
    inbox bytea NOT NULL, -- inbox_of() an address that the person has had, or that their unsubscribe link was sent to
    person_id bigint NOT NULL,
    CONSTRAINT unsubscribed_inbox_pkey PRIMARY KEY (workspace_id, inbox, person_id)
);
CREATE INDEX unsubscribed_inbox_person ON unsubscribed_inbox (workspace_id, person_id);
CREATE POLICY of_owner ON unsubscribed_inbox TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON unsubscribed_inbox USING ((workspace_id =
    (NULLIF(current_setting('milepost.workspace'::text, true), ''::text))::bigint));
ALTER TABLE unsubscribed_inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE unsubscribed_inbox FORCE ROW LEVEL SECURITY;

-- One part of a workspace's version. The version is the bit_xor of all its stamps. Every transaction that changes data
-- a query can see writes a new random stamp, so equal versions mean equal data.
CREATE TABLE version_stamp (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    stamp bigint NOT NULL, -- Random; part of the version of all data
    -- Random; part of the version of series, blocks and paths. Recording events does not change it, though that updates
    -- rows of series.
    definitions bigint NOT NULL DEFAULT 0,
    CONSTRAINT version_stamp_pkey PRIMARY KEY (workspace_id, id)
) WITH (fillfactor=10);
CREATE POLICY of_owner ON version_stamp TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON version_stamp USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text,
    true), ''::text))::bigint));
ALTER TABLE version_stamp ENABLE ROW LEVEL SECURITY;
ALTER TABLE version_stamp FORCE ROW LEVEL SECURITY;

-- One block that an entry has reached, or about which an event has been reported.
CREATE TABLE visit (
    workspace_id bigint NOT NULL, -- STATISTICS 0
    entry_id bigint NOT NULL,
    block_id bigint NOT NULL, -- STATISTICS 0
    series_id bigint NOT NULL, -- STATISTICS 0
    person_id bigint NOT NULL,
    kind block_kind NOT NULL,
    is_started boolean NOT NULL, -- Whether the start of the entry is known: before that the visit does not count
    exits timestamptz[], -- Exits of the entry that name no block
    first_reached timestamptz,
    waits_until timestamptz,
    departure occurrence,
    decision occurrence,
    finished timestamptz,
    disengaged timestamptz,
    exited timestamptz,
    received_at timestamptz,
    superseded_at timestamptz, -- When the person reached the block again, in a later entry
    reached_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN first_reached ELSE NULL::timestamptz END)
        STORED,
    left_at timestamptz GENERATED ALWAYS AS ((departure).at) STORED,
    decided_at timestamptz GENERATED ALWAYS AS ((decision).at) STORED,
    matched boolean GENERATED ALWAYS AS (((decision).said = 'MATCHED'::text)) STORED,
    -- When the visit, still open, changes its state without leaving the block
    turned_at timestamptz GENERATED ALWAYS AS (CASE kind WHEN 'RULE'::block_kind THEN COALESCE(waits_until,
        '-infinity'::timestamptz) WHEN 'WAIT'::block_kind THEN NULL::timestamptz WHEN 'TAG'::block_kind THEN
        NULL::timestamptz WHEN 'WEBHOOK'::block_kind THEN NULL::timestamptz WHEN 'SPLIT'::block_kind THEN
        NULL::timestamptz ELSE received_at END) STORED,
    ended_at timestamptz GENERATED ALWAYS AS (LEAST((departure).at, finished, disengaged, exited, first_since(exits,
        first_reached))) STORED,
    -- The state it ends in, of ends at one instant the first in the order of visit_state
    ended_as visit_state GENERATED ALWAYS AS (CASE LEAST((departure).at, finished, disengaged, exited,
        first_since(exits, first_reached)) WHEN (departure).at THEN 'MOVED_ON'::visit_state WHEN finished THEN
        'FINISHED'::visit_state WHEN disengaged THEN 'DISENGAGED'::visit_state WHEN exited THEN 'EXITED'::visit_state
        WHEN first_since(exits, first_reached) THEN 'EXITED'::visit_state ELSE NULL::visit_state END) STORED,
    CONSTRAINT visit_pkey PRIMARY KEY (workspace_id, entry_id, block_id)
);
CREATE INDEX visit_left ON visit (workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched),
    left_at, entry_id);
CREATE INDEX visit_reached ON visit (workspace_id, block_id, final_state(kind, turned_at, ended_as),
    decision_of(matched), reached_at, entry_id);
CREATE INDEX visit_waits ON visit (workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched),
    waits_until, entry_id);
CREATE TRIGGER discard_copies AFTER DELETE ON visit REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION
    discard_column_copies();
CREATE POLICY of_owner ON visit TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON visit USING ((workspace_id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit FORCE ROW LEVEL SECURITY;

-- A workspace that has subscriptions. Its changes are notified on the channel `changes`; those of other workspaces are
-- not, because PostgreSQL commits notifying transactions one after another
CREATE TABLE watched_workspace (
    workspace_id bigint NOT NULL,
    until timestamptz NOT NULL, -- End of the lease. Processes with subscriptions renew it
    CONSTRAINT watched_workspace_pkey PRIMARY KEY (workspace_id),
    CONSTRAINT watched_workspace_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE POLICY of_owner ON watched_workspace TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON watched_workspace USING ((workspace_id =
    (NULLIF(current_setting('milepost.workspace'::text, true), ''::text))::bigint));
ALTER TABLE watched_workspace ENABLE ROW LEVEL SECURITY;
ALTER TABLE watched_workspace FORCE ROW LEVEL SECURITY;

-- One customer of this service. All other data belongs to exactly one workspace.
CREATE TABLE workspace (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    time_zone text NOT NULL DEFAULT 'UTC'::text, -- IANA name of the time zone in which its users work
    created_at timestamptz NOT NULL DEFAULT now(),
    title text, -- Name that its users have given it; null if they have not
    -- Keys that sign selections, the oldest first: the last one signs, and all are accepted
    selection_keys bytea[] NOT NULL DEFAULT ARRAY[(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))],
    CONSTRAINT workspace_pkey PRIMARY KEY (id),
    CONSTRAINT workspace_name_key UNIQUE (name)
);
CREATE TRIGGER stamp_update AFTER UPDATE ON workspace REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE
    FUNCTION stamp_workspaces();
CREATE POLICY of_owner ON workspace TO CURRENT_USER USING (true);
CREATE POLICY of_workspace ON workspace USING ((id = (NULLIF(current_setting('milepost.workspace'::text, true),
    ''::text))::bigint));
ALTER TABLE workspace ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace FORCE ROW LEVEL SECURITY;

-- Functions and procedures: db/functions/<name>.sql
FUNCTION added_quarters(stored bigint[], more bigint[]) RETURNS bigint[]
FUNCTION ascii_domain(domain text) RETURNS text
FUNCTION authentications(hashes bytea[], names text[]) RETURNS TABLE(hash bytea, name text, workspace_id bigint,
    token_id bigint, token_name text, scopes text[], data bigint, definitions bigint)
FUNCTION cluster_state() RETURNS TABLE(version text, is_coordinator boolean, nodes bigint)
FUNCTION column_copies_due(entries bigint) RETURNS TABLE(workspace_id bigint, series_id bigint, is_needed boolean)
FUNCTION company_known(company occurrence, before timestamptz) RETURNS text
FUNCTION content_type(kind block_kind) RETURNS text
FUNCTION copy_statistics() RETURNS void
FUNCTION decision_of(matched boolean) RETURNS integer
FUNCTION departure_steps(reached_at timestamptz, left_at timestamptz, superseded_at timestamptz) RETURNS TABLE(at
    timestamptz, entries integer, people integer)
FUNCTION discard_column_copies() RETURNS trigger
FUNCTION ensure_workspace(wanted text) RETURNS TABLE(id bigint, is_new boolean)
FUNCTION entry_steps(started_at timestamptz, finished_at timestamptz, disengaged_at timestamptz, exited_at timestamptz,
    goal_hit_at timestamptz, ended_at timestamptz, covered_until timestamptz, is_first_start boolean, is_first_finish
    boolean, is_first_disengagement boolean, is_first_exit boolean, is_first_goal boolean) RETURNS TABLE(figure figure,
    at timestamptz, entries integer, people integer)
FUNCTION exports_to_remove() RETURNS TABLE(workspace_id bigint, id bigint)
FUNCTION final_state(kind block_kind, turned_at timestamptz, ended_as visit_state) RETURNS visit_state
FUNCTION first_since(instants timestamptz[], since timestamptz) RETURNS timestamptz
FUNCTION global_id(type text, numbers text) RETURNS text
FUNCTION grant_access(application text) RETURNS void
FUNCTION inbox_of(email text) RETURNS bytea
FUNCTION instant_text(at timestamptz) RETURNS text
FUNCTION is_mail_address(address text) RETURNS boolean
PROCEDURE isolate_table(IN name text, IN key text)
FUNCTION json_order(one jsonb, other jsonb) RETURNS integer
FUNCTION keep_unsubscribed() RETURNS trigger
FUNCTION normal_address(email text) RETURNS text
FUNCTION old_bulk_actions(age interval) RETURNS TABLE(workspace_id bigint, id bigint)
FUNCTION place_tables() RETURNS void
FUNCTION placements() RETURNS TABLE(name text, wanted text, placed text)
FUNCTION prepare_nodes() RETURNS void
FUNCTION punycode(label text) RETURNS text
FUNCTION quarter_change(number bigint, quarter integer, counts integer) RETURNS bigint
FUNCTION quarter_counts(bucket integer, quarters bigint[]) RETURNS TABLE(quarter integer, entries bigint, people bigint,
    total bigint)
FUNCTION quarter_from(at timestamptz) RETURNS integer
FUNCTION quarter_of(at timestamptz) RETURNS integer
FUNCTION quarter_start(quarter integer) RETURNS timestamptz
FUNCTION queue_state() RETURNS TABLE(waiting bigint, oldest_seconds double precision)
FUNCTION receipt_id(receipt text, entry_id bigint, block_id bigint) RETURNS text
FUNCTION record_token_uses(workspace_ids bigint[], ids bigint[]) RETURNS void
FUNCTION remove_old_audit_events(workspace_id bigint, age interval, most bigint) RETURNS bigint
FUNCTION require_version(of_workspace bigint, expected bigint) RETURNS void
FUNCTION sampled_series(most bigint) RETURNS TABLE(workspace_id bigint, id bigint)
FUNCTION set_row_security(is_on boolean) RETURNS void
FUNCTION set_time_zone(name text) RETURNS void
FUNCTION sheet_text(value text) RETURNS text
PROCEDURE stamp_changes_of(IN name text)
FUNCTION stamp_definition() RETURNS trigger
FUNCTION stamp_definitions_of(of_workspace bigint) RETURNS void
FUNCTION stamp_version(of_workspace bigint) RETURNS void
FUNCTION stamp_versions() RETURNS trigger
FUNCTION stamp_workspaces() RETURNS trigger
FUNCTION state_of_visit(kind block_kind, turned_at timestamptz, ended_at timestamptz, ended_as visit_state, as_of
    timestamptz) RETURNS visit_state
FUNCTION stored_buckets_from(quarter integer) RETURNS TABLE(level smallint, first integer, last integer)
FUNCTION summed_quarters(quarters bigint[]) RETURNS bigint[]
FUNCTION tag_named(workspace_id bigint, name text) RETURNS bigint
FUNCTION trust_operators() RETURNS text[]
FUNCTION update_workspace(of_workspace bigint, new_title text, new_time_zone text) RETURNS void
FUNCTION visit_runs(matched boolean, states visit_state[], is_more_known boolean) RETURNS TABLE(state visit_state,
    decision integer)
FUNCTION visit_steps(kind block_kind, reached_at timestamptz, turned_at timestamptz, ended_at timestamptz, ended_as
    visit_state, decided_at timestamptz, matched boolean, superseded_at timestamptz) RETURNS TABLE(figure figure, at
    timestamptz, entries integer, people integer)
FUNCTION why_no_mail(email text, unsubscribed boolean) RETURNS text
FUNCTION workspaces_with_due_jobs(patience interval) RETURNS SETOF bigint
FUNCTION workspaces_with_expired_jobs() RETURNS SETOF bigint
FUNCTION workspaces_with_old_audit_events(age interval) RETURNS SETOF bigint
FUNCTION workspaces_with_old_jobs(age interval) RETURNS SETOF bigint
