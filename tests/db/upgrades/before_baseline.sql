-- A database of the last release before the baseline: 20 people in two workspaces, with tags, messages, exports and jobs,
-- some of them done and some still queued. Written by pg_dump; answers.json is what that release answered from it.


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE TYPE public.block_kind AS ENUM (
    'RULE',
    'WAIT',
    'TAG',
    'WEBHOOK',
    'SPLIT',
    'EMAIL',
    'CHAT',
    'POST',
    'PUSH',
    'SMS',
    'WHATSAPP',
    'BANNER',
    'CAROUSEL',
    'TOUR',
    'SURVEY',
    'BOT',
    'CHECKLIST',
    'TOOLTIP',
    'NEWS'
);

CREATE TYPE public.bulk_action_kind AS ENUM (
    'TAG',
    'UNTAG',
    'MESSAGE'
);

CREATE TYPE public.event_type AS ENUM (
    'ENTRY_STARTED',
    'BLOCK_REACHED',
    'BLOCK_LEFT',
    'ENTRY_FINISHED',
    'ENTRY_DISENGAGED',
    'ENTRY_EXITED',
    'GOAL_HIT',
    'RECEIVED',
    'OPENED',
    'CLICKED',
    'REPLIED',
    'REACTED',
    'COMPLETED',
    'DISMISSED',
    'ANSWERED',
    'COLLECTED_EMAIL',
    'UNSUBSCRIBED',
    'HARD_BOUNCED',
    'SOFT_BOUNCED',
    'MARKED_SPAM',
    'FAILED',
    'BUTTON_TAPPED',
    'SCREEN_VIEWED',
    'STEP_VIEWED',
    'STEP_FAILED',
    'PERMISSION_GRANTED',
    'KEYWORD_REPLIED'
);

CREATE TYPE public.figure AS ENUM (
    'STARTED',
    'IN_PROGRESS',
    'FINISHED',
    'DISENGAGED',
    'EXITED',
    'GOAL_HIT',
    'STATE_WAITING',
    'STATE_PENDING',
    'STATE_TRYING_TO_MATCH',
    'STATE_RECEIVED',
    'STATE_MOVED_ON',
    'STATE_FINISHED',
    'STATE_DISENGAGED',
    'STATE_EXITED',
    'MATCHED',
    'NOT_MATCHED',
    'ENGAGED_RECEIVED',
    'ENGAGED_OPENED',
    'ENGAGED_CLICKED',
    'ENGAGED_REPLIED',
    'ENGAGED_REACTED',
    'ENGAGED_COMPLETED',
    'ENGAGED_DISMISSED',
    'ENGAGED_ANSWERED',
    'ENGAGED_COLLECTED_EMAIL',
    'ENGAGED_UNSUBSCRIBED',
    'ENGAGED_HARD_BOUNCED',
    'ENGAGED_SOFT_BOUNCED',
    'ENGAGED_MARKED_SPAM',
    'ENGAGED_FAILED',
    'ENGAGED_BUTTON_TAPPED',
    'ENGAGED_SCREEN_VIEWED',
    'ENGAGED_STEP_VIEWED',
    'ENGAGED_STEP_FAILED',
    'ENGAGED_PERMISSION_GRANTED',
    'ENGAGED_KEYWORD_REPLIED',
    'ENGAGED_GOAL_HIT'
);

CREATE TYPE public.job_state AS ENUM (
    'QUEUED',
    'RUNNING',
    'DONE',
    'FAILED'
);

CREATE TYPE public.job_status AS ENUM (
    'PENDING',
    'IN_PROGRESS',
    'COMPLETED',
    'NO_DATA',
    'FAILED',
    'CANCELED',
    'EXPIRED'
);

CREATE TYPE public.occurrence AS (
	at timestamp with time zone,
	event_id text COLLATE pg_catalog."C",
	block_id bigint,
	said text,
	variant text
);

CREATE TYPE public.path_condition AS ENUM (
    'MATCHED',
    'NOT_MATCHED',
    'DELIVERED',
    'NOT_ONLINE',
    'NEXT',
    'VARIANT'
);

CREATE TYPE public.recipient_state AS ENUM (
    'PENDING',
    'SENDING',
    'SENT',
    'SKIPPED',
    'FAILED'
);

CREATE TYPE public.series_status AS ENUM (
    'DRAFT',
    'LIVE',
    'PAUSED',
    'ARCHIVED'
);

CREATE TYPE public.visit_state AS ENUM (
    'WAITING',
    'PENDING',
    'TRYING_TO_MATCH',
    'RECEIVED',
    'MOVED_ON',
    'FINISHED',
    'DISENGAGED',
    'EXITED'
);

CREATE FUNCTION public.buckets_from(quarter integer) RETURNS TABLE(level smallint, first integer, last integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT
        step.level::smallint,
        (quarter + (1 << (5 * step.level)) - 1) >> (5 * step.level),
        CASE step.level WHEN 4 THEN 2147483647
            ELSE (((quarter + (1 << (5 * step.level + 5)) - 1) >> (5 * step.level + 5)) << 5) - 1 END
    FROM generate_series(0, 4) AS step (level)
$$;

CREATE FUNCTION public.company_known(company public.occurrence, before timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((company).at < before) THEN (company).said ELSE NULL::text END;

CREATE FUNCTION public.content_type(kind public.block_kind) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE kind WHEN 'SMS'::public.block_kind THEN 'SMS'::text WHEN 'WHATSAPP'::public.block_kind THEN 'WhatsApp'::text ELSE initcap((kind)::text) END;

CREATE FUNCTION public.decision_of(matched boolean) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN matched THEN 1 WHEN (NOT matched) THEN 0 ELSE '-1'::integer END;

CREATE FUNCTION public.entry_steps(started_at timestamp with time zone, finished_at timestamp with time zone, disengaged_at timestamp with time zone, exited_at timestamp with time zone, goal_hit_at timestamp with time zone, ended_at timestamp with time zone, covered_until timestamp with time zone, is_first_start boolean, is_first_finish boolean, is_first_disengagement boolean, is_first_exit boolean, is_first_goal boolean) RETURNS TABLE(figure public.figure, at timestamp with time zone, entries integer, people integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT step.figure, step.at, step.entries, step.people
    FROM (
        SELECT 'STARTED'::figure AS figure, started_at AS at, 1 AS entries, is_first_start::integer AS people
        UNION ALL SELECT 'FINISHED', finished_at, 1, is_first_finish::integer
        UNION ALL SELECT 'DISENGAGED', disengaged_at, 1, is_first_disengagement::integer
        UNION ALL SELECT 'EXITED', exited_at, 1, is_first_exit::integer
        UNION ALL SELECT 'GOAL_HIT', goal_hit_at, 1, is_first_goal::integer
        UNION ALL SELECT 'IN_PROGRESS', started_at, 1, 0
        UNION ALL SELECT 'IN_PROGRESS', ended_at, -1, 0
        -- a person is in progress while any entry is: an entry adds what no earlier one covers
        UNION ALL SELECT 'IN_PROGRESS', GREATEST(started_at, covered_until), 0,
            (coalesce(covered_until, '-infinity') < coalesce(ended_at, 'infinity'))::integer
        UNION ALL SELECT 'IN_PROGRESS', ended_at, 0, -(coalesce(covered_until, '-infinity') < ended_at)::integer
    ) AS step
    WHERE started_at IS NOT NULL AND step.at IS NOT NULL AND isfinite(step.at)
        AND (step.entries <> 0 OR step.people <> 0)
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.entry (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    series_id bigint NOT NULL,
    person_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    first_at timestamp with time zone,
    is_started boolean DEFAULT false NOT NULL,
    company public.occurrence,
    finish public.occurrence,
    disengagement public.occurrence,
    exit public.occurrence,
    goal public.occurrence,
    exits timestamp with time zone[],
    number integer DEFAULT 1 NOT NULL,
    covered_until timestamp with time zone,
    is_first_start boolean DEFAULT true NOT NULL,
    is_first_finish boolean DEFAULT true NOT NULL,
    is_first_disengagement boolean DEFAULT true NOT NULL,
    is_first_exit boolean DEFAULT true NOT NULL,
    is_first_goal boolean DEFAULT true NOT NULL,
    started_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN first_at
    ELSE NULL::timestamp with time zone
END) STORED,
    finished_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN (finish).at
    ELSE NULL::timestamp with time zone
END) STORED,
    disengaged_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN (disengagement).at
    ELSE NULL::timestamp with time zone
END) STORED,
    exited_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN (exit).at
    ELSE NULL::timestamp with time zone
END) STORED,
    goal_hit_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN (goal).at
    ELSE NULL::timestamp with time zone
END) STORED,
    ended_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN LEAST((finish).at, (disengagement).at, (exit).at)
    ELSE NULL::timestamp with time zone
END) STORED
);
ALTER TABLE ONLY public.entry ALTER COLUMN workspace_id SET STATISTICS 0;
ALTER TABLE ONLY public.entry ALTER COLUMN series_id SET STATISTICS 0;

CREATE FUNCTION public.exported_entries(workspace_id bigint, series_id bigint, begin timestamp with time zone, before timestamp with time zone, started_begin timestamp with time zone, started_before timestamp with time zone) RETURNS SETOF public.entry
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $_$
    SELECT entry.*
    FROM entry
    WHERE entry.workspace_id = $1 AND entry.series_id = $2
        AND entry.started_at >= $5 AND entry.started_at < LEAST($4, $6)
        AND ($3 <= '0001-01-02T00:00:00Z' OR entry.person_id IN (
            SELECT event.person_id
            FROM event
            WHERE event.workspace_id = $1 AND event.series_id = $2 AND event.at >= $3 AND event.at < $4
        ))
$_$;

CREATE FUNCTION public.final_state(kind public.block_kind, turned_at timestamp with time zone, ended_as public.visit_state) RETURNS public.visit_state
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (ended_as IS NOT NULL) THEN ended_as WHEN (kind = 'WAIT'::public.block_kind) THEN 'WAITING'::public.visit_state WHEN ((kind = 'RULE'::public.block_kind) OR (turned_at IS NULL)) THEN 'PENDING'::public.visit_state ELSE 'RECEIVED'::public.visit_state END;

CREATE FUNCTION public.first_since(instants timestamp with time zone[], since timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT min(instant.instant) AS min FROM unnest(first_since.instants) instant(instant) WHERE (instant.instant >= first_since.since));

CREATE FUNCTION public.global_id(type text, numbers text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN rtrim(encode(convert_to(((type || ':'::text) || numbers), 'UTF8'::name), 'base64'::text), '='::text);

CREATE FUNCTION public.instant_text(at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN (at >= '1973-01-01 00:00:00+00'::timestamp with time zone) THEN to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.USTZH:TZM'::text) ELSE to_char((at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'::text) END;

CREATE FUNCTION public.is_mail_address(address text) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((length(address) <= 254) AND (address ~ (('^[^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+([.][^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+)*'::text || '@([a-zA-Z0-9\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?[.])+'::text) || '[a-zA-Z\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?$'::text)) AND (address !~* '[@.](arpa|invalid|local|localhost|onion|test)$'::text));

CREATE FUNCTION public.json_order(one jsonb, other jsonb) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (jsonb_typeof(one) <> jsonb_typeof(other)) THEN NULL::integer WHEN (jsonb_typeof(one) = 'number'::text) THEN (sign(((one)::numeric - (other)::numeric)))::integer WHEN (jsonb_typeof(one) = 'string'::text) THEN CASE WHEN (((one #>> '{}'::text[]) COLLATE "C") < ((other #>> '{}'::text[]) COLLATE "C")) THEN '-1'::integer WHEN (one = other) THEN 0 ELSE 1 END ELSE NULL::integer END;

CREATE FUNCTION public.quarter_from(at timestamp with time zone) RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (ceil((date_part('epoch'::text, at) / (900)::double precision)))::integer;

CREATE FUNCTION public.quarter_of(at timestamp with time zone) RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (floor((date_part('epoch'::text, at) / (900)::double precision)))::integer;

CREATE FUNCTION public.quarter_start(quarter integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_timestamp(((quarter)::double precision * (900)::double precision));

CREATE FUNCTION public.receipt_id(receipt text, entry_id bigint, block_id bigint) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(receipt, public.global_id('Receipt'::text, (((entry_id)::text || '.'::text) || (block_id)::text)));

CREATE FUNCTION public.require_version(of_workspace bigint, expected bigint) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    IF (SELECT coalesce(bit_xor(stamp), 0) FROM version_stamp WHERE workspace_id = of_workspace) <> expected THEN
        RAISE serialization_failure USING MESSAGE = 'the data has changed';
    END IF;
END
$$;

CREATE FUNCTION public.sheet_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (ascii(value) = ANY (ARRAY[61, 43, 45, 64, 9, 13, 10])) THEN (''''::text || value) ELSE value END;

CREATE PROCEDURE public.stamp_changes_of(IN name text)
    LANGUAGE plpgsql
    AS $$
DECLARE
    change text;
BEGIN
    FOREACH change IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_versions()',
            'stamp_' || lower(change), change, name, CASE change WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END
        );
    END LOOP;
END
$$;

CREATE FUNCTION public.stamp_definition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM stamp_definitions_of(coalesce(NEW.workspace_id, OLD.workspace_id));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.stamp_definitions_of(of_workspace bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF current_setting('milepost.defined', true) = of_workspace::text THEN
        RETURN;
    END IF;
    PERFORM stamp_version(of_workspace); -- now there is a stamp that this transaction holds
    UPDATE version_stamp SET definitions = random(-9223372036854775808, 9223372036854775807)
    WHERE workspace_id = of_workspace AND id = (
        SELECT id FROM version_stamp WHERE workspace_id = of_workspace ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    PERFORM set_config('milepost.defined', of_workspace::text, true);
END
$$;

CREATE FUNCTION public.stamp_version(of_workspace bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF current_setting('milepost.stamped', true) = of_workspace::text THEN
        RETURN;
    END IF;
    UPDATE version_stamp SET stamp = random(-9223372036854775808, 9223372036854775807)
    WHERE workspace_id = of_workspace AND id = (
        SELECT id FROM version_stamp WHERE workspace_id = of_workspace ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO version_stamp (workspace_id, stamp)
        VALUES (of_workspace, random(-9223372036854775808, 9223372036854775807));
    END IF;
    PERFORM set_config('milepost.stamped', of_workspace::text, true);
END
$$;

CREATE FUNCTION public.stamp_versions() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM stamp_version(workspace_id) FROM (SELECT DISTINCT workspace_id FROM changed) AS their;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.stamp_workspaces() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM stamp_version(id) FROM changed;
    RETURN NULL;
END
$$;

CREATE TABLE public.visit (
    workspace_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    block_id bigint NOT NULL,
    series_id bigint NOT NULL,
    person_id bigint NOT NULL,
    kind public.block_kind NOT NULL,
    is_started boolean NOT NULL,
    exits timestamp with time zone[],
    first_reached timestamp with time zone,
    waits_until timestamp with time zone,
    departure public.occurrence,
    decision public.occurrence,
    finished timestamp with time zone,
    disengaged timestamp with time zone,
    exited timestamp with time zone,
    received_at timestamp with time zone,
    superseded_at timestamp with time zone,
    reached_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN is_started THEN first_reached
    ELSE NULL::timestamp with time zone
END) STORED,
    left_at timestamp with time zone GENERATED ALWAYS AS ((departure).at) STORED,
    decided_at timestamp with time zone GENERATED ALWAYS AS ((decision).at) STORED,
    matched boolean GENERATED ALWAYS AS (((decision).said = 'MATCHED'::text)) STORED,
    turned_at timestamp with time zone GENERATED ALWAYS AS (
CASE kind
    WHEN 'RULE'::public.block_kind THEN COALESCE(waits_until, '-infinity'::timestamp with time zone)
    WHEN 'WAIT'::public.block_kind THEN NULL::timestamp with time zone
    WHEN 'TAG'::public.block_kind THEN NULL::timestamp with time zone
    WHEN 'WEBHOOK'::public.block_kind THEN NULL::timestamp with time zone
    WHEN 'SPLIT'::public.block_kind THEN NULL::timestamp with time zone
    ELSE received_at
END) STORED,
    ended_at timestamp with time zone GENERATED ALWAYS AS (LEAST((departure).at, finished, disengaged, exited, public.first_since(exits, first_reached))) STORED,
    ended_as public.visit_state GENERATED ALWAYS AS (
CASE LEAST((departure).at, finished, disengaged, exited, public.first_since(exits, first_reached))
    WHEN (departure).at THEN 'MOVED_ON'::public.visit_state
    WHEN finished THEN 'FINISHED'::public.visit_state
    WHEN disengaged THEN 'DISENGAGED'::public.visit_state
    WHEN exited THEN 'EXITED'::public.visit_state
    WHEN public.first_since(exits, first_reached) THEN 'EXITED'::public.visit_state
    ELSE NULL::public.visit_state
END) STORED
);
ALTER TABLE ONLY public.visit ALTER COLUMN workspace_id SET STATISTICS 0;
ALTER TABLE ONLY public.visit ALTER COLUMN block_id SET STATISTICS 0;
ALTER TABLE ONLY public.visit ALTER COLUMN series_id SET STATISTICS 0;

CREATE FUNCTION public.state_at(v public.visit, as_of timestamp with time zone) RETURNS public.visit_state
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((v).ended_at <= as_of) THEN (v).ended_as WHEN ((v).turned_at <= as_of) THEN CASE (v).kind WHEN 'RULE'::public.block_kind THEN 'PENDING'::public.visit_state ELSE 'RECEIVED'::public.visit_state END ELSE CASE (v).kind WHEN 'WAIT'::public.block_kind THEN 'WAITING'::public.visit_state WHEN 'RULE'::public.block_kind THEN 'TRYING_TO_MATCH'::public.visit_state ELSE 'PENDING'::public.visit_state END END;

CREATE TABLE public.tag (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    people integer DEFAULT 0 NOT NULL
);

CREATE FUNCTION public.tag_named(workspace_id bigint, name text) RETURNS bigint
    LANGUAGE sql STABLE STRICT COST 10000 PARALLEL SAFE
    RETURN (SELECT tag.id FROM public.tag WHERE ((tag.workspace_id = tag_named.workspace_id) AND (tag.name = tag_named.name)));

CREATE FUNCTION public.visit_runs(matched boolean, states public.visit_state[], is_more_known boolean) RETURNS TABLE(state public.visit_state, decision integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT final.state, decided.decision
    FROM unnest(enum_range(NULL::visit_state)) AS final (state)
    CROSS JOIN unnest(ARRAY[-1, 0, 1]) AS decided (decision)
    WHERE final.state <> 'TRYING_TO_MATCH' -- which always ends
        AND (decision = -1 OR final.state >= 'MOVED_ON') -- leaving a block decides
        AND (matched IS NULL OR decision = decision_of(matched))
        AND (states IS NULL OR is_more_known OR final.state = ANY(states)
            OR final.state = 'PENDING' AND 'TRYING_TO_MATCH' = ANY(states))
$$;

CREATE FUNCTION public.visit_steps(kind public.block_kind, reached_at timestamp with time zone, turned_at timestamp with time zone, ended_at timestamp with time zone, ended_as public.visit_state, decided_at timestamp with time zone, matched boolean, superseded_at timestamp with time zone) RETURNS TABLE(figure public.figure, at timestamp with time zone, entries integer, people integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT span.figure, step.at, step.entries, step.people
    FROM (SELECT
            coalesce(superseded_at, 'infinity') AS superseded_at,
            CASE WHEN ended_at IS NULL THEN 'infinity' ELSE GREATEST(ended_at, reached_at) END AS ended_at
        ) AS here
    CROSS JOIN LATERAL (SELECT
            CASE WHEN turned_at IS NULL THEN here.ended_at
                ELSE LEAST(GREATEST(turned_at, reached_at), here.ended_at) END AS turned_at
        ) AS turn
    CROSS JOIN LATERAL (
        SELECT CASE kind WHEN 'WAIT' THEN 'STATE_WAITING'::figure WHEN 'RULE' THEN 'STATE_TRYING_TO_MATCH'
                ELSE 'STATE_PENDING' END AS figure,
            reached_at AS begins, turn.turned_at AS ends
        UNION ALL
        SELECT CASE kind WHEN 'RULE' THEN 'STATE_PENDING'::figure ELSE 'STATE_RECEIVED' END,
            turn.turned_at, here.ended_at
        UNION ALL
        SELECT CASE ended_as WHEN 'MOVED_ON' THEN 'STATE_MOVED_ON'::figure WHEN 'FINISHED' THEN 'STATE_FINISHED'
                WHEN 'DISENGAGED' THEN 'STATE_DISENGAGED' ELSE 'STATE_EXITED' END,
            here.ended_at, 'infinity'
        UNION ALL
        SELECT CASE WHEN matched THEN 'MATCHED'::figure ELSE 'NOT_MATCHED' END,
            CASE WHEN decided_at IS NULL THEN 'infinity' ELSE GREATEST(decided_at, reached_at) END, 'infinity'
    ) AS span
    CROSS JOIN LATERAL (
        SELECT span.begins AS at, 1 AS entries, (span.begins < here.superseded_at)::integer AS people
        UNION ALL
        SELECT span.ends, -1, -(span.begins < here.superseded_at AND span.ends <= here.superseded_at)::integer
        UNION ALL
        SELECT here.superseded_at, 0, -(span.begins < here.superseded_at AND here.superseded_at < span.ends)::integer
    ) AS step
    WHERE reached_at IS NOT NULL AND span.begins < span.ends AND step.at < 'infinity'
        AND (step.entries <> 0 OR step.people <> 0)
$$;

CREATE FUNCTION public.why_no_mail(email text, unsubscribed boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (COALESCE(email, ''::text) = ''::text) THEN 'no e-mail'::text WHEN unsubscribed THEN 'unsubscribed'::text WHEN (NOT public.is_mail_address(email)) THEN 'malformed address'::text ELSE NULL::text END;

CREATE TABLE public.block (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    series_id bigint NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    kind public.block_kind NOT NULL,
    is_entry boolean NOT NULL,
    content_title text,
    "position" integer NOT NULL,
    removed_at timestamp with time zone
);

ALTER TABLE public.block ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.block_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bulk_action (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    kind public.bulk_action_kind NOT NULL,
    status public.job_status DEFAULT 'PENDING'::public.job_status NOT NULL,
    selected integer DEFAULT 0 NOT NULL,
    processed integer DEFAULT 0 NOT NULL,
    succeeded integer DEFAULT 0 NOT NULL,
    skipped integer DEFAULT 0 NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    tag_id bigint,
    undoes bigint,
    undone_by bigint,
    error text,
    idempotency_key text,
    input_hash bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp with time zone,
    last_batch integer DEFAULT 0 NOT NULL,
    has_people boolean DEFAULT true NOT NULL
);

CREATE TABLE public.bulk_action_batch (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    number integer NOT NULL,
    person_ids bigint[] NOT NULL
);
ALTER TABLE ONLY public.bulk_action_batch ALTER COLUMN person_ids SET STORAGE EXTERNAL;

ALTER TABLE public.bulk_action ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bulk_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bulk_action_skip (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    reason text NOT NULL,
    people integer NOT NULL
);

ALTER TABLE public.entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.event (
    workspace_id bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    series_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    person_id bigint NOT NULL,
    block_id bigint,
    type public.event_type NOT NULL,
    at timestamp with time zone NOT NULL,
    waits_until timestamp with time zone,
    along public.path_condition,
    variant text,
    reason text,
    company text,
    receipt text,
    url text,
    detail jsonb
);
ALTER TABLE ONLY public.event ALTER COLUMN workspace_id SET STATISTICS 0;
ALTER TABLE ONLY public.event ALTER COLUMN series_id SET STATISTICS 0;
ALTER TABLE ONLY public.event ALTER COLUMN block_id SET STATISTICS 0;

CREATE TABLE public.export (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    series_id bigint NOT NULL,
    request jsonb NOT NULL,
    fingerprint bytea NOT NULL,
    idempotency_key text,
    as_of timestamp with time zone NOT NULL,
    link_base text NOT NULL,
    link_key bytea NOT NULL,
    status public.job_status DEFAULT 'PENDING'::public.job_status NOT NULL,
    progress real DEFAULT 0 NOT NULL,
    files jsonb DEFAULT '[]'::jsonb NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    is_stored boolean DEFAULT false NOT NULL,
    size bigint,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp with time zone,
    expires_at timestamp with time zone
);

ALTER TABLE public.export ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.figure_count (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    block_id bigint NOT NULL,
    level smallint NOT NULL,
    bucket integer NOT NULL,
    figure public.figure NOT NULL,
    entries integer NOT NULL,
    people integer NOT NULL,
    total integer NOT NULL
)
WITH (fillfactor='70');

CREATE TABLE public.ingest_lane (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    number smallint NOT NULL
);

CREATE TABLE public.job (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    subject_id bigint NOT NULL,
    state public.job_state DEFAULT 'QUEUED'::public.job_state NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    failures smallint DEFAULT 0 NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    sends integer DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone
);

ALTER TABLE public.job ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.message (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    name uuid DEFAULT gen_random_uuid() NOT NULL,
    link_key bytea NOT NULL
);

CREATE TABLE public.path (
    workspace_id bigint NOT NULL,
    series_id bigint NOT NULL,
    "position" integer NOT NULL,
    from_block_id bigint NOT NULL,
    to_block_id bigint NOT NULL,
    condition public.path_condition NOT NULL,
    variant text
);

CREATE TABLE public.person (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    external_id text NOT NULL,
    email text,
    name text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    unsubscribed boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    search_text text GENERATED ALWAYS AS (lower(((((external_id || '
'::text) || COALESCE(name, ''::text)) || '
'::text) || COALESCE(email, ''::text)))) STORED
);
ALTER TABLE ONLY public.person ALTER COLUMN workspace_id SET STATISTICS 0;

ALTER TABLE public.person ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.person_tag (
    workspace_id bigint NOT NULL,
    tag_id bigint NOT NULL,
    person_id bigint NOT NULL
);

CREATE TABLE public.recipient (
    workspace_id bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    person_id bigint NOT NULL,
    state public.recipient_state NOT NULL,
    reason text,
    deferrals smallint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.schema_migrations (
    version character varying NOT NULL
);

CREATE TABLE public.series (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    status public.series_status NOT NULL,
    goal text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    data_through timestamp with time zone
);

ALTER TABLE public.series ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.tag ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.token (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone
);

ALTER TABLE public.token ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.version_stamp (
    workspace_id bigint NOT NULL,
    id bigint NOT NULL,
    stamp bigint NOT NULL,
    definitions bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='10');

ALTER TABLE public.version_stamp ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.version_stamp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.workspace (
    id bigint NOT NULL,
    name text NOT NULL,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.workspace ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.workspace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.block OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 'signed-up', 'Signed up for a trial', 'RULE', true, NULL, 1, NULL),
	(1, 2, 1, 'welcome', 'Welcome', 'EMAIL', false, NULL, 2, NULL),
	(1, 3, 1, 'settle-in', 'One day to look around', 'WAIT', false, NULL, 3, NULL),
	(1, 4, 1, 'first-project', 'Made a first project', 'RULE', false, NULL, 4, NULL),
	(1, 5, 1, 'tag-activated', 'Tag: activated', 'TAG', false, NULL, 5, NULL),
	(1, 6, 1, 'tips-split', 'Which tips help more?', 'SPLIT', false, NULL, 6, NULL),
	(1, 7, 1, 'tips-email', 'Three tips by e-mail', 'EMAIL', false, NULL, 7, NULL),
	(1, 8, 1, 'tips-chat', 'Offer a hand in chat', 'CHAT', false, NULL, 8, NULL),
	(1, 9, 1, 'notify-crm', 'Tell the CRM', 'WEBHOOK', false, NULL, 9, NULL),
	(1, 10, 1, 'mid-trial', 'Four days of trial', 'WAIT', false, NULL, 10, NULL),
	(1, 11, 1, 'trial-reminder', 'Your trial ends soon', 'PUSH', false, NULL, 11, NULL),
	(1, 12, 1, 'invited-team', 'Invited a colleague', 'RULE', false, NULL, 12, NULL),
	(1, 13, 1, 'upgrade-offer', 'Upgrade and save', 'EMAIL', false, NULL, 13, NULL),
	(2, 14, 2, 'signed-up', 'Signed up for a trial', 'RULE', true, NULL, 1, NULL),
	(2, 15, 2, 'welcome', 'Welcome', 'EMAIL', false, NULL, 2, NULL),
	(2, 16, 2, 'settle-in', 'One day to look around', 'WAIT', false, NULL, 3, NULL),
	(2, 17, 2, 'first-project', 'Made a first project', 'RULE', false, NULL, 4, NULL),
	(2, 18, 2, 'tag-activated', 'Tag: activated', 'TAG', false, NULL, 5, NULL),
	(2, 19, 2, 'tips-split', 'Which tips help more?', 'SPLIT', false, NULL, 6, NULL),
	(2, 20, 2, 'tips-email', 'Three tips by e-mail', 'EMAIL', false, NULL, 7, NULL),
	(2, 21, 2, 'tips-chat', 'Offer a hand in chat', 'CHAT', false, NULL, 8, NULL),
	(2, 22, 2, 'notify-crm', 'Tell the CRM', 'WEBHOOK', false, NULL, 9, NULL),
	(2, 23, 2, 'mid-trial', 'Four days of trial', 'WAIT', false, NULL, 10, NULL),
	(2, 24, 2, 'trial-reminder', 'Your trial ends soon', 'PUSH', false, NULL, 11, NULL),
	(2, 25, 2, 'invited-team', 'Invited a colleague', 'RULE', false, NULL, 12, NULL),
	(2, 26, 2, 'upgrade-offer', 'Upgrade and save', 'EMAIL', false, NULL, 13, NULL);

INSERT INTO public.bulk_action OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'TAG', 'COMPLETED', 4, 4, 4, 0, 0, 1, NULL, NULL, NULL, NULL, '\x9e1905207c4871a9ca3df21b695abbdac09aafc5b75f4578053e412c7f3cfffa', '2026-11-28 03:15:57.965667+00', '2026-11-28 03:15:58.285589+00', 1, true),
	(1, 3, 'MESSAGE', 'COMPLETED', 1, 1, 1, 0, 0, NULL, NULL, NULL, NULL, NULL, '\xfdf385c19b9e7371c035d08dbff97adfc1439021ddc0706a68f33b5220618f79', '2026-11-28 03:15:57.985891+00', '2026-11-28 03:15:58.32768+00', 1, true),
	(1, 4, 'MESSAGE', 'COMPLETED', 18, 18, 1, 17, 0, NULL, NULL, NULL, NULL, NULL, '\x3a6705e0b712ab1151f3d7b00ad1214c7e24a9d84e402cae487a0d29119f4254', '2026-11-28 03:15:57.990297+00', '2026-11-28 03:15:58.516141+00', 1, true),
	(1, 2, 'TAG', 'COMPLETED', 8, 8, 8, 0, 0, 3, NULL, 5, NULL, 'tag-later', '\xd6dab4fbf1ee47ed88db36e3d06a6c82ea5285495d490ac9fc0df245c819c3ef', '2026-11-28 03:15:57.979321+00', '2026-11-28 03:15:58.285597+00', 1, true),
	(1, 6, 'UNTAG', 'COMPLETED', 1, 1, 1, 0, 0, 1, NULL, NULL, NULL, NULL, '\xb509f91df5fccf98f04fbca54bc22197d9bdd7c19c56cbe05a6f8eb7b8f4a0e1', '2026-11-28 03:15:58.629688+00', '2026-11-28 03:15:58.659591+00', 1, true),
	(1, 5, 'UNTAG', 'COMPLETED', 8, 8, 8, 0, 0, 3, 2, NULL, NULL, NULL, '\x', '2026-11-28 03:15:58.621419+00', '2026-11-28 03:15:58.660441+00', 1, true),
	(1, 7, 'TAG', 'PENDING', 16, 0, 0, 0, 0, 4, NULL, NULL, NULL, NULL, '\xf533ff4d58978f60c611f8b3ea9dc76145edf23719fe864764ff0479bfc42feb', '2026-11-28 03:15:58.94417+00', NULL, 0, true);

INSERT INTO public.bulk_action_batch VALUES
	(1, 1, 1, '{9,11,13,15}'),
	(1, 2, 1, '{1,2,3,4,5,6,7,8}'),
	(1, 3, 1, '{20}'),
	(1, 4, 1, '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,19,20}'),
	(1, 5, 1, '{1,2,3,4,5,6,7,8}'),
	(1, 6, 1, '{20}'),
	(1, 7, 1, '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}');

INSERT INTO public.bulk_action_skip VALUES
	(1, 4, 'no e-mail', 16),
	(1, 4, 'unsubscribed', 1);

INSERT INTO public.entry OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 1, 'user-1-1', '2026-04-02 09:24:32.319+00', true, '("2026-04-02 09:24:32.319+00",onboarding/user-1-1/1/1,,company-18,)', '("2026-04-07 09:39:12.296+00",onboarding/user-1-1/1/27,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 2, 1, 2, 'user-1-10', '2026-05-31 11:48:17.643+00', true, NULL, NULL, NULL, '("2026-05-31 22:19:12.239+00",onboarding/user-1-10/1/10,,,)', NULL, '{"2026-05-31 22:19:12.239+00"}', 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 1, 3, 'user-1-11', '2026-06-07 10:50:49.942+00', true, NULL, '("2026-06-20 16:57:36.198+00",onboarding/user-1-11/1/33,13,,)', NULL, NULL, '("2026-06-07 14:47:33.26+00",onboarding/user-1-11/1/34,,,)', NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 4, 1, 4, 'user-1-12', '2026-06-11 19:50:09.831+00', true, NULL, NULL, NULL, '("2026-06-12 08:31:18.289+00",onboarding/user-1-12/1/8,3,,)', NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 1, 5, 'user-1-13', '2026-06-12 19:50:09.097+00', true, '("2026-06-12 19:50:09.097+00",onboarding/user-1-13/1/1,,company-10,)', '("2026-06-20 23:10:42.128+00",onboarding/user-1-13/1/29,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 1, 6, 'user-1-14', '2026-06-19 11:34:14.412+00', true, NULL, '("2026-06-27 11:35:10.951+00",onboarding/user-1-14/1/28,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 1, 7, 'user-1-15-1', '2026-06-25 06:33:51.754+00', true, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 8, 1, 8, 'user-1-16', '2026-06-30 17:46:50.879+00', true, NULL, NULL, NULL, '("2026-06-30 21:39:17.739+00",onboarding/user-1-16/1/8,,,)', NULL, '{"2026-06-30 21:39:17.739+00"}', 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 1, 9, 'user-1-2', '2026-04-16 09:45:09.576+00', true, NULL, '("2026-04-26 13:17:18.423+00",onboarding/user-1-2/1/33,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 1, 10, 'user-1-3', '2026-04-17 16:52:48.839+00', true, NULL, '("2026-04-22 17:01:06.352+00",onboarding/user-1-3/1/27,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 11, 1, 11, 'user-1-4', '2026-04-24 14:34:26.682+00', true, NULL, NULL, '("2026-04-26 00:09:11.226+00",onboarding/user-1-4/1/10,4,"conversation with sales",)', NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 1, 12, 'user-1-5', '2026-05-03 14:30:01.573+00', true, NULL, NULL, '("2026-05-12 02:33:49.943+00",onboarding/user-1-5/1/26,13,unsubscribed,)', NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 1, 13, 'user-1-6', '2026-05-08 18:58:25.899+00', true, NULL, '("2026-05-18 19:19:02.843+00",onboarding/user-1-6/1/26,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 1, 14, 'user-1-7', '2026-05-15 14:26:04.687+00', true, NULL, '("2026-05-22 06:34:29.875+00",onboarding/user-1-7/1/25,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 1, 15, 'user-1-8', '2026-05-20 07:39:21.601+00', true, NULL, NULL, '("2026-05-24 07:42:07.999+00",onboarding/user-1-8/1/16,7,"hard bounce",)', NULL, '("2026-05-21 00:52:16.498+00",onboarding/user-1-8/1/17,,,)', NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 1, 16, 'user-1-9', '2026-05-23 06:52:18.601+00', true, NULL, '("2026-06-05 09:58:31.448+00",onboarding/user-1-9/1/32,13,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 2, 17, 'user-2-1', '2026-04-19 15:22:32.935+00', true, NULL, '("2026-04-29 15:40:30.191+00",onboarding/user-2-1/1/26,26,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 2, 18, 'user-2-2', '2026-06-19 10:49:40.927+00', true, '("2026-06-19 10:49:40.927+00",onboarding/user-2-2/1/1,,company-4,)', '("2026-06-30 03:16:43.786+00",onboarding/user-2-2/1/33,26,,)', NULL, NULL, NULL, NULL, 1, NULL, true, true, true, true, true, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO public.event VALUES
	(1, 'onboarding/user-1-1/1/1', 1, 1, 1, NULL, 'ENTRY_STARTED', '2026-04-02 09:24:32.319+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/10', 1, 1, 1, 3, 'BLOCK_REACHED', '2026-04-02 09:35:25.947+00', '2026-04-03 09:35:25.947+00', NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/11', 1, 1, 1, 3, 'BLOCK_LEFT', '2026-04-03 09:35:25.947+00', NULL, 'NEXT', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/12', 1, 1, 1, 4, 'BLOCK_REACHED', '2026-04-03 09:35:25.947+00', '2026-04-06 09:35:25.947+00', NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/13', 1, 1, 1, 4, 'BLOCK_LEFT', '2026-04-03 09:35:25.947+00', NULL, 'MATCHED', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/14', 1, 1, 1, 5, 'BLOCK_REACHED', '2026-04-03 09:35:25.947+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/15', 1, 1, 1, 5, 'BLOCK_LEFT', '2026-04-03 09:35:25.947+00', NULL, 'NEXT', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/16', 1, 1, 1, 9, 'BLOCK_REACHED', '2026-04-03 09:35:25.947+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/17', 1, 1, 1, 9, 'BLOCK_LEFT', '2026-04-03 09:35:33.403+00', NULL, 'NEXT', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/18', 1, 1, 1, 10, 'BLOCK_REACHED', '2026-04-03 09:35:33.403+00', '2026-04-07 09:35:33.403+00', NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/19', 1, 1, 1, 10, 'BLOCK_LEFT', '2026-04-07 09:35:33.403+00', NULL, 'NEXT', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/2', 1, 1, 1, 1, 'BLOCK_REACHED', '2026-04-02 09:24:32.319+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/20', 1, 1, 1, 11, 'BLOCK_REACHED', '2026-04-07 09:35:33.403+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/21', 1, 1, 1, 11, 'RECEIVED', '2026-04-07 09:36:34.047+00', NULL, NULL, NULL, NULL, 'company-18', 'onboarding/user-1-1/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-1/1/22', 1, 1, 1, 11, 'BLOCK_LEFT', '2026-04-07 09:36:34.047+00', NULL, 'DELIVERED', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/23', 1, 1, 1, 12, 'BLOCK_REACHED', '2026-04-07 09:36:34.047+00', '2026-04-12 09:36:34.047+00', NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/24', 1, 1, 1, 12, 'BLOCK_LEFT', '2026-04-07 09:36:34.047+00', NULL, 'MATCHED', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/25', 1, 1, 1, 13, 'BLOCK_REACHED', '2026-04-07 09:36:34.047+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/26', 1, 1, 1, 13, 'RECEIVED', '2026-04-07 09:39:12.296+00', NULL, NULL, NULL, NULL, 'company-18', 'onboarding/user-1-1/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-1/1/27', 1, 1, 1, 13, 'ENTRY_FINISHED', '2026-04-07 09:39:12.296+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/3', 1, 1, 1, 1, 'BLOCK_LEFT', '2026-04-02 09:24:32.319+00', NULL, 'MATCHED', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/4', 1, 1, 1, 2, 'BLOCK_REACHED', '2026-04-02 09:24:32.319+00', NULL, NULL, NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-1/1/5', 1, 1, 1, 2, 'RECEIVED', '2026-04-02 09:35:25.947+00', NULL, NULL, NULL, NULL, 'company-18', 'onboarding/user-1-1/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-1/1/6', 1, 1, 1, 2, 'OPENED', '2026-04-02 13:17:14.537+00', NULL, NULL, NULL, NULL, 'company-18', 'onboarding/user-1-1/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-1/1/7', 1, 1, 1, 2, 'OPENED', '2026-04-03 03:29:54.495+00', NULL, NULL, NULL, NULL, 'company-18', 'onboarding/user-1-1/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-1/1/8', 1, 1, 1, 2, 'CLICKED', '2026-04-02 13:19:33.184+00', NULL, NULL, NULL, NULL, 'company-18', 'onboarding/user-1-1/1/welcome', 'https://example.com/welcome', NULL),
	(1, 'onboarding/user-1-1/1/9', 1, 1, 1, 2, 'BLOCK_LEFT', '2026-04-02 09:35:25.947+00', NULL, 'DELIVERED', NULL, NULL, 'company-18', NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/1', 1, 2, 2, NULL, 'ENTRY_STARTED', '2026-05-31 11:48:17.643+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/10', 1, 2, 2, NULL, 'ENTRY_EXITED', '2026-05-31 22:19:12.239+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/2', 1, 2, 2, 1, 'BLOCK_REACHED', '2026-05-31 11:48:17.643+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/3', 1, 2, 2, 1, 'BLOCK_LEFT', '2026-05-31 11:48:17.643+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/4', 1, 2, 2, 2, 'BLOCK_REACHED', '2026-05-31 11:48:17.643+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/5', 1, 2, 2, 2, 'RECEIVED', '2026-05-31 11:50:34.166+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-10/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-10/1/6', 1, 2, 2, 2, 'OPENED', '2026-05-31 16:37:25.85+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-10/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-10/1/7', 1, 2, 2, 2, 'OPENED', '2026-06-01 14:52:15.041+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-10/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-10/1/8', 1, 2, 2, 2, 'BLOCK_LEFT', '2026-05-31 11:50:34.166+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-10/1/9', 1, 2, 2, 3, 'BLOCK_REACHED', '2026-05-31 11:50:34.166+00', '2026-06-01 11:50:34.166+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/1', 1, 3, 3, NULL, 'ENTRY_STARTED', '2026-06-07 10:50:49.942+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/10', 1, 3, 3, 3, 'BLOCK_REACHED', '2026-06-07 14:51:56.698+00', '2026-06-08 14:51:56.698+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/11', 1, 3, 3, 3, 'BLOCK_LEFT', '2026-06-08 14:51:56.698+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/12', 1, 3, 3, 4, 'BLOCK_REACHED', '2026-06-08 14:51:56.698+00', '2026-06-11 14:51:56.698+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/13', 1, 3, 3, 4, 'BLOCK_LEFT', '2026-06-11 14:51:56.698+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/14', 1, 3, 3, 6, 'BLOCK_REACHED', '2026-06-11 14:51:56.698+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/15', 1, 3, 3, 6, 'BLOCK_LEFT', '2026-06-11 14:51:56.698+00', NULL, 'VARIANT', 'chat', NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/16', 1, 3, 3, 8, 'BLOCK_REACHED', '2026-06-11 14:51:56.698+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/17', 1, 3, 3, 8, 'RECEIVED', '2026-06-11 16:45:56.688+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/tips-chat', NULL, NULL),
	(1, 'onboarding/user-1-11/1/18', 1, 3, 3, 8, 'OPENED', '2026-06-11 17:07:55.221+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/tips-chat', NULL, NULL),
	(1, 'onboarding/user-1-11/1/19', 1, 3, 3, 8, 'BLOCK_LEFT', '2026-06-11 16:45:56.688+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/2', 1, 3, 3, 1, 'BLOCK_REACHED', '2026-06-07 10:50:49.942+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/20', 1, 3, 3, 9, 'BLOCK_REACHED', '2026-06-11 16:45:56.688+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/21', 1, 3, 3, 9, 'BLOCK_LEFT', '2026-06-11 16:46:01.641+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/22', 1, 3, 3, 10, 'BLOCK_REACHED', '2026-06-11 16:46:01.641+00', '2026-06-15 16:46:01.641+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/23', 1, 3, 3, 10, 'BLOCK_LEFT', '2026-06-15 16:46:01.641+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/24', 1, 3, 3, 11, 'BLOCK_REACHED', '2026-06-15 16:46:01.641+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/25', 1, 3, 3, 11, 'RECEIVED', '2026-06-15 16:54:27.112+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-11/1/26', 1, 3, 3, 11, 'BLOCK_LEFT', '2026-06-15 16:54:27.112+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/27', 1, 3, 3, 12, 'BLOCK_REACHED', '2026-06-15 16:54:27.112+00', '2026-06-20 16:54:27.112+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/28', 1, 3, 3, 12, 'BLOCK_LEFT', '2026-06-20 16:54:27.112+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/29', 1, 3, 3, 13, 'BLOCK_REACHED', '2026-06-20 16:54:27.112+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/3', 1, 3, 3, 1, 'BLOCK_LEFT', '2026-06-07 10:50:49.942+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/30', 1, 3, 3, 13, 'RECEIVED', '2026-06-20 16:57:36.198+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-11/1/31', 1, 3, 3, 13, 'OPENED', '2026-06-21 04:07:45.382+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-11/1/32', 1, 3, 3, 13, 'CLICKED', '2026-06-21 04:08:18.583+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/upgrade-offer', 'https://example.com/upgrade-offer', NULL),
	(1, 'onboarding/user-1-11/1/33', 1, 3, 3, 13, 'ENTRY_FINISHED', '2026-06-20 16:57:36.198+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/34', 1, 3, 3, NULL, 'GOAL_HIT', '2026-06-07 14:47:33.26+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/4', 1, 3, 3, 2, 'BLOCK_REACHED', '2026-06-07 10:50:49.942+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-11/1/5', 1, 3, 3, 2, 'SOFT_BOUNCED', '2026-06-07 10:51:56.698+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-11/1/6', 1, 3, 3, 2, 'RECEIVED', '2026-06-07 14:51:56.698+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-11/1/7', 1, 3, 3, 2, 'OPENED', '2026-06-07 22:50:28.709+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-11/1/8', 1, 3, 3, 2, 'OPENED', '2026-06-07 23:11:13.232+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-11/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-11/1/9', 1, 3, 3, 2, 'BLOCK_LEFT', '2026-06-07 14:51:56.698+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/1', 1, 4, 4, NULL, 'ENTRY_STARTED', '2026-06-11 19:50:09.831+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/2', 1, 4, 4, 1, 'BLOCK_REACHED', '2026-06-11 19:50:09.831+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/3', 1, 4, 4, 1, 'BLOCK_LEFT', '2026-06-11 19:50:09.831+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/4', 1, 4, 4, 2, 'BLOCK_REACHED', '2026-06-11 19:50:09.831+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/5', 1, 4, 4, 2, 'RECEIVED', '2026-06-11 19:53:54.722+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-12/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-12/1/6', 1, 4, 4, 2, 'BLOCK_LEFT', '2026-06-11 19:53:54.722+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/7', 1, 4, 4, 3, 'BLOCK_REACHED', '2026-06-11 19:53:54.722+00', '2026-06-12 19:53:54.722+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-12/1/8', 1, 4, 4, 3, 'ENTRY_EXITED', '2026-06-12 08:31:18.289+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/1', 1, 5, 5, NULL, 'ENTRY_STARTED', '2026-06-12 19:50:09.097+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/10', 1, 5, 5, 4, 'BLOCK_LEFT', '2026-06-16 19:50:14.587+00', NULL, 'NOT_MATCHED', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/11', 1, 5, 5, 6, 'BLOCK_REACHED', '2026-06-16 19:50:14.587+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/12', 1, 5, 5, 6, 'BLOCK_LEFT', '2026-06-16 19:50:14.587+00', NULL, 'VARIANT', 'chat', NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/13', 1, 5, 5, 8, 'BLOCK_REACHED', '2026-06-16 19:50:14.587+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/14', 1, 5, 5, 8, 'RECEIVED', '2026-06-16 22:42:37.913+00', NULL, NULL, NULL, NULL, 'company-10', 'onboarding/user-1-13/1/tips-chat', NULL, NULL),
	(1, 'onboarding/user-1-13/1/15', 1, 5, 5, 8, 'BLOCK_LEFT', '2026-06-16 22:42:37.913+00', NULL, 'DELIVERED', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/16', 1, 5, 5, 9, 'BLOCK_REACHED', '2026-06-16 22:42:37.913+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/17', 1, 5, 5, 9, 'BLOCK_LEFT', '2026-06-16 22:42:38.05+00', NULL, 'NEXT', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/18', 1, 5, 5, 10, 'BLOCK_REACHED', '2026-06-16 22:42:38.05+00', '2026-06-20 22:42:38.05+00', NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/19', 1, 5, 5, 10, 'BLOCK_LEFT', '2026-06-20 22:42:38.05+00', NULL, 'NEXT', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/2', 1, 5, 5, 1, 'BLOCK_REACHED', '2026-06-12 19:50:09.097+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/20', 1, 5, 5, 11, 'BLOCK_REACHED', '2026-06-20 22:42:38.05+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/21', 1, 5, 5, 11, 'RECEIVED', '2026-06-20 22:51:52.495+00', NULL, NULL, NULL, NULL, 'company-10', 'onboarding/user-1-13/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-13/1/22', 1, 5, 5, 11, 'BLOCK_LEFT', '2026-06-20 22:51:52.495+00', NULL, 'DELIVERED', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/23', 1, 5, 5, 12, 'BLOCK_REACHED', '2026-06-20 22:51:52.495+00', '2026-06-25 22:51:52.495+00', NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/24', 1, 5, 5, 12, 'BLOCK_LEFT', '2026-06-20 23:09:56.684+00', NULL, 'MATCHED', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/25', 1, 5, 5, 13, 'BLOCK_REACHED', '2026-06-20 23:09:56.684+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/26', 1, 5, 5, 13, 'RECEIVED', '2026-06-20 23:10:42.128+00', NULL, NULL, NULL, NULL, 'company-10', 'onboarding/user-1-13/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-13/1/27', 1, 5, 5, 13, 'OPENED', '2026-06-21 21:34:50.303+00', NULL, NULL, NULL, NULL, 'company-10', 'onboarding/user-1-13/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-13/1/28', 1, 5, 5, 13, 'CLICKED', '2026-06-21 21:37:46.588+00', NULL, NULL, NULL, NULL, 'company-10', 'onboarding/user-1-13/1/upgrade-offer', 'https://example.com/upgrade-offer', NULL),
	(1, 'onboarding/user-1-13/1/29', 1, 5, 5, 13, 'ENTRY_FINISHED', '2026-06-20 23:10:42.128+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/3', 1, 5, 5, 1, 'BLOCK_LEFT', '2026-06-12 19:50:09.097+00', NULL, 'MATCHED', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/4', 1, 5, 5, 2, 'BLOCK_REACHED', '2026-06-12 19:50:09.097+00', NULL, NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/5', 1, 5, 5, 2, 'RECEIVED', '2026-06-12 19:50:14.587+00', NULL, NULL, NULL, NULL, 'company-10', 'onboarding/user-1-13/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-13/1/6', 1, 5, 5, 2, 'BLOCK_LEFT', '2026-06-12 19:50:14.587+00', NULL, 'DELIVERED', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/7', 1, 5, 5, 3, 'BLOCK_REACHED', '2026-06-12 19:50:14.587+00', '2026-06-13 19:50:14.587+00', NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/8', 1, 5, 5, 3, 'BLOCK_LEFT', '2026-06-13 19:50:14.587+00', NULL, 'NEXT', NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-13/1/9', 1, 5, 5, 4, 'BLOCK_REACHED', '2026-06-13 19:50:14.587+00', '2026-06-16 19:50:14.587+00', NULL, NULL, NULL, 'company-10', NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/1', 1, 6, 6, NULL, 'ENTRY_STARTED', '2026-06-19 11:34:14.412+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/10', 1, 6, 6, 4, 'BLOCK_LEFT', '2026-06-23 11:34:26.257+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/11', 1, 6, 6, 6, 'BLOCK_REACHED', '2026-06-23 11:34:26.257+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/12', 1, 6, 6, 6, 'BLOCK_LEFT', '2026-06-23 11:34:26.257+00', NULL, 'VARIANT', 'e-mail', NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/13', 1, 6, 6, 7, 'BLOCK_REACHED', '2026-06-23 11:34:26.257+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/14', 1, 6, 6, 7, 'RECEIVED', '2026-06-23 11:34:37.576+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-14/1/tips-email', NULL, NULL),
	(1, 'onboarding/user-1-14/1/15', 1, 6, 6, 7, 'BLOCK_LEFT', '2026-06-23 11:34:37.576+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/16', 1, 6, 6, 9, 'BLOCK_REACHED', '2026-06-23 11:34:37.576+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/17', 1, 6, 6, 9, 'BLOCK_LEFT', '2026-06-23 11:34:37.973+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/18', 1, 6, 6, 10, 'BLOCK_REACHED', '2026-06-23 11:34:37.973+00', '2026-06-27 11:34:37.973+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/19', 1, 6, 6, 10, 'BLOCK_LEFT', '2026-06-27 11:34:37.973+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/2', 1, 6, 6, 1, 'BLOCK_REACHED', '2026-06-19 11:34:14.412+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/20', 1, 6, 6, 11, 'BLOCK_REACHED', '2026-06-27 11:34:37.973+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/21', 1, 6, 6, 11, 'RECEIVED', '2026-06-27 11:34:37.974+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-14/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-14/1/22', 1, 6, 6, 11, 'BLOCK_LEFT', '2026-06-27 11:34:37.974+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/23', 1, 6, 6, 12, 'BLOCK_REACHED', '2026-06-27 11:34:37.974+00', '2026-07-02 11:34:37.974+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/24', 1, 6, 6, 12, 'BLOCK_LEFT', '2026-06-27 11:34:37.974+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/25', 1, 6, 6, 13, 'BLOCK_REACHED', '2026-06-27 11:34:37.974+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/26', 1, 6, 6, 13, 'RECEIVED', '2026-06-27 11:35:10.951+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-14/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-14/1/27', 1, 6, 6, 13, 'OPENED', '2026-06-28 08:23:49.688+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-14/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-14/1/28', 1, 6, 6, 13, 'ENTRY_FINISHED', '2026-06-27 11:35:10.951+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/3', 1, 6, 6, 1, 'BLOCK_LEFT', '2026-06-19 11:34:14.412+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/4', 1, 6, 6, 2, 'BLOCK_REACHED', '2026-06-19 11:34:14.412+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/5', 1, 6, 6, 2, 'RECEIVED', '2026-06-19 11:34:26.257+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-14/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-14/1/6', 1, 6, 6, 2, 'BLOCK_LEFT', '2026-06-19 11:34:26.257+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/7', 1, 6, 6, 3, 'BLOCK_REACHED', '2026-06-19 11:34:26.257+00', '2026-06-20 11:34:26.257+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/8', 1, 6, 6, 3, 'BLOCK_LEFT', '2026-06-20 11:34:26.257+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-14/1/9', 1, 6, 6, 4, 'BLOCK_REACHED', '2026-06-20 11:34:26.257+00', '2026-06-23 11:34:26.257+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/1', 1, 7, 7, NULL, 'ENTRY_STARTED', '2026-06-25 06:33:51.754+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/10', 1, 7, 7, 4, 'BLOCK_LEFT', '2026-06-26 15:32:17.655+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/11', 1, 7, 7, 5, 'BLOCK_REACHED', '2026-06-26 15:32:17.655+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/12', 1, 7, 7, 5, 'BLOCK_LEFT', '2026-06-26 15:32:17.655+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/13', 1, 7, 7, 9, 'BLOCK_REACHED', '2026-06-26 15:32:17.655+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/14', 1, 7, 7, 9, 'BLOCK_LEFT', '2026-06-26 15:32:18.208+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/15', 1, 7, 7, 10, 'BLOCK_REACHED', '2026-06-26 15:32:18.208+00', '2026-06-30 15:32:18.208+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/16', 1, 7, 7, 10, 'BLOCK_LEFT', '2026-06-30 15:32:18.208+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/17', 1, 7, 7, 11, 'BLOCK_REACHED', '2026-06-30 15:32:18.208+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/18', 1, 7, 7, 11, 'RECEIVED', '2026-06-30 15:41:54.336+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-15/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-15/1/19', 1, 7, 7, 11, 'BLOCK_LEFT', '2026-06-30 15:41:54.336+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/2', 1, 7, 7, 1, 'BLOCK_REACHED', '2026-06-25 06:33:51.754+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/20', 1, 7, 7, 12, 'BLOCK_REACHED', '2026-06-30 15:41:54.336+00', '2026-07-05 15:41:54.336+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/3', 1, 7, 7, 1, 'BLOCK_LEFT', '2026-06-25 06:33:51.754+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/4', 1, 7, 7, 2, 'BLOCK_REACHED', '2026-06-25 06:33:51.754+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/5', 1, 7, 7, 2, 'RECEIVED', '2026-06-25 06:38:08.323+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-15/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-15/1/6', 1, 7, 7, 2, 'BLOCK_LEFT', '2026-06-25 06:38:08.323+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/7', 1, 7, 7, 3, 'BLOCK_REACHED', '2026-06-25 06:38:08.323+00', '2026-06-26 06:38:08.323+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/8', 1, 7, 7, 3, 'BLOCK_LEFT', '2026-06-26 06:38:08.323+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-15/1/9', 1, 7, 7, 4, 'BLOCK_REACHED', '2026-06-26 06:38:08.323+00', '2026-06-29 06:38:08.323+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/1', 1, 8, 8, NULL, 'ENTRY_STARTED', '2026-06-30 17:46:50.879+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/2', 1, 8, 8, 1, 'BLOCK_REACHED', '2026-06-30 17:46:50.879+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/3', 1, 8, 8, 1, 'BLOCK_LEFT', '2026-06-30 17:46:50.879+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/4', 1, 8, 8, 2, 'BLOCK_REACHED', '2026-06-30 17:46:50.879+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/5', 1, 8, 8, 2, 'RECEIVED', '2026-06-30 18:00:40.16+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-16/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-16/1/6', 1, 8, 8, 2, 'BLOCK_LEFT', '2026-06-30 18:00:40.16+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/7', 1, 8, 8, 3, 'BLOCK_REACHED', '2026-06-30 18:00:40.16+00', '2026-07-01 18:00:40.16+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-16/1/8', 1, 8, 8, NULL, 'ENTRY_EXITED', '2026-06-30 21:39:17.739+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/1', 1, 9, 9, NULL, 'ENTRY_STARTED', '2026-04-16 09:45:09.576+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/10', 1, 9, 9, 4, 'BLOCK_REACHED', '2026-04-17 09:46:29.865+00', '2026-04-20 09:46:29.865+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/11', 1, 9, 9, 4, 'BLOCK_LEFT', '2026-04-20 09:46:29.865+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/12', 1, 9, 9, 6, 'BLOCK_REACHED', '2026-04-20 09:46:29.865+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/13', 1, 9, 9, 6, 'BLOCK_LEFT', '2026-04-20 09:46:29.865+00', NULL, 'VARIANT', 'chat', NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/14', 1, 9, 9, 8, 'BLOCK_REACHED', '2026-04-20 09:46:29.865+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/15', 1, 9, 9, 8, 'BLOCK_LEFT', '2026-04-22 09:46:29.865+00', NULL, 'NOT_ONLINE', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/16', 1, 9, 9, 7, 'BLOCK_REACHED', '2026-04-22 09:46:29.865+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/17', 1, 9, 9, 7, 'RECEIVED', '2026-04-22 10:00:46.652+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/tips-email', NULL, NULL),
	(1, 'onboarding/user-1-2/1/18', 1, 9, 9, 7, 'OPENED', '2026-04-23 05:58:48.987+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/tips-email', NULL, NULL),
	(1, 'onboarding/user-1-2/1/19', 1, 9, 9, 7, 'BLOCK_LEFT', '2026-04-22 10:00:46.652+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/2', 1, 9, 9, 1, 'BLOCK_REACHED', '2026-04-16 09:45:09.576+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/20', 1, 9, 9, 9, 'BLOCK_REACHED', '2026-04-22 10:00:46.652+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/21', 1, 9, 9, 9, 'BLOCK_LEFT', '2026-04-22 10:00:53.766+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/22', 1, 9, 9, 10, 'BLOCK_REACHED', '2026-04-22 10:00:53.766+00', '2026-04-26 10:00:53.766+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/23', 1, 9, 9, 10, 'BLOCK_LEFT', '2026-04-26 10:00:53.766+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/24', 1, 9, 9, 11, 'BLOCK_REACHED', '2026-04-26 10:00:53.766+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/25', 1, 9, 9, 11, 'RECEIVED', '2026-04-26 10:02:51.807+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-2/1/26', 1, 9, 9, 11, 'BLOCK_LEFT', '2026-04-26 10:02:51.807+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/27', 1, 9, 9, 12, 'BLOCK_REACHED', '2026-04-26 10:02:51.807+00', '2026-05-01 10:02:51.807+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/28', 1, 9, 9, 12, 'BLOCK_LEFT', '2026-04-26 13:17:10.825+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/29', 1, 9, 9, 13, 'BLOCK_REACHED', '2026-04-26 13:17:10.825+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/3', 1, 9, 9, 1, 'BLOCK_LEFT', '2026-04-16 09:45:09.576+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/30', 1, 9, 9, 13, 'RECEIVED', '2026-04-26 13:17:18.423+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-2/1/31', 1, 9, 9, 13, 'OPENED', '2026-04-26 14:50:56.734+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-2/1/32', 1, 9, 9, 13, 'CLICKED', '2026-04-26 15:18:08.212+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/upgrade-offer', 'https://example.com/upgrade-offer', NULL),
	(1, 'onboarding/user-1-2/1/33', 1, 9, 9, 13, 'ENTRY_FINISHED', '2026-04-26 13:17:18.423+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/4', 1, 9, 9, 2, 'BLOCK_REACHED', '2026-04-16 09:45:09.576+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/5', 1, 9, 9, 2, 'RECEIVED', '2026-04-16 09:46:29.865+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-2/1/6', 1, 9, 9, 2, 'OPENED', '2026-04-17 19:06:26.153+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-2/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-2/1/7', 1, 9, 9, 2, 'BLOCK_LEFT', '2026-04-16 09:46:29.865+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/8', 1, 9, 9, 3, 'BLOCK_REACHED', '2026-04-16 09:46:29.865+00', '2026-04-17 09:46:29.865+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-2/1/9', 1, 9, 9, 3, 'BLOCK_LEFT', '2026-04-17 09:46:29.865+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/1', 1, 10, 10, NULL, 'ENTRY_STARTED', '2026-04-17 16:52:48.839+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/10', 1, 10, 10, 4, 'BLOCK_REACHED', '2026-04-18 16:52:49.493+00', '2026-04-21 16:52:49.493+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/11', 1, 10, 10, 4, 'BLOCK_LEFT', '2026-04-18 16:52:49.493+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/12', 1, 10, 10, 5, 'BLOCK_REACHED', '2026-04-18 16:52:49.493+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/13', 1, 10, 10, 5, 'BLOCK_LEFT', '2026-04-18 16:52:49.493+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/14', 1, 10, 10, 9, 'BLOCK_REACHED', '2026-04-18 16:52:49.493+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/15', 1, 10, 10, 9, 'BLOCK_LEFT', '2026-04-18 16:52:55.835+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/16', 1, 10, 10, 10, 'BLOCK_REACHED', '2026-04-18 16:52:55.835+00', '2026-04-22 16:52:55.835+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/17', 1, 10, 10, 10, 'BLOCK_LEFT', '2026-04-22 16:52:55.835+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/18', 1, 10, 10, 11, 'BLOCK_REACHED', '2026-04-22 16:52:55.835+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/19', 1, 10, 10, 11, 'RECEIVED', '2026-04-22 16:53:09.392+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-3/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-3/1/2', 1, 10, 10, 1, 'BLOCK_REACHED', '2026-04-17 16:52:48.839+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/20', 1, 10, 10, 11, 'BLOCK_LEFT', '2026-04-22 16:53:09.392+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/21', 1, 10, 10, 12, 'BLOCK_REACHED', '2026-04-22 16:53:09.392+00', '2026-04-27 16:53:09.392+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/22', 1, 10, 10, 12, 'BLOCK_LEFT', '2026-04-22 16:53:09.392+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/23', 1, 10, 10, 13, 'BLOCK_REACHED', '2026-04-22 16:53:09.392+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/24', 1, 10, 10, 13, 'RECEIVED', '2026-04-22 17:01:06.352+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-3/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-3/1/25', 1, 10, 10, 13, 'OPENED', '2026-04-22 19:32:26.087+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-3/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-3/1/26', 1, 10, 10, 13, 'OPENED', '2026-04-22 22:03:08.675+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-3/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-3/1/27', 1, 10, 10, 13, 'ENTRY_FINISHED', '2026-04-22 17:01:06.352+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/3', 1, 10, 10, 1, 'BLOCK_LEFT', '2026-04-17 16:52:48.839+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/4', 1, 10, 10, 2, 'BLOCK_REACHED', '2026-04-17 16:52:48.839+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/5', 1, 10, 10, 2, 'RECEIVED', '2026-04-17 16:52:49.493+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-3/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-3/1/6', 1, 10, 10, 2, 'OPENED', '2026-04-17 17:53:01.441+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-3/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-3/1/7', 1, 10, 10, 2, 'BLOCK_LEFT', '2026-04-17 16:52:49.493+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/8', 1, 10, 10, 3, 'BLOCK_REACHED', '2026-04-17 16:52:49.493+00', '2026-04-18 16:52:49.493+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-3/1/9', 1, 10, 10, 3, 'BLOCK_LEFT', '2026-04-18 16:52:49.493+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/1', 1, 11, 11, NULL, 'ENTRY_STARTED', '2026-04-24 14:34:26.682+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/10', 1, 11, 11, 4, 'ENTRY_DISENGAGED', '2026-04-26 00:09:11.226+00', NULL, NULL, NULL, 'conversation with sales', NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/2', 1, 11, 11, 1, 'BLOCK_REACHED', '2026-04-24 14:34:26.682+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/3', 1, 11, 11, 1, 'BLOCK_LEFT', '2026-04-24 14:34:26.682+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/4', 1, 11, 11, 2, 'BLOCK_REACHED', '2026-04-24 14:34:26.682+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/5', 1, 11, 11, 2, 'RECEIVED', '2026-04-24 14:34:59.816+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-4/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-4/1/6', 1, 11, 11, 2, 'BLOCK_LEFT', '2026-04-24 14:34:59.816+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/7', 1, 11, 11, 3, 'BLOCK_REACHED', '2026-04-24 14:34:59.816+00', '2026-04-25 14:34:59.816+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/8', 1, 11, 11, 3, 'BLOCK_LEFT', '2026-04-25 14:34:59.816+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-4/1/9', 1, 11, 11, 4, 'BLOCK_REACHED', '2026-04-25 14:34:59.816+00', '2026-04-28 14:34:59.816+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/1', 1, 12, 12, NULL, 'ENTRY_STARTED', '2026-05-03 14:30:01.573+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/10', 1, 12, 12, 4, 'BLOCK_LEFT', '2026-05-04 14:34:18.359+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/11', 1, 12, 12, 5, 'BLOCK_REACHED', '2026-05-04 14:34:18.359+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/12', 1, 12, 12, 5, 'BLOCK_LEFT', '2026-05-04 14:34:18.359+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/13', 1, 12, 12, 9, 'BLOCK_REACHED', '2026-05-04 14:34:18.359+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/14', 1, 12, 12, 9, 'BLOCK_LEFT', '2026-05-04 14:34:18.704+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/15', 1, 12, 12, 10, 'BLOCK_REACHED', '2026-05-04 14:34:18.704+00', '2026-05-08 14:34:18.704+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/16', 1, 12, 12, 10, 'BLOCK_LEFT', '2026-05-08 14:34:18.704+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/17', 1, 12, 12, 11, 'BLOCK_REACHED', '2026-05-08 14:34:18.704+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/18', 1, 12, 12, 11, 'RECEIVED', '2026-05-08 14:42:09.035+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-5/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-5/1/19', 1, 12, 12, 11, 'BLOCK_LEFT', '2026-05-08 14:42:09.035+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/2', 1, 12, 12, 1, 'BLOCK_REACHED', '2026-05-03 14:30:01.573+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/20', 1, 12, 12, 12, 'BLOCK_REACHED', '2026-05-08 14:42:09.035+00', '2026-05-13 14:42:09.035+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/21', 1, 12, 12, 12, 'BLOCK_LEFT', '2026-05-12 02:18:08.679+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/22', 1, 12, 12, 13, 'BLOCK_REACHED', '2026-05-12 02:18:08.679+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/23', 1, 12, 12, 13, 'RECEIVED', '2026-05-12 02:33:04.761+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-5/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-5/1/24', 1, 12, 12, 13, 'OPENED', '2026-05-12 02:33:48.743+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-5/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-5/1/25', 1, 12, 12, 13, 'UNSUBSCRIBED', '2026-05-12 02:33:49.943+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-5/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-5/1/26', 1, 12, 12, 13, 'ENTRY_DISENGAGED', '2026-05-12 02:33:49.943+00', NULL, NULL, NULL, 'unsubscribed', NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/3', 1, 12, 12, 1, 'BLOCK_LEFT', '2026-05-03 14:30:01.573+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/4', 1, 12, 12, 2, 'BLOCK_REACHED', '2026-05-03 14:30:01.573+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/5', 1, 12, 12, 2, 'RECEIVED', '2026-05-03 14:34:18.359+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-5/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-5/1/6', 1, 12, 12, 2, 'BLOCK_LEFT', '2026-05-03 14:34:18.359+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/7', 1, 12, 12, 3, 'BLOCK_REACHED', '2026-05-03 14:34:18.359+00', '2026-05-04 14:34:18.359+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/8', 1, 12, 12, 3, 'BLOCK_LEFT', '2026-05-04 14:34:18.359+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-5/1/9', 1, 12, 12, 4, 'BLOCK_REACHED', '2026-05-04 14:34:18.359+00', '2026-05-07 14:34:18.359+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/1', 1, 13, 13, NULL, 'ENTRY_STARTED', '2026-05-08 18:58:25.899+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/10', 1, 13, 13, 4, 'BLOCK_LEFT', '2026-05-09 19:06:28.811+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/11', 1, 13, 13, 5, 'BLOCK_REACHED', '2026-05-09 19:06:28.811+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/12', 1, 13, 13, 5, 'BLOCK_LEFT', '2026-05-09 19:06:28.811+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/13', 1, 13, 13, 9, 'BLOCK_REACHED', '2026-05-09 19:06:28.811+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/14', 1, 13, 13, 9, 'BLOCK_LEFT', '2026-05-09 19:06:28.812+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/15', 1, 13, 13, 10, 'BLOCK_REACHED', '2026-05-09 19:06:28.812+00', '2026-05-13 19:06:28.812+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/16', 1, 13, 13, 10, 'BLOCK_LEFT', '2026-05-13 19:06:28.812+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/17', 1, 13, 13, 11, 'BLOCK_REACHED', '2026-05-13 19:06:28.812+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/18', 1, 13, 13, 11, 'RECEIVED', '2026-05-13 19:08:05.482+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-6/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-6/1/19', 1, 13, 13, 11, 'OPENED', '2026-05-13 20:56:49.877+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-6/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-6/1/2', 1, 13, 13, 1, 'BLOCK_REACHED', '2026-05-08 18:58:25.899+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/20', 1, 13, 13, 11, 'BLOCK_LEFT', '2026-05-13 19:08:05.482+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/21', 1, 13, 13, 12, 'BLOCK_REACHED', '2026-05-13 19:08:05.482+00', '2026-05-18 19:08:05.482+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/22', 1, 13, 13, 12, 'BLOCK_LEFT', '2026-05-18 19:08:05.482+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/23', 1, 13, 13, 13, 'BLOCK_REACHED', '2026-05-18 19:08:05.482+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/24', 1, 13, 13, 13, 'RECEIVED', '2026-05-18 19:19:02.843+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-6/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-6/1/25', 1, 13, 13, 13, 'OPENED', '2026-05-18 23:24:12.935+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-6/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-6/1/26', 1, 13, 13, 13, 'ENTRY_FINISHED', '2026-05-18 19:19:02.843+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/3', 1, 13, 13, 1, 'BLOCK_LEFT', '2026-05-08 18:58:25.899+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/4', 1, 13, 13, 2, 'BLOCK_REACHED', '2026-05-08 18:58:25.899+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/5', 1, 13, 13, 2, 'RECEIVED', '2026-05-08 19:06:28.811+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-6/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-6/1/6', 1, 13, 13, 2, 'BLOCK_LEFT', '2026-05-08 19:06:28.811+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/7', 1, 13, 13, 3, 'BLOCK_REACHED', '2026-05-08 19:06:28.811+00', '2026-05-09 19:06:28.811+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/8', 1, 13, 13, 3, 'BLOCK_LEFT', '2026-05-09 19:06:28.811+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-6/1/9', 1, 13, 13, 4, 'BLOCK_REACHED', '2026-05-09 19:06:28.811+00', '2026-05-12 19:06:28.811+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/1', 1, 14, 14, NULL, 'ENTRY_STARTED', '2026-05-15 14:26:04.687+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/10', 1, 14, 14, 4, 'BLOCK_LEFT', '2026-05-17 02:21:45.111+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/11', 1, 14, 14, 5, 'BLOCK_REACHED', '2026-05-17 02:21:45.111+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/12', 1, 14, 14, 5, 'BLOCK_LEFT', '2026-05-17 02:21:45.111+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/13', 1, 14, 14, 9, 'BLOCK_REACHED', '2026-05-17 02:21:45.111+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/14', 1, 14, 14, 9, 'BLOCK_LEFT', '2026-05-17 02:21:51.516+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/15', 1, 14, 14, 10, 'BLOCK_REACHED', '2026-05-17 02:21:51.516+00', '2026-05-21 02:21:51.516+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/16', 1, 14, 14, 10, 'BLOCK_LEFT', '2026-05-21 02:21:51.516+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/17', 1, 14, 14, 11, 'BLOCK_REACHED', '2026-05-21 02:21:51.516+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/18', 1, 14, 14, 11, 'FAILED', '2026-05-21 02:21:52.316+00', NULL, NULL, NULL, 'device token expired', NULL, 'onboarding/user-1-7/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-7/1/19', 1, 14, 14, 11, 'BLOCK_LEFT', '2026-05-22 02:21:51.516+00', NULL, 'NOT_ONLINE', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/2', 1, 14, 14, 1, 'BLOCK_REACHED', '2026-05-15 14:26:04.687+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/20', 1, 14, 14, 12, 'BLOCK_REACHED', '2026-05-22 02:21:51.516+00', '2026-05-27 02:21:51.516+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/21', 1, 14, 14, 12, 'BLOCK_LEFT', '2026-05-22 02:21:51.516+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/22', 1, 14, 14, 13, 'BLOCK_REACHED', '2026-05-22 02:21:51.516+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/23', 1, 14, 14, 13, 'SOFT_BOUNCED', '2026-05-22 02:34:29.875+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-7/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-7/1/24', 1, 14, 14, 13, 'RECEIVED', '2026-05-22 06:34:29.875+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-7/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-7/1/25', 1, 14, 14, 13, 'ENTRY_FINISHED', '2026-05-22 06:34:29.875+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/3', 1, 14, 14, 1, 'BLOCK_LEFT', '2026-05-15 14:26:04.687+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/4', 1, 14, 14, 2, 'BLOCK_REACHED', '2026-05-15 14:26:04.687+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/5', 1, 14, 14, 2, 'RECEIVED', '2026-05-15 14:27:47.392+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-7/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-7/1/6', 1, 14, 14, 2, 'BLOCK_LEFT', '2026-05-15 14:27:47.392+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/7', 1, 14, 14, 3, 'BLOCK_REACHED', '2026-05-15 14:27:47.392+00', '2026-05-16 14:27:47.392+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/8', 1, 14, 14, 3, 'BLOCK_LEFT', '2026-05-16 14:27:47.392+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-7/1/9', 1, 14, 14, 4, 'BLOCK_REACHED', '2026-05-16 14:27:47.392+00', '2026-05-19 14:27:47.392+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/1', 1, 15, 15, NULL, 'ENTRY_STARTED', '2026-05-20 07:39:21.601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/10', 1, 15, 15, 4, 'BLOCK_REACHED', '2026-05-21 07:40:27.797+00', '2026-05-24 07:40:27.797+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/11', 1, 15, 15, 4, 'BLOCK_LEFT', '2026-05-24 07:40:27.797+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/12', 1, 15, 15, 6, 'BLOCK_REACHED', '2026-05-24 07:40:27.797+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/13', 1, 15, 15, 6, 'BLOCK_LEFT', '2026-05-24 07:40:27.797+00', NULL, 'VARIANT', 'e-mail', NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/14', 1, 15, 15, 7, 'BLOCK_REACHED', '2026-05-24 07:40:27.797+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/15', 1, 15, 15, 7, 'HARD_BOUNCED', '2026-05-24 07:42:07.999+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-8/1/tips-email', NULL, NULL),
	(1, 'onboarding/user-1-8/1/16', 1, 15, 15, 7, 'ENTRY_DISENGAGED', '2026-05-24 07:42:07.999+00', NULL, NULL, NULL, 'hard bounce', NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/17', 1, 15, 15, NULL, 'GOAL_HIT', '2026-05-21 00:52:16.498+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/2', 1, 15, 15, 1, 'BLOCK_REACHED', '2026-05-20 07:39:21.601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/3', 1, 15, 15, 1, 'BLOCK_LEFT', '2026-05-20 07:39:21.601+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/4', 1, 15, 15, 2, 'BLOCK_REACHED', '2026-05-20 07:39:21.601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/5', 1, 15, 15, 2, 'RECEIVED', '2026-05-20 07:40:27.797+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-8/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-8/1/6', 1, 15, 15, 2, 'OPENED', '2026-05-21 09:27:21.697+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-8/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-8/1/7', 1, 15, 15, 2, 'BLOCK_LEFT', '2026-05-20 07:40:27.797+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/8', 1, 15, 15, 3, 'BLOCK_REACHED', '2026-05-20 07:40:27.797+00', '2026-05-21 07:40:27.797+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-8/1/9', 1, 15, 15, 3, 'BLOCK_LEFT', '2026-05-21 07:40:27.797+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/1', 1, 16, 16, NULL, 'ENTRY_STARTED', '2026-05-23 06:52:18.601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/10', 1, 16, 16, 4, 'BLOCK_REACHED', '2026-05-24 06:52:28.572+00', '2026-05-27 06:52:28.572+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/11', 1, 16, 16, 4, 'BLOCK_LEFT', '2026-05-27 06:52:28.572+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/12', 1, 16, 16, 6, 'BLOCK_REACHED', '2026-05-27 06:52:28.572+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/13', 1, 16, 16, 6, 'BLOCK_LEFT', '2026-05-27 06:52:28.572+00', NULL, 'VARIANT', 'chat', NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/14', 1, 16, 16, 8, 'BLOCK_REACHED', '2026-05-27 06:52:28.572+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/15', 1, 16, 16, 8, 'RECEIVED', '2026-05-27 09:58:17.872+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/tips-chat', NULL, NULL),
	(1, 'onboarding/user-1-9/1/16', 1, 16, 16, 8, 'OPENED', '2026-05-27 11:06:24.103+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/tips-chat', NULL, NULL),
	(1, 'onboarding/user-1-9/1/17', 1, 16, 16, 8, 'REPLIED', '2026-05-27 11:08:30.138+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/tips-chat', NULL, '{"text": "Not now, maybe later."}'),
	(1, 'onboarding/user-1-9/1/18', 1, 16, 16, 8, 'BLOCK_LEFT', '2026-05-27 09:58:17.872+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/19', 1, 16, 16, 9, 'BLOCK_REACHED', '2026-05-27 09:58:17.872+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/2', 1, 16, 16, 1, 'BLOCK_REACHED', '2026-05-23 06:52:18.601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/20', 1, 16, 16, 9, 'BLOCK_LEFT', '2026-05-27 09:58:21.104+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/21', 1, 16, 16, 10, 'BLOCK_REACHED', '2026-05-27 09:58:21.104+00', '2026-05-31 09:58:21.104+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/22', 1, 16, 16, 10, 'BLOCK_LEFT', '2026-05-31 09:58:21.104+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/23', 1, 16, 16, 11, 'BLOCK_REACHED', '2026-05-31 09:58:21.104+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/24', 1, 16, 16, 11, 'RECEIVED', '2026-05-31 09:58:23.627+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/trial-reminder', NULL, NULL),
	(1, 'onboarding/user-1-9/1/25', 1, 16, 16, 11, 'BLOCK_LEFT', '2026-05-31 09:58:23.627+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/26', 1, 16, 16, 12, 'BLOCK_REACHED', '2026-05-31 09:58:23.627+00', '2026-06-05 09:58:23.627+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/27', 1, 16, 16, 12, 'BLOCK_LEFT', '2026-06-05 09:58:23.627+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/28', 1, 16, 16, 13, 'BLOCK_REACHED', '2026-06-05 09:58:23.627+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/29', 1, 16, 16, 13, 'RECEIVED', '2026-06-05 09:58:31.448+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-9/1/3', 1, 16, 16, 1, 'BLOCK_LEFT', '2026-05-23 06:52:18.601+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/30', 1, 16, 16, 13, 'OPENED', '2026-06-05 10:02:01.196+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/upgrade-offer', NULL, NULL),
	(1, 'onboarding/user-1-9/1/31', 1, 16, 16, 13, 'CLICKED', '2026-06-05 10:59:30.827+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/upgrade-offer', 'https://example.com/upgrade-offer', NULL),
	(1, 'onboarding/user-1-9/1/32', 1, 16, 16, 13, 'ENTRY_FINISHED', '2026-06-05 09:58:31.448+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/4', 1, 16, 16, 2, 'BLOCK_REACHED', '2026-05-23 06:52:18.601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/5', 1, 16, 16, 2, 'RECEIVED', '2026-05-23 06:52:28.572+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-9/1/6', 1, 16, 16, 2, 'OPENED', '2026-05-23 23:31:20.38+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-1-9/1/welcome', NULL, NULL),
	(1, 'onboarding/user-1-9/1/7', 1, 16, 16, 2, 'BLOCK_LEFT', '2026-05-23 06:52:28.572+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/8', 1, 16, 16, 3, 'BLOCK_REACHED', '2026-05-23 06:52:28.572+00', '2026-05-24 06:52:28.572+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(1, 'onboarding/user-1-9/1/9', 1, 16, 16, 3, 'BLOCK_LEFT', '2026-05-24 06:52:28.572+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/1', 2, 17, 17, NULL, 'ENTRY_STARTED', '2026-04-19 15:22:32.935+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/10', 2, 17, 17, 17, 'BLOCK_REACHED', '2026-04-20 15:22:32.936+00', '2026-04-23 15:22:32.936+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/11', 2, 17, 17, 17, 'BLOCK_LEFT', '2026-04-20 15:22:32.936+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/12', 2, 17, 17, 18, 'BLOCK_REACHED', '2026-04-20 15:22:32.936+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/13', 2, 17, 17, 18, 'BLOCK_LEFT', '2026-04-20 15:22:32.936+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/14', 2, 17, 17, 22, 'BLOCK_REACHED', '2026-04-20 15:22:32.936+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/15', 2, 17, 17, 22, 'BLOCK_LEFT', '2026-04-20 15:22:36.9+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/16', 2, 17, 17, 23, 'BLOCK_REACHED', '2026-04-20 15:22:36.9+00', '2026-04-24 15:22:36.9+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/17', 2, 17, 17, 23, 'BLOCK_LEFT', '2026-04-24 15:22:36.9+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/18', 2, 17, 17, 24, 'BLOCK_REACHED', '2026-04-24 15:22:36.9+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/19', 2, 17, 17, 24, 'RECEIVED', '2026-04-24 15:28:49.664+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-2-1/1/trial-reminder', NULL, NULL),
	(2, 'onboarding/user-2-1/1/2', 2, 17, 17, 14, 'BLOCK_REACHED', '2026-04-19 15:22:32.935+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/20', 2, 17, 17, 24, 'BLOCK_LEFT', '2026-04-24 15:28:49.664+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/21', 2, 17, 17, 25, 'BLOCK_REACHED', '2026-04-24 15:28:49.664+00', '2026-04-29 15:28:49.664+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/22', 2, 17, 17, 25, 'BLOCK_LEFT', '2026-04-29 15:28:49.664+00', NULL, 'NOT_MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/23', 2, 17, 17, 26, 'BLOCK_REACHED', '2026-04-29 15:28:49.664+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/24', 2, 17, 17, 26, 'RECEIVED', '2026-04-29 15:40:30.191+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-2-1/1/upgrade-offer', NULL, NULL),
	(2, 'onboarding/user-2-1/1/25', 2, 17, 17, 26, 'OPENED', '2026-04-30 23:33:19.307+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-2-1/1/upgrade-offer', NULL, NULL),
	(2, 'onboarding/user-2-1/1/26', 2, 17, 17, 26, 'ENTRY_FINISHED', '2026-04-29 15:40:30.191+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/3', 2, 17, 17, 14, 'BLOCK_LEFT', '2026-04-19 15:22:32.935+00', NULL, 'MATCHED', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/4', 2, 17, 17, 15, 'BLOCK_REACHED', '2026-04-19 15:22:32.935+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/5', 2, 17, 17, 15, 'RECEIVED', '2026-04-19 15:22:32.936+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-2-1/1/welcome', NULL, NULL),
	(2, 'onboarding/user-2-1/1/6', 2, 17, 17, 15, 'OPENED', '2026-04-19 16:31:19.765+00', NULL, NULL, NULL, NULL, NULL, 'onboarding/user-2-1/1/welcome', NULL, NULL),
	(2, 'onboarding/user-2-1/1/7', 2, 17, 17, 15, 'BLOCK_LEFT', '2026-04-19 15:22:32.936+00', NULL, 'DELIVERED', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/8', 2, 17, 17, 16, 'BLOCK_REACHED', '2026-04-19 15:22:32.936+00', '2026-04-20 15:22:32.936+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-1/1/9', 2, 17, 17, 16, 'BLOCK_LEFT', '2026-04-20 15:22:32.936+00', NULL, 'NEXT', NULL, NULL, NULL, NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/1', 2, 18, 18, NULL, 'ENTRY_STARTED', '2026-06-19 10:49:40.927+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/10', 2, 18, 18, 16, 'BLOCK_LEFT', '2026-06-20 11:01:26.048+00', NULL, 'NEXT', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/11', 2, 18, 18, 17, 'BLOCK_REACHED', '2026-06-20 11:01:26.048+00', '2026-06-23 11:01:26.048+00', NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/12', 2, 18, 18, 17, 'BLOCK_LEFT', '2026-06-23 11:01:26.048+00', NULL, 'NOT_MATCHED', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/13', 2, 18, 18, 19, 'BLOCK_REACHED', '2026-06-23 11:01:26.048+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/14', 2, 18, 18, 19, 'BLOCK_LEFT', '2026-06-23 11:01:26.048+00', NULL, 'VARIANT', 'chat', NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/15', 2, 18, 18, 21, 'BLOCK_REACHED', '2026-06-23 11:01:26.048+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/16', 2, 18, 18, 21, 'BLOCK_LEFT', '2026-06-25 11:01:26.048+00', NULL, 'NOT_ONLINE', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/17', 2, 18, 18, 20, 'BLOCK_REACHED', '2026-06-25 11:01:26.048+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/18', 2, 18, 18, 20, 'RECEIVED', '2026-06-25 11:02:33.091+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/tips-email', NULL, NULL),
	(2, 'onboarding/user-2-2/1/19', 2, 18, 18, 20, 'BLOCK_LEFT', '2026-06-25 11:02:33.091+00', NULL, 'DELIVERED', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/2', 2, 18, 18, 14, 'BLOCK_REACHED', '2026-06-19 10:49:40.927+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/20', 2, 18, 18, 22, 'BLOCK_REACHED', '2026-06-25 11:02:33.091+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/21', 2, 18, 18, 22, 'BLOCK_LEFT', '2026-06-25 11:02:34.222+00', NULL, 'NEXT', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/22', 2, 18, 18, 23, 'BLOCK_REACHED', '2026-06-25 11:02:34.222+00', '2026-06-29 11:02:34.222+00', NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/23', 2, 18, 18, 23, 'BLOCK_LEFT', '2026-06-29 11:02:34.222+00', NULL, 'NEXT', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/24', 2, 18, 18, 24, 'BLOCK_REACHED', '2026-06-29 11:02:34.222+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/25', 2, 18, 18, 24, 'RECEIVED', '2026-06-29 11:05:58.979+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/trial-reminder', NULL, NULL),
	(2, 'onboarding/user-2-2/1/26', 2, 18, 18, 24, 'BLOCK_LEFT', '2026-06-29 11:05:58.979+00', NULL, 'DELIVERED', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/27', 2, 18, 18, 25, 'BLOCK_REACHED', '2026-06-29 11:05:58.979+00', '2026-07-04 11:05:58.979+00', NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/28', 2, 18, 18, 25, 'BLOCK_LEFT', '2026-06-30 03:15:49.298+00', NULL, 'MATCHED', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/29', 2, 18, 18, 26, 'BLOCK_REACHED', '2026-06-30 03:15:49.298+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/3', 2, 18, 18, 14, 'BLOCK_LEFT', '2026-06-19 10:49:40.927+00', NULL, 'MATCHED', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/30', 2, 18, 18, 26, 'RECEIVED', '2026-06-30 03:16:43.786+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/upgrade-offer', NULL, NULL),
	(2, 'onboarding/user-2-2/1/31', 2, 18, 18, 26, 'OPENED', '2026-06-30 10:42:09.875+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/upgrade-offer', NULL, NULL),
	(2, 'onboarding/user-2-2/1/33', 2, 18, 18, 26, 'ENTRY_FINISHED', '2026-06-30 03:16:43.786+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/4', 2, 18, 18, 15, 'BLOCK_REACHED', '2026-06-19 10:49:40.927+00', NULL, NULL, NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/5', 2, 18, 18, 15, 'RECEIVED', '2026-06-19 11:01:26.048+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/welcome', NULL, NULL),
	(2, 'onboarding/user-2-2/1/6', 2, 18, 18, 15, 'OPENED', '2026-06-19 22:51:47.023+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/welcome', NULL, NULL),
	(2, 'onboarding/user-2-2/1/7', 2, 18, 18, 15, 'CLICKED', '2026-06-19 23:17:45.073+00', NULL, NULL, NULL, NULL, 'company-4', 'onboarding/user-2-2/1/welcome', 'https://example.com/welcome', NULL),
	(2, 'onboarding/user-2-2/1/8', 2, 18, 18, 15, 'BLOCK_LEFT', '2026-06-19 11:01:26.048+00', NULL, 'DELIVERED', NULL, NULL, 'company-4', NULL, NULL, NULL),
	(2, 'onboarding/user-2-2/1/9', 2, 18, 18, 16, 'BLOCK_REACHED', '2026-06-19 11:01:26.048+00', '2026-06-20 11:01:26.048+00', NULL, NULL, NULL, 'company-4', NULL, NULL, NULL);

INSERT INTO public.export OVERRIDING SYSTEM VALUE VALUES
	(1, 2, 1, '{"as_of": null, "clock": "EVENT_TIME", "email": null, "files": null, "range": {"end": "2000-01-01T00:00:00Z", "begin": "0001-01-02T00:00:00Z"}, "format": "PARQUET", "people": null, "series_id": 1, "time_zone": "UTC"}', '\xf3352890e8cc49e36bb67ca7706982748267724dffccc1a63394aad5da527c3a', 'second', '2026-11-28 03:15:58.00971+00', 'http://127.0.0.1:8000', '\x3c6abf5c1897da7a8cb673d0a53e3a0ef569cc5b3b28994da1981bf4122176f9', 'NO_DATA', 1, '[]', 1, true, NULL, NULL, '2026-11-28 03:15:58.010863+00', '2026-11-28 03:15:58.523158+00', NULL),
	(1, 1, 1, '{"as_of": null, "clock": "EVENT_TIME", "email": null, "files": null, "range": {"end": "9999-12-31T00:00:00Z", "begin": "0001-01-02T00:00:00Z"}, "format": "CSV", "people": null, "series_id": 1, "time_zone": "UTC"}', '\x0d5747f568de6f6d003f3e9502636dd8650451de1e6dd517ca7cd7fc528e3b77', NULL, '2026-11-28 03:15:57.992755+00', 'http://127.0.0.1:8000', '\xe15a14754e07415be4ea6e4421bc06d449e8806194ad67d5161e33368cdf12a2', 'COMPLETED', 1, '[{"file": "SERIES_ENTRY", "name": "series_entry_20261128-031557.csv", "rows": 16, "bytes": 2505, "sha256": "fce6e55cbdd47a4e459ae4234fbdca81d2f6a846ad9506f9df6ba03e62fd702c"}, {"file": "CHECKPOINT", "name": "checkpoint_20261128-031557.csv", "rows": 134, "bytes": 35821, "sha256": "0d765fcd47e5924b5704c60fad7072b007faff8364b5530e7612faf17a43db63"}, {"file": "RECEIPT", "name": "receipt_20261128-031557.csv", "rows": 59, "bytes": 15729, "sha256": "d22ff5ffd30ad7069afa33d5b0fcd55aa77960a5e5222b153a4997836b1f1dae"}, {"file": "SERIES_COMPLETION", "name": "series_completion_20261128-031557.csv", "rows": 9, "bytes": 559, "sha256": "71c9fb47bff65076b29591b1ca2a9c17d8979e76bb96f18dafb4479ebcd8363d"}, {"file": "SERIES_DISENGAGEMENT", "name": "series_disengagement_20261128-031557.csv", "rows": 3, "bytes": 221, "sha256": "95d73b5a15aba77162c5c85a8647add741b89130d6e92dc0f7d1488780bcccf8"}, {"file": "SERIES_EXIT", "name": "series_exit_20261128-031557.csv", "rows": 3, "bytes": 187, "sha256": "c5bce64e845924b63e54e13efe0944bdb92dedd18f377cd82b53b177afae9e98"}, {"file": "GOAL_SUCCESS", "name": "goal_success_20261128-031557.csv", "rows": 2, "bytes": 112, "sha256": "85622d26561bc4c920b8b4267087e1cebf7aaf96473b906c633fd46a89f18395"}, {"file": "OPEN", "name": "open_20261128-031557.csv", "rows": 23, "bytes": 1546, "sha256": "efc84bb9c04c07e64eed917288abbb44f709be15ee75720964f3000a1fecd945"}, {"file": "CLICK", "name": "click_20261128-031557.csv", "rows": 5, "bytes": 546, "sha256": "ca834512ec8cfb2d03cdee7c98cf3c63ce6063fdad9582d1be5e4d46d5ce42c0"}, {"file": "REPLY", "name": "reply_20261128-031557.csv", "rows": 1, "bytes": 87, "sha256": "0913e0ace6f8138be5a7c04d63c9a29e230c0933a35c1dcca98492be6c15904f"}, {"file": "UNSUBSCRIBE", "name": "unsubscribe_20261128-031557.csv", "rows": 1, "bytes": 96, "sha256": "009e300b65d0b5594a5d769804d1d6d2a1151cae097b52289244e4346bdfcdf5"}, {"file": "HARD_BOUNCE", "name": "hard_bounce_20261128-031557.csv", "rows": 1, "bytes": 88, "sha256": "c134194eae547271890802931139d48a75ecd0ee071bbf196680c522b54405f4"}, {"file": "SOFT_BOUNCE", "name": "soft_bounce_20261128-031557.csv", "rows": 2, "bytes": 155, "sha256": "5d356d97af7c9025164d40a0a4034cf4b24c198ae83685050a5b03491571c2a6"}, {"file": "PUSH_FAILURE", "name": "push_failure_20261128-031557.csv", "rows": 1, "bytes": 119, "sha256": "443d5c6d05a2f87ee7b9fe62bb31a4b9758cbec91ec868cb2c36a9e0a6970677"}]', 1, true, 12438, NULL, '2026-11-28 03:15:58.004636+00', '2026-11-28 03:15:58.558784+00', '2026-11-30 03:15:58.558784+00'),
	(1, 3, 1, '{"as_of": null, "clock": "EVENT_TIME", "email": null, "files": null, "range": {"end": "9999-12-31T00:00:00Z", "begin": "0001-01-02T00:00:00Z"}, "format": "CSV", "people": null, "series_id": 1, "time_zone": "UTC"}', '\x0d5747f568de6f6d003f3e9502636dd8650451de1e6dd517ca7cd7fc528e3b77', NULL, '2026-11-28 03:15:58.948101+00', 'http://127.0.0.1:8000', '\x8d88ad77bb7ad696370f86a053cfa68622a76e37b46b89657f28488fa0980dc1', 'PENDING', 0, '[]', 0, false, NULL, NULL, '2026-11-28 03:15:58.949777+00', NULL, NULL);

INSERT INTO public.figure_count VALUES
	(1, 1, 0, 0, 1972357, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1972357, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1972838, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1972838, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1973703, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1973703, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1973827, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1973827, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1974308, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1974308, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1974490, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1974490, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1974624, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1974624, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 0, 1974677, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1974677, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1975354, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1975354, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1975851, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1975851, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1976170, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1976170, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 0, 1976505, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1976505, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1976813, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1976813, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1976958, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1976958, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1977027, 'GOAL_HIT', 1, 1, 0),
	(1, 1, 0, 0, 1977146, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1977146, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1977243, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1977243, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1977342, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1977342, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 0, 1978031, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1978031, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1978073, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1978073, 'EXITED', 1, 1, 0),
	(1, 1, 0, 0, 1978503, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1978503, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1978699, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1978699, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1978715, 'GOAL_HIT', 1, 1, 0),
	(1, 1, 0, 0, 1979119, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1979119, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1979170, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1979170, 'EXITED', 1, 1, 0),
	(1, 1, 0, 0, 1979215, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1979215, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1979854, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1979854, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1979971, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1979971, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1979996, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1979996, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1980410, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1980410, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1980622, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1980622, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 0, 1980935, 'STARTED', 1, 1, 0),
	(1, 1, 0, 0, 1980935, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 0, 1980950, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 0, 1980950, 'EXITED', 1, 1, 0),
	(1, 1, 0, 1, 61636, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61636, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61651, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61651, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61678, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61678, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61682, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61682, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61697, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61697, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61702, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61702, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61707, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61707, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 1, 61708, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61708, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61729, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61729, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61745, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61745, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61755, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61755, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 1, 61765, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61765, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61775, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61775, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61779, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61779, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61782, 'GOAL_HIT', 1, 1, 0),
	(1, 1, 0, 1, 61785, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61785, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61788, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61788, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61791, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61791, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 1, 61813, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61813, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61814, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61814, 'EXITED', 1, 1, 0),
	(1, 1, 0, 1, 61828, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61828, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61834, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61834, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61834, 'GOAL_HIT', 1, 1, 0),
	(1, 1, 0, 1, 61847, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61847, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61849, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61849, 'EXITED', 1, 1, 0),
	(1, 1, 0, 1, 61850, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61850, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61870, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61870, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61874, 'IN_PROGRESS', -2, -2, 0),
	(1, 1, 0, 1, 61874, 'FINISHED', 2, 2, 0),
	(1, 1, 0, 1, 61887, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61887, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 1, 61894, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 1, 61894, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 1, 61904, 'STARTED', 1, 1, 0),
	(1, 1, 0, 1, 61904, 'EXITED', 1, 1, 0),
	(1, 1, 0, 2, 1926, 'STARTED', 1, 1, 0),
	(1, 1, 0, 2, 1926, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 2, 1927, 'STARTED', 2, 2, 0),
	(1, 1, 0, 2, 1927, 'IN_PROGRESS', 2, 2, 0),
	(1, 1, 0, 2, 1928, 'STARTED', 1, 1, 0),
	(1, 1, 0, 2, 1928, 'IN_PROGRESS', -2, -2, 0),
	(1, 1, 0, 2, 1928, 'FINISHED', 2, 2, 0),
	(1, 1, 0, 2, 1928, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 2, 1929, 'STARTED', 2, 2, 0),
	(1, 1, 0, 2, 1929, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 2, 1929, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 2, 1930, 'STARTED', 3, 3, 0),
	(1, 1, 0, 2, 1930, 'FINISHED', 2, 2, 0),
	(1, 1, 0, 2, 1930, 'DISENGAGED', 1, 1, 0),
	(1, 1, 0, 2, 1930, 'GOAL_HIT', 1, 1, 0),
	(1, 1, 0, 2, 1931, 'STARTED', 1, 1, 0),
	(1, 1, 0, 2, 1931, 'EXITED', 1, 1, 0),
	(1, 1, 0, 2, 1932, 'STARTED', 3, 3, 0),
	(1, 1, 0, 2, 1932, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 2, 1932, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 2, 1932, 'EXITED', 1, 1, 0),
	(1, 1, 0, 2, 1932, 'GOAL_HIT', 1, 1, 0),
	(1, 1, 0, 2, 1933, 'STARTED', 2, 2, 0),
	(1, 1, 0, 2, 1933, 'FINISHED', 2, 2, 0),
	(1, 1, 0, 2, 1934, 'STARTED', 1, 1, 0),
	(1, 1, 0, 2, 1934, 'IN_PROGRESS', -1, -1, 0),
	(1, 1, 0, 2, 1934, 'FINISHED', 1, 1, 0),
	(1, 1, 0, 2, 1934, 'EXITED', 1, 1, 0),
	(1, 1, 0, 3, 60, 'STARTED', 16, 16, 0),
	(1, 1, 0, 3, 60, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 3, 60, 'FINISHED', 9, 9, 0),
	(1, 1, 0, 3, 60, 'DISENGAGED', 3, 3, 0),
	(1, 1, 0, 3, 60, 'EXITED', 3, 3, 0),
	(1, 1, 0, 3, 60, 'GOAL_HIT', 2, 2, 0),
	(1, 1, 0, 4, 1, 'STARTED', 16, 16, 0),
	(1, 1, 0, 4, 1, 'IN_PROGRESS', 1, 1, 0),
	(1, 1, 0, 4, 1, 'FINISHED', 9, 9, 0),
	(1, 1, 0, 4, 1, 'DISENGAGED', 3, 3, 0),
	(1, 1, 0, 4, 1, 'EXITED', 3, 3, 0),
	(1, 1, 0, 4, 1, 'GOAL_HIT', 2, 2, 0),
	(1, 1, 1, 0, 1972357, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1972357, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1973703, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1973703, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1973827, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1973827, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1974490, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1974490, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1975354, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1975354, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1975851, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1975851, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1976505, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1976505, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1976958, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1976958, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1977243, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1977243, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1978031, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1978031, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1978699, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1978699, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1979119, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1979119, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1979215, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1979215, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1979854, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1979854, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1980410, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1980410, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 0, 1980935, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 0, 1980935, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61636, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61636, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61678, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61678, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61682, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61682, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61702, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61702, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61729, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61729, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61745, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61745, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61765, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61765, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61779, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61779, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61788, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61788, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61813, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61813, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61834, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61834, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61847, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61847, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61850, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61850, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61870, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61870, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61887, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61887, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 1, 61904, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 1, 61904, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 2, 1926, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 2, 1927, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 1, 2, 1927, 'MATCHED', 2, 2, 0),
	(1, 1, 1, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 2, 1928, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 2, 1929, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 1, 2, 1929, 'MATCHED', 2, 2, 0),
	(1, 1, 1, 2, 1930, 'STATE_MOVED_ON', 3, 3, 0),
	(1, 1, 1, 2, 1930, 'MATCHED', 3, 3, 0),
	(1, 1, 1, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 2, 1931, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 2, 1932, 'STATE_MOVED_ON', 3, 3, 0),
	(1, 1, 1, 2, 1932, 'MATCHED', 3, 3, 0),
	(1, 1, 1, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 1, 2, 1933, 'MATCHED', 2, 2, 0),
	(1, 1, 1, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 1, 2, 1934, 'MATCHED', 1, 1, 0),
	(1, 1, 1, 3, 60, 'STATE_MOVED_ON', 16, 16, 0),
	(1, 1, 1, 3, 60, 'MATCHED', 16, 16, 0),
	(1, 1, 1, 4, 1, 'STATE_MOVED_ON', 16, 16, 0),
	(1, 1, 1, 4, 1, 'MATCHED', 16, 16, 0),
	(1, 1, 2, 0, 1972357, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 2, 0, 1972358, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 2, 0, 1972358, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1972358, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1972373, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1972373, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 2, 0, 1972429, 'ENGAGED_OPENED', 0, 0, 1),
	(1, 1, 2, 0, 1973703, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1973703, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1973827, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1973827, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1973831, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1973836, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1974490, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1974490, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1975354, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1975354, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1975851, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 2, 0, 1975852, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 2, 0, 1975852, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1975852, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1976505, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1976505, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1976958, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1976958, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1977061, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1977243, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1977243, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1977310, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1978031, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1978031, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1978050, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1978139, 'ENGAGED_OPENED', 0, 0, 1),
	(1, 1, 2, 0, 1978699, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 2, 0, 1978699, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 2, 0, 1978715, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 2, 0, 1978715, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1978715, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1978747, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 0, 1978748, 'ENGAGED_OPENED', 0, 0, 1),
	(1, 1, 2, 0, 1979119, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1979119, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1979215, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1979215, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1979854, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1979854, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1980410, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1980410, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 0, 1980935, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 2, 0, 1980936, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 2, 0, 1980936, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 0, 1980936, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61636, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61636, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61636, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 1, 61636, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 2, 1, 61638, 'ENGAGED_OPENED', 0, 0, 1),
	(1, 1, 2, 1, 61678, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61678, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61682, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61682, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61682, 'ENGAGED_OPENED', 2, 2, 2),
	(1, 1, 2, 1, 61702, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61702, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61729, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61729, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61745, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61745, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61765, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61765, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61779, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61779, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61783, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 1, 61788, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61788, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61790, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 1, 61813, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61813, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61814, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 2, 1, 61816, 'ENGAGED_OPENED', 0, 0, 1),
	(1, 1, 2, 1, 61834, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61834, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61834, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 2, 1, 61835, 'ENGAGED_OPENED', 1, 1, 2),
	(1, 1, 2, 1, 61847, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61847, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61850, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61850, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61870, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61870, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61887, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61887, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 1, 61904, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 1, 61904, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 2, 1926, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 2, 1926, 'ENGAGED_OPENED', 1, 1, 2),
	(1, 1, 2, 2, 1926, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 2, 2, 1927, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 2, 2, 1927, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 2, 2, 1927, 'ENGAGED_OPENED', 2, 2, 2),
	(1, 1, 2, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 2, 1928, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 2, 1929, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 2, 2, 1929, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 2, 2, 1930, 'STATE_MOVED_ON', 3, 3, 0),
	(1, 1, 2, 2, 1930, 'ENGAGED_RECEIVED', 3, 3, 3),
	(1, 1, 2, 2, 1930, 'ENGAGED_OPENED', 2, 2, 2),
	(1, 1, 2, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 2, 1931, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 2, 1931, 'ENGAGED_OPENED', 1, 1, 2),
	(1, 1, 2, 2, 1932, 'STATE_MOVED_ON', 3, 3, 0),
	(1, 1, 2, 2, 1932, 'ENGAGED_RECEIVED', 3, 3, 3),
	(1, 1, 2, 2, 1932, 'ENGAGED_OPENED', 1, 1, 2),
	(1, 1, 2, 2, 1932, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 2, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 2, 2, 1933, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 2, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 2, 2, 1934, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 2, 3, 60, 'STATE_MOVED_ON', 16, 16, 0),
	(1, 1, 2, 3, 60, 'ENGAGED_RECEIVED', 16, 16, 16),
	(1, 1, 2, 3, 60, 'ENGAGED_OPENED', 7, 7, 10),
	(1, 1, 2, 3, 60, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 2, 3, 60, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 2, 4, 1, 'STATE_MOVED_ON', 16, 16, 0),
	(1, 1, 2, 4, 1, 'ENGAGED_RECEIVED', 16, 16, 16),
	(1, 1, 2, 4, 1, 'ENGAGED_OPENED', 7, 7, 10),
	(1, 1, 2, 4, 1, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 2, 4, 1, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 3, 0, 1972358, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1972454, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1972454, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1973703, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1973799, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1973799, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1973827, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1973923, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1973923, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1974490, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1974586, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1974586, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1975354, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1975450, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1975450, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1975852, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1975948, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1975948, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1976505, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1976601, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1976601, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1976958, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1977054, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1977054, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1977243, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1977339, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1977339, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1978031, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1978073, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1978073, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 0, 1978715, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1978811, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1978811, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1979119, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1979170, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1979170, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 0, 1979215, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1979311, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1979311, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1979854, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1979950, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1979950, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1980410, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1980506, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1980506, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 0, 1980936, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 0, 1980950, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 0, 1980950, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 1, 61636, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61639, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61639, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61678, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61681, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61681, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61682, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61685, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61685, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61702, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61705, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61705, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61729, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61732, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61732, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61745, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61748, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61748, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61765, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61768, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61768, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61779, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61782, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61782, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61788, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61791, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61791, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61813, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61814, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61814, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 1, 61834, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61837, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61837, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61847, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61849, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61849, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 1, 61850, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61853, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61853, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61870, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61873, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61873, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61887, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 1, 61890, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 1, 61890, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 1, 61904, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 2, 1927, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 3, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 2, 1929, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 3, 2, 1930, 'STATE_MOVED_ON', 3, 3, 0),
	(1, 1, 3, 2, 1931, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 2, 1932, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 3, 2, 1932, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 2, 1933, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 3, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 2, 1934, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 3, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 3, 2, 1934, 'STATE_EXITED', 1, 1, 0),
	(1, 1, 3, 3, 60, 'STATE_MOVED_ON', 13, 13, 0),
	(1, 1, 3, 3, 60, 'STATE_EXITED', 3, 3, 0),
	(1, 1, 3, 4, 1, 'STATE_MOVED_ON', 13, 13, 0),
	(1, 1, 3, 4, 1, 'STATE_EXITED', 3, 3, 0),
	(1, 1, 4, 0, 1972454, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1972454, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1973799, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1973923, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1973923, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1974087, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1974087, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1974087, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1974586, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1974624, 'STATE_TRYING_TO_MATCH', -1, -1, 0);
INSERT INTO public.figure_count VALUES
	(1, 1, 4, 0, 1974624, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 4, 0, 1975450, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1975450, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1975948, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1975948, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1976601, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1976649, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1976649, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1976649, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1977054, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1977339, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1977342, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1977342, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1977342, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1977627, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1977627, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1977627, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1978811, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1979099, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1979099, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1979099, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1979311, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1979599, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1979599, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1979599, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1979950, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1980238, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1980238, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1980238, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 0, 1980506, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 0, 1980542, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 0, 1980542, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 0, 1980542, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61639, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61639, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61681, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61685, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61685, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61690, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61690, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61690, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61705, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61707, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61707, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 4, 1, 61732, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61732, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61748, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61748, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61768, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61770, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61770, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61770, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61782, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61791, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61791, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61800, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61800, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61800, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61837, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61846, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61846, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61846, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61853, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61862, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61862, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61862, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61873, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61882, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61882, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61882, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 1, 61890, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 1, 61891, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 1, 61891, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 1, 61891, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 2, 1926, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1927, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 4, 2, 1927, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1927, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1928, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 4, 2, 1929, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 4, 2, 1929, 'MATCHED', 2, 2, 0),
	(1, 1, 4, 2, 1930, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 2, 1930, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 4, 2, 1930, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1930, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1931, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 2, 1931, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1932, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 4, 2, 1932, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 2, 1932, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 4, 2, 1933, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 4, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 4, 2, 1933, 'NOT_MATCHED', 2, 2, 0),
	(1, 1, 4, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 4, 2, 1934, 'MATCHED', 1, 1, 0),
	(1, 1, 4, 3, 60, 'STATE_MOVED_ON', 12, 12, 0),
	(1, 1, 4, 3, 60, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 4, 3, 60, 'MATCHED', 6, 6, 0),
	(1, 1, 4, 3, 60, 'NOT_MATCHED', 6, 6, 0),
	(1, 1, 4, 4, 1, 'STATE_MOVED_ON', 12, 12, 0),
	(1, 1, 4, 4, 1, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 4, 4, 1, 'MATCHED', 6, 6, 0),
	(1, 1, 4, 4, 1, 'NOT_MATCHED', 6, 6, 0),
	(1, 1, 5, 0, 1972454, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 0, 1973923, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 0, 1975450, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 0, 1975948, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 0, 1976649, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 0, 1980542, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 1, 61639, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 1, 61685, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 1, 61732, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 1, 61748, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 1, 61770, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 1, 61891, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 2, 1929, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 5, 2, 1930, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 5, 3, 60, 'STATE_MOVED_ON', 6, 6, 0),
	(1, 1, 5, 4, 1, 'STATE_MOVED_ON', 6, 6, 0),
	(1, 1, 6, 0, 1974087, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 0, 1977342, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 0, 1977627, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 0, 1979099, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 0, 1979599, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 0, 1980238, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 1, 61690, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 1, 61791, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 1, 61800, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 1, 61846, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 1, 61862, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 1, 61882, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 2, 1930, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 2, 1932, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 6, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 6, 3, 60, 'STATE_MOVED_ON', 6, 6, 0),
	(1, 1, 6, 4, 1, 'STATE_MOVED_ON', 6, 6, 0),
	(1, 1, 7, 0, 1974279, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 7, 0, 1974280, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 7, 0, 1974280, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 7, 0, 1974280, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 7, 0, 1974359, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 7, 0, 1977342, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 7, 0, 1977342, 'ENGAGED_HARD_BOUNCED', 1, 1, 1),
	(1, 1, 7, 0, 1980238, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 7, 0, 1980238, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 7, 1, 61696, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 7, 1, 61696, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 7, 1, 61698, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 7, 1, 61791, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 7, 1, 61791, 'ENGAGED_HARD_BOUNCED', 1, 1, 1),
	(1, 1, 7, 1, 61882, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 7, 1, 61882, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 7, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 7, 2, 1928, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 7, 2, 1928, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 7, 2, 1930, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 7, 2, 1930, 'ENGAGED_HARD_BOUNCED', 1, 1, 1),
	(1, 1, 7, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 7, 2, 1933, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 7, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 7, 3, 60, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 7, 3, 60, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 7, 3, 60, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 7, 3, 60, 'ENGAGED_HARD_BOUNCED', 1, 1, 1),
	(1, 1, 7, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 7, 4, 1, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 7, 4, 1, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 7, 4, 1, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 7, 4, 1, 'ENGAGED_HARD_BOUNCED', 1, 1, 1),
	(1, 1, 8, 0, 1974087, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 0, 1974279, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 0, 1974279, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 0, 1977627, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 0, 1977639, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 0, 1977639, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 0, 1977639, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 0, 1977644, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 8, 0, 1977644, 'ENGAGED_REPLIED', 1, 1, 1),
	(1, 1, 8, 0, 1979099, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 0, 1979107, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 0, 1979107, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 0, 1979107, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 0, 1979108, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 8, 0, 1979599, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 0, 1979610, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 0, 1979610, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 0, 1979610, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 1, 61690, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 1, 61696, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 1, 61696, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 1, 61800, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 1, 61801, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 1, 61801, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 1, 61801, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 1, 61801, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 8, 1, 61801, 'ENGAGED_REPLIED', 1, 1, 1),
	(1, 1, 8, 1, 61846, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 1, 61847, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 1, 61847, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 1, 61847, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 1, 61847, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 8, 1, 61862, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 1, 61862, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 2, 1927, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 8, 2, 1928, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 8, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 2, 1931, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 2, 1931, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 8, 2, 1931, 'ENGAGED_REPLIED', 1, 1, 1),
	(1, 1, 8, 2, 1932, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 2, 1932, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 2, 1932, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 8, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 8, 2, 1933, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 8, 3, 60, 'STATE_MOVED_ON', 4, 4, 0),
	(1, 1, 8, 3, 60, 'ENGAGED_RECEIVED', 3, 3, 3),
	(1, 1, 8, 3, 60, 'ENGAGED_OPENED', 2, 2, 2),
	(1, 1, 8, 3, 60, 'ENGAGED_REPLIED', 1, 1, 1),
	(1, 1, 8, 4, 1, 'STATE_MOVED_ON', 4, 4, 0),
	(1, 1, 8, 4, 1, 'ENGAGED_RECEIVED', 3, 3, 3),
	(1, 1, 8, 4, 1, 'ENGAGED_OPENED', 2, 2, 2),
	(1, 1, 8, 4, 1, 'ENGAGED_REPLIED', 1, 1, 1),
	(1, 1, 9, 0, 1972454, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1973923, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1974280, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1975450, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1975948, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1976649, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1977639, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1979107, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1979610, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1980238, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 0, 1980542, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61639, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61685, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61696, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61732, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61748, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61770, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61801, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61847, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61862, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61882, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 1, 61891, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1929, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 9, 2, 1930, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1932, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 9, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 9, 3, 60, 'STATE_MOVED_ON', 11, 11, 0),
	(1, 1, 9, 4, 1, 'STATE_MOVED_ON', 11, 11, 0),
	(1, 1, 10, 0, 1972454, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1972838, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1972838, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1973923, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1974280, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1974307, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1974307, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1974664, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1974664, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1975450, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1975834, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1975834, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1975948, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1976332, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1976332, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1976649, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1977033, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1977033, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1977639, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1978023, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1978023, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1979107, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1979491, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1979491, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1979610, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1979994, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1979994, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1980238, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1980542, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 0, 1980622, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1980622, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 0, 1980926, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 0, 1980926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61639, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61651, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61651, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61685, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61696, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61697, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61697, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61708, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61708, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61732, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61744, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61744, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61748, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61760, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61760, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61770, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61782, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61782, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61801, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61813, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61813, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61847, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61859, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61859, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61862, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61874, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61874, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61882, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61891, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 1, 61894, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61894, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 1, 61903, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 1, 61903, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 2, 1927, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 2, 1928, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 2, 1928, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 10, 2, 1929, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 2, 1929, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 2, 1930, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 2, 1930, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 10, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 10, 2, 1932, 'STATE_WAITING', 1, 1, 0),
	(1, 1, 10, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 10, 2, 1934, 'STATE_WAITING', -1, -1, 0),
	(1, 1, 10, 2, 1934, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 10, 3, 60, 'STATE_MOVED_ON', 11, 11, 0),
	(1, 1, 10, 4, 1, 'STATE_MOVED_ON', 11, 11, 0),
	(1, 1, 11, 0, 1972838, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1972838, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1974307, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1974307, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1974664, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1974664, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1975834, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1975834, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1976332, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1976332, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1976339, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 11, 0, 1977033, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 11, 0, 1977033, 'ENGAGED_FAILED', 1, 1, 1),
	(1, 1, 11, 0, 1977129, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 11, 0, 1977129, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1978023, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1978023, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1979491, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1979491, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1979994, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 11, 0, 1979995, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 11, 0, 1979995, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1979995, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1980622, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1980622, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 0, 1980926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 0, 1980926, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61651, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61651, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61697, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61697, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61708, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61708, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61744, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61744, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61760, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61760, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61760, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 11, 1, 61782, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 11, 1, 61782, 'ENGAGED_FAILED', 1, 1, 1),
	(1, 1, 11, 1, 61785, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 11, 1, 61785, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61813, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61813, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61859, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61859, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61874, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61874, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61894, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61894, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 1, 61903, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 1, 61903, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 2, 1926, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 2, 1928, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 11, 2, 1928, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 11, 2, 1929, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 2, 1929, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 2, 1930, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 11, 2, 1930, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 2, 1930, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 11, 2, 1930, 'ENGAGED_FAILED', 1, 1, 1),
	(1, 1, 11, 2, 1931, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 11, 2, 1931, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 11, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 11, 2, 1933, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 11, 2, 1934, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 11, 2, 1934, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 11, 3, 60, 'STATE_MOVED_ON', 11, 11, 0),
	(1, 1, 11, 3, 60, 'ENGAGED_RECEIVED', 10, 10, 10),
	(1, 1, 11, 3, 60, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 11, 3, 60, 'ENGAGED_FAILED', 1, 1, 1),
	(1, 1, 11, 4, 1, 'STATE_MOVED_ON', 11, 11, 0),
	(1, 1, 11, 4, 1, 'ENGAGED_RECEIVED', 10, 10, 10),
	(1, 1, 11, 4, 1, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 11, 4, 1, 'ENGAGED_FAILED', 1, 1, 1),
	(1, 1, 12, 0, 1972838, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1972838, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1974307, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1974307, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1974664, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1974677, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 0, 1974677, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1974677, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1975834, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1976169, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 0, 1976169, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1976169, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1976332, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1976812, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 0, 1976812, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1976812, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1977129, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1977129, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1978023, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1978503, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 0, 1978503, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1978503, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1979491, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1979971, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 0, 1979971, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1979971, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1979995, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1979996, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 0, 1979996, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1979996, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1980622, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 0, 1980622, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 0, 1980926, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 0, 1981406, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 12, 0, 1981406, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 1, 61651, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61651, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61697, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61697, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61708, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61708, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61744, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 1, 61755, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 1, 61755, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61755, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61760, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 1, 61775, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 1, 61775, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61775, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61785, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61785, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61813, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 1, 61828, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 1, 61828, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61828, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61859, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 1, 61874, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 1, 61874, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 12, 1, 61874, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61874, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61894, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 1, 61894, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 1, 61903, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 1, 61918, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 12, 1, 61918, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 2, 1926, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 2, 1926, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 2, 1928, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 12, 2, 1928, 'MATCHED', 2, 2, 0),
	(1, 1, 12, 2, 1929, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 2, 1929, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 2, 1930, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 12, 2, 1930, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 2, 1930, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 2, 1931, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(1, 1, 12, 2, 1932, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(1, 1, 12, 2, 1932, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 2, 1932, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 2, 1933, 'STATE_MOVED_ON', 2, 2, 0),
	(1, 1, 12, 2, 1933, 'MATCHED', 1, 1, 0);
INSERT INTO public.figure_count VALUES
	(1, 1, 12, 2, 1933, 'NOT_MATCHED', 1, 1, 0),
	(1, 1, 12, 2, 1934, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 12, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(1, 1, 12, 2, 1934, 'MATCHED', 1, 1, 0),
	(1, 1, 12, 3, 60, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 12, 3, 60, 'STATE_MOVED_ON', 10, 10, 0),
	(1, 1, 12, 3, 60, 'MATCHED', 7, 7, 0),
	(1, 1, 12, 3, 60, 'NOT_MATCHED', 3, 3, 0),
	(1, 1, 12, 4, 1, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 12, 4, 1, 'STATE_MOVED_ON', 10, 10, 0),
	(1, 1, 12, 4, 1, 'MATCHED', 7, 7, 0),
	(1, 1, 12, 4, 1, 'NOT_MATCHED', 3, 3, 0),
	(1, 1, 13, 0, 1972838, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1972838, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1974307, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 13, 0, 1974308, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 13, 0, 1974308, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1974308, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1974318, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1974328, 'ENGAGED_OPENED', 0, 0, 1),
	(1, 1, 13, 0, 1974677, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1974677, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1974683, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1974685, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 0, 1976169, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 13, 0, 1976170, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 13, 0, 1976170, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 13, 0, 1976170, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1976170, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1976170, 'ENGAGED_UNSUBSCRIBED', 1, 1, 1),
	(1, 1, 13, 0, 1976812, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 13, 0, 1976813, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 13, 0, 1976813, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1976813, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1976829, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1977129, 'STATE_PENDING', 1, 1, 0),
	(1, 1, 13, 0, 1977130, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 13, 0, 1977146, 'STATE_PENDING', -1, -1, 0),
	(1, 1, 13, 0, 1977146, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1977146, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1978503, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1978503, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1978504, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1978507, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 0, 1979971, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1979971, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1979996, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1979996, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1980016, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1980016, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 0, 1980086, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 0, 1980086, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 0, 1980622, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 0, 1980622, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 0, 1980705, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61651, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61651, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61697, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61697, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61697, 'ENGAGED_OPENED', 1, 1, 2),
	(1, 1, 13, 1, 61708, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61708, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61708, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61708, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 1, 61755, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 13, 1, 61755, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61755, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61755, 'ENGAGED_UNSUBSCRIBED', 1, 1, 1),
	(1, 1, 13, 1, 61775, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61775, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61775, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61785, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61785, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61785, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 13, 1, 61828, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61828, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61828, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61828, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 1, 61874, 'STATE_FINISHED', 2, 2, 0),
	(1, 1, 13, 1, 61874, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 13, 1, 61875, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61875, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 1, 61877, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 1, 61877, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 1, 61894, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 1, 61894, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 1, 61897, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 2, 1926, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 2, 1926, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 2, 1928, 'STATE_FINISHED', 2, 2, 0),
	(1, 1, 13, 2, 1928, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 13, 2, 1928, 'ENGAGED_OPENED', 2, 2, 3),
	(1, 1, 13, 2, 1928, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 2, 1929, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 13, 2, 1929, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 2, 1929, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 2, 1929, 'ENGAGED_UNSUBSCRIBED', 1, 1, 1),
	(1, 1, 13, 2, 1930, 'STATE_FINISHED', 2, 2, 0),
	(1, 1, 13, 2, 1930, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 13, 2, 1930, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 2, 1930, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 13, 2, 1932, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 2, 1932, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 2, 1932, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 2, 1932, 'ENGAGED_CLICKED', 1, 1, 1),
	(1, 1, 13, 2, 1933, 'STATE_FINISHED', 2, 2, 0),
	(1, 1, 13, 2, 1933, 'ENGAGED_RECEIVED', 2, 2, 2),
	(1, 1, 13, 2, 1933, 'ENGAGED_OPENED', 2, 2, 2),
	(1, 1, 13, 2, 1933, 'ENGAGED_CLICKED', 2, 2, 2),
	(1, 1, 13, 2, 1934, 'STATE_FINISHED', 1, 1, 0),
	(1, 1, 13, 2, 1934, 'ENGAGED_RECEIVED', 1, 1, 1),
	(1, 1, 13, 2, 1934, 'ENGAGED_OPENED', 1, 1, 1),
	(1, 1, 13, 3, 60, 'STATE_FINISHED', 9, 9, 0),
	(1, 1, 13, 3, 60, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 13, 3, 60, 'ENGAGED_RECEIVED', 10, 10, 10),
	(1, 1, 13, 3, 60, 'ENGAGED_OPENED', 8, 8, 9),
	(1, 1, 13, 3, 60, 'ENGAGED_CLICKED', 4, 4, 4),
	(1, 1, 13, 3, 60, 'ENGAGED_UNSUBSCRIBED', 1, 1, 1),
	(1, 1, 13, 3, 60, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(1, 1, 13, 4, 1, 'STATE_FINISHED', 9, 9, 0),
	(1, 1, 13, 4, 1, 'STATE_DISENGAGED', 1, 1, 0),
	(1, 1, 13, 4, 1, 'ENGAGED_RECEIVED', 10, 10, 10),
	(1, 1, 13, 4, 1, 'ENGAGED_OPENED', 8, 8, 9),
	(1, 1, 13, 4, 1, 'ENGAGED_CLICKED', 4, 4, 4),
	(1, 1, 13, 4, 1, 'ENGAGED_UNSUBSCRIBED', 1, 1, 1),
	(1, 1, 13, 4, 1, 'ENGAGED_SOFT_BOUNCED', 1, 1, 1),
	(2, 2, 0, 0, 1974013, 'STARTED', 1, 1, 0),
	(2, 2, 0, 0, 1974013, 'IN_PROGRESS', 1, 1, 0),
	(2, 2, 0, 0, 1974974, 'IN_PROGRESS', -1, -1, 0),
	(2, 2, 0, 0, 1974974, 'FINISHED', 1, 1, 0),
	(2, 2, 0, 0, 1979851, 'STARTED', 1, 1, 0),
	(2, 2, 0, 0, 1979851, 'IN_PROGRESS', 1, 1, 0),
	(2, 2, 0, 0, 1980877, 'IN_PROGRESS', -1, -1, 0),
	(2, 2, 0, 0, 1980877, 'FINISHED', 1, 1, 0),
	(2, 2, 0, 1, 61687, 'STARTED', 1, 1, 0),
	(2, 2, 0, 1, 61687, 'IN_PROGRESS', 1, 1, 0),
	(2, 2, 0, 1, 61717, 'IN_PROGRESS', -1, -1, 0),
	(2, 2, 0, 1, 61717, 'FINISHED', 1, 1, 0),
	(2, 2, 0, 1, 61870, 'STARTED', 1, 1, 0),
	(2, 2, 0, 1, 61870, 'IN_PROGRESS', 1, 1, 0),
	(2, 2, 0, 1, 61902, 'IN_PROGRESS', -1, -1, 0),
	(2, 2, 0, 1, 61902, 'FINISHED', 1, 1, 0),
	(2, 2, 0, 2, 1927, 'STARTED', 1, 1, 0),
	(2, 2, 0, 2, 1927, 'IN_PROGRESS', 1, 1, 0),
	(2, 2, 0, 2, 1928, 'IN_PROGRESS', -1, -1, 0),
	(2, 2, 0, 2, 1928, 'FINISHED', 1, 1, 0),
	(2, 2, 0, 2, 1933, 'STARTED', 1, 1, 0),
	(2, 2, 0, 2, 1933, 'IN_PROGRESS', 1, 1, 0),
	(2, 2, 0, 2, 1934, 'IN_PROGRESS', -1, -1, 0),
	(2, 2, 0, 2, 1934, 'FINISHED', 1, 1, 0),
	(2, 2, 0, 3, 60, 'STARTED', 2, 2, 0),
	(2, 2, 0, 3, 60, 'FINISHED', 2, 2, 0),
	(2, 2, 0, 4, 1, 'STARTED', 2, 2, 0),
	(2, 2, 0, 4, 1, 'FINISHED', 2, 2, 0),
	(2, 2, 14, 0, 1974013, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 14, 0, 1974013, 'MATCHED', 1, 1, 0),
	(2, 2, 14, 0, 1979851, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 14, 0, 1979851, 'MATCHED', 1, 1, 0),
	(2, 2, 14, 1, 61687, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 14, 1, 61687, 'MATCHED', 1, 1, 0),
	(2, 2, 14, 1, 61870, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 14, 1, 61870, 'MATCHED', 1, 1, 0),
	(2, 2, 14, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 14, 2, 1927, 'MATCHED', 1, 1, 0),
	(2, 2, 14, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 14, 2, 1933, 'MATCHED', 1, 1, 0),
	(2, 2, 14, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 14, 3, 60, 'MATCHED', 2, 2, 0),
	(2, 2, 14, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 14, 4, 1, 'MATCHED', 2, 2, 0),
	(2, 2, 15, 0, 1974013, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 15, 0, 1974013, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 15, 0, 1974018, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 15, 0, 1979851, 'STATE_PENDING', 1, 1, 0),
	(2, 2, 15, 0, 1979852, 'STATE_PENDING', -1, -1, 0),
	(2, 2, 15, 0, 1979852, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 15, 0, 1979852, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 15, 0, 1979899, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 15, 0, 1979901, 'ENGAGED_CLICKED', 1, 1, 1),
	(2, 2, 15, 1, 61687, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 15, 1, 61687, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 15, 1, 61688, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 15, 1, 61870, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 15, 1, 61870, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 15, 1, 61871, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 15, 1, 61871, 'ENGAGED_CLICKED', 1, 1, 1),
	(2, 2, 15, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 15, 2, 1927, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 15, 2, 1927, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 15, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 15, 2, 1933, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 15, 2, 1933, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 15, 2, 1933, 'ENGAGED_CLICKED', 1, 1, 1),
	(2, 2, 15, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 15, 3, 60, 'ENGAGED_RECEIVED', 2, 2, 2),
	(2, 2, 15, 3, 60, 'ENGAGED_OPENED', 2, 2, 2),
	(2, 2, 15, 3, 60, 'ENGAGED_CLICKED', 1, 1, 1),
	(2, 2, 15, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 15, 4, 1, 'ENGAGED_RECEIVED', 2, 2, 2),
	(2, 2, 15, 4, 1, 'ENGAGED_OPENED', 2, 2, 2),
	(2, 2, 15, 4, 1, 'ENGAGED_CLICKED', 1, 1, 1),
	(2, 2, 16, 0, 1974013, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 16, 0, 1974109, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 16, 0, 1974109, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 16, 0, 1979852, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 16, 0, 1979948, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 16, 0, 1979948, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 16, 1, 61687, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 16, 1, 61690, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 16, 1, 61690, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 16, 1, 61870, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 16, 1, 61873, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 16, 1, 61873, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 16, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 16, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 16, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 16, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 17, 0, 1974109, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 17, 0, 1974109, 'MATCHED', 1, 1, 0),
	(2, 2, 17, 0, 1979948, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(2, 2, 17, 0, 1980236, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(2, 2, 17, 0, 1980236, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 17, 0, 1980236, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 17, 1, 61690, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 17, 1, 61690, 'MATCHED', 1, 1, 0),
	(2, 2, 17, 1, 61873, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(2, 2, 17, 1, 61882, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(2, 2, 17, 1, 61882, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 17, 1, 61882, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 17, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 17, 2, 1927, 'MATCHED', 1, 1, 0),
	(2, 2, 17, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 17, 2, 1933, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 17, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 17, 3, 60, 'MATCHED', 1, 1, 0),
	(2, 2, 17, 3, 60, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 17, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 17, 4, 1, 'MATCHED', 1, 1, 0),
	(2, 2, 17, 4, 1, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 18, 0, 1974109, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 18, 1, 61690, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 18, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 18, 3, 60, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 18, 4, 1, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 19, 0, 1980236, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 19, 1, 61882, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 19, 2, 1933, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 19, 3, 60, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 19, 4, 1, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 20, 0, 1980428, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 20, 0, 1980428, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 20, 1, 61888, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 20, 1, 61888, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 20, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 20, 2, 1934, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 20, 3, 60, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 20, 3, 60, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 20, 4, 1, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 20, 4, 1, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 21, 0, 1980236, 'STATE_PENDING', 1, 1, 0),
	(2, 2, 21, 0, 1980428, 'STATE_PENDING', -1, -1, 0),
	(2, 2, 21, 0, 1980428, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 21, 1, 61882, 'STATE_PENDING', 1, 1, 0),
	(2, 2, 21, 1, 61888, 'STATE_PENDING', -1, -1, 0),
	(2, 2, 21, 1, 61888, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 21, 2, 1933, 'STATE_PENDING', 1, 1, 0),
	(2, 2, 21, 2, 1934, 'STATE_PENDING', -1, -1, 0),
	(2, 2, 21, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 21, 3, 60, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 21, 4, 1, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 0, 1974109, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 0, 1980428, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 1, 61690, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 1, 61888, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 2, 1927, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 22, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 22, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 23, 0, 1974109, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 23, 0, 1974493, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 23, 0, 1974493, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 23, 0, 1980428, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 23, 0, 1980812, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 23, 0, 1980812, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 23, 1, 61690, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 23, 1, 61702, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 23, 1, 61702, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 23, 1, 61888, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 23, 1, 61900, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 23, 1, 61900, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 23, 2, 1927, 'STATE_WAITING', 1, 1, 0),
	(2, 2, 23, 2, 1928, 'STATE_WAITING', -1, -1, 0),
	(2, 2, 23, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 23, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 23, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 23, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 24, 0, 1974493, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 24, 0, 1974493, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 24, 0, 1980812, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 24, 0, 1980812, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 24, 1, 61702, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 24, 1, 61702, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 24, 1, 61900, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 24, 1, 61900, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 24, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 24, 2, 1928, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 24, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 24, 2, 1934, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 24, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 24, 3, 60, 'ENGAGED_RECEIVED', 2, 2, 2),
	(2, 2, 24, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 24, 4, 1, 'ENGAGED_RECEIVED', 2, 2, 2),
	(2, 2, 25, 0, 1974493, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(2, 2, 25, 0, 1974973, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(2, 2, 25, 0, 1974973, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 25, 0, 1974973, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 25, 0, 1980812, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(2, 2, 25, 0, 1980877, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(2, 2, 25, 0, 1980877, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 25, 0, 1980877, 'MATCHED', 1, 1, 0),
	(2, 2, 25, 1, 61702, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(2, 2, 25, 1, 61717, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(2, 2, 25, 1, 61717, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 25, 1, 61717, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 25, 1, 61900, 'STATE_TRYING_TO_MATCH', 1, 1, 0),
	(2, 2, 25, 1, 61902, 'STATE_TRYING_TO_MATCH', -1, -1, 0),
	(2, 2, 25, 1, 61902, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 25, 1, 61902, 'MATCHED', 1, 1, 0),
	(2, 2, 25, 2, 1928, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 25, 2, 1928, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 25, 2, 1934, 'STATE_MOVED_ON', 1, 1, 0),
	(2, 2, 25, 2, 1934, 'MATCHED', 1, 1, 0),
	(2, 2, 25, 3, 60, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 25, 3, 60, 'MATCHED', 1, 1, 0),
	(2, 2, 25, 3, 60, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 25, 4, 1, 'STATE_MOVED_ON', 2, 2, 0),
	(2, 2, 25, 4, 1, 'MATCHED', 1, 1, 0),
	(2, 2, 25, 4, 1, 'NOT_MATCHED', 1, 1, 0),
	(2, 2, 26, 0, 1974973, 'STATE_PENDING', 1, 1, 0),
	(2, 2, 26, 0, 1974974, 'STATE_PENDING', -1, -1, 0),
	(2, 2, 26, 0, 1974974, 'STATE_FINISHED', 1, 1, 0),
	(2, 2, 26, 0, 1974974, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 26, 0, 1975102, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 26, 0, 1980877, 'STATE_FINISHED', 1, 1, 0),
	(2, 2, 26, 0, 1980877, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 26, 0, 1980906, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 26, 1, 61717, 'STATE_FINISHED', 1, 1, 0),
	(2, 2, 26, 1, 61717, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 26, 1, 61721, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 26, 1, 61902, 'STATE_FINISHED', 1, 1, 0),
	(2, 2, 26, 1, 61902, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 26, 1, 61903, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 26, 2, 1928, 'STATE_FINISHED', 1, 1, 0),
	(2, 2, 26, 2, 1928, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 26, 2, 1928, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 26, 2, 1934, 'STATE_FINISHED', 1, 1, 0),
	(2, 2, 26, 2, 1934, 'ENGAGED_RECEIVED', 1, 1, 1),
	(2, 2, 26, 2, 1934, 'ENGAGED_OPENED', 1, 1, 1),
	(2, 2, 26, 3, 60, 'STATE_FINISHED', 2, 2, 0),
	(2, 2, 26, 3, 60, 'ENGAGED_RECEIVED', 2, 2, 2),
	(2, 2, 26, 3, 60, 'ENGAGED_OPENED', 2, 2, 2),
	(2, 2, 26, 4, 1, 'STATE_FINISHED', 2, 2, 0),
	(2, 2, 26, 4, 1, 'ENGAGED_RECEIVED', 2, 2, 2),
	(2, 2, 26, 4, 1, 'ENGAGED_OPENED', 2, 2, 2);

INSERT INTO public.ingest_lane VALUES
	(1, 1, 0),
	(1, 1, 1),
	(2, 2, 0),
	(2, 2, 1);

INSERT INTO public.job OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'TAG', 1, 'DONE', 1, 0, '2026-11-28 03:15:57.965667+00', '2026-11-28 03:15:58.037339+00', 1, '2026-11-28 03:16:06.25172+00', NULL, '2026-11-28 03:15:57.965667+00', '2026-11-28 03:15:58.289442+00'),
	(1, 2, 'TAG', 2, 'DONE', 1, 0, '2026-11-28 03:15:57.979321+00', '2026-11-28 03:15:58.037339+00', 1, '2026-11-28 03:16:06.254597+00', NULL, '2026-11-28 03:15:57.979321+00', '2026-11-28 03:15:58.290341+00'),
	(1, 3, 'MESSAGE', 3, 'DONE', 1, 0, '2026-11-28 03:15:57.985891+00', '2026-11-28 03:15:58.037339+00', 1, '2026-11-28 03:16:06.256927+00', NULL, '2026-11-28 03:15:57.985891+00', '2026-11-28 03:15:58.329446+00'),
	(1, 4, 'MESSAGE', 4, 'DONE', 1, 0, '2026-11-28 03:15:57.990297+00', '2026-11-28 03:15:58.299039+00', 1, '2026-11-28 03:16:06.449695+00', NULL, '2026-11-28 03:15:57.990297+00', '2026-11-28 03:15:58.519945+00'),
	(1, 6, 'export', 2, 'DONE', 1, 0, '2026-11-28 03:15:58.010863+00', '2026-11-28 03:15:58.33027+00', 1, '2026-11-28 03:16:06.451898+00', NULL, '2026-11-28 03:15:58.010863+00', '2026-11-28 03:15:58.526787+00'),
	(1, 5, 'export', 1, 'DONE', 1, 0, '2026-11-28 03:15:58.004636+00', '2026-11-28 03:15:58.299039+00', 1, '2026-11-28 03:16:06.450733+00', NULL, '2026-11-28 03:15:58.004636+00', '2026-11-28 03:15:58.561425+00'),
	(1, 8, 'UNTAG', 6, 'DONE', 1, 0, '2026-11-28 03:15:58.629688+00', '2026-11-28 03:15:58.633467+00', 1, '2026-11-28 03:16:06.649671+00', NULL, '2026-11-28 03:15:58.629688+00', '2026-11-28 03:15:58.660835+00'),
	(1, 7, 'UNTAG', 5, 'DONE', 1, 0, '2026-11-28 03:15:58.621419+00', '2026-11-28 03:15:58.625393+00', 1, '2026-11-28 03:16:06.649656+00', NULL, '2026-11-28 03:15:58.621419+00', '2026-11-28 03:15:58.661172+00'),
	(1, 9, 'TAG', 7, 'QUEUED', 0, 0, '2026-11-28 03:15:58.94417+00', NULL, 0, NULL, NULL, '2026-11-28 03:15:58.94417+00', NULL),
	(1, 10, 'export', 3, 'QUEUED', 0, 0, '2026-11-28 03:15:58.949777+00', NULL, 0, NULL, NULL, '2026-11-28 03:15:58.949777+00', NULL);

INSERT INTO public.message VALUES
	(1, 3, 'Hello {{ name }}', 'Hi', '4e1cc910-53f9-47d2-9358-982e21a93d80', '\x64463e4308c1d51ab50fae0a7d263e331b85d1c0e1f883b4e2fcf1488adc1b0a'),
	(1, 4, 'Hello', 'Hi {{ email }}', '40fc50c1-4b91-434d-adc4-087821539572', '\x23f066a855087b8d51106f70e303c98c84c056a2e5137284ed75a968c3f39889');

INSERT INTO public.path VALUES
	(1, 1, 1, 1, 2, 'MATCHED', NULL),
	(1, 1, 2, 2, 3, 'DELIVERED', NULL),
	(1, 1, 3, 3, 4, 'NEXT', NULL),
	(1, 1, 4, 4, 5, 'MATCHED', NULL),
	(1, 1, 5, 4, 6, 'NOT_MATCHED', NULL),
	(1, 1, 6, 5, 9, 'NEXT', NULL),
	(1, 1, 7, 6, 7, 'VARIANT', 'e-mail'),
	(1, 1, 8, 6, 8, 'VARIANT', 'chat'),
	(1, 1, 9, 7, 9, 'DELIVERED', NULL),
	(1, 1, 10, 8, 9, 'DELIVERED', NULL),
	(1, 1, 11, 8, 7, 'NOT_ONLINE', NULL),
	(1, 1, 12, 9, 10, 'NEXT', NULL),
	(1, 1, 13, 10, 11, 'NEXT', NULL),
	(1, 1, 14, 11, 12, 'DELIVERED', NULL),
	(1, 1, 15, 11, 12, 'NOT_ONLINE', NULL),
	(1, 1, 16, 12, 13, 'MATCHED', NULL),
	(1, 1, 17, 12, 13, 'NOT_MATCHED', NULL),
	(2, 2, 1, 14, 15, 'MATCHED', NULL),
	(2, 2, 2, 15, 16, 'DELIVERED', NULL),
	(2, 2, 3, 16, 17, 'NEXT', NULL),
	(2, 2, 4, 17, 18, 'MATCHED', NULL),
	(2, 2, 5, 17, 19, 'NOT_MATCHED', NULL),
	(2, 2, 6, 18, 22, 'NEXT', NULL),
	(2, 2, 7, 19, 20, 'VARIANT', 'e-mail'),
	(2, 2, 8, 19, 21, 'VARIANT', 'chat'),
	(2, 2, 9, 20, 22, 'DELIVERED', NULL),
	(2, 2, 10, 21, 22, 'DELIVERED', NULL),
	(2, 2, 11, 21, 20, 'NOT_ONLINE', NULL),
	(2, 2, 12, 22, 23, 'NEXT', NULL),
	(2, 2, 13, 23, 24, 'NEXT', NULL),
	(2, 2, 14, 24, 25, 'DELIVERED', NULL),
	(2, 2, 15, 24, 25, 'NOT_ONLINE', NULL),
	(2, 2, 16, 25, 26, 'MATCHED', NULL),
	(2, 2, 17, 25, 26, 'NOT_MATCHED', NULL);

INSERT INTO public.person OVERRIDING SYSTEM VALUE VALUES
	(1, 2, 'user-1-10', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 3, 'user-1-11', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 4, 'user-1-12', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 5, 'user-1-13', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 6, 'user-1-14', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 7, 'user-1-15', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 8, 'user-1-16', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 16, 'user-1-9', NULL, NULL, '{}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(2, 17, 'user-2-1', NULL, NULL, '{}', false, '2026-11-28 03:15:57.935885+00', DEFAULT),
	(2, 18, 'user-2-2', NULL, NULL, '{}', false, '2026-11-28 03:15:57.935885+00', DEFAULT),
	(1, 19, 'out', 'out@example.com', NULL, '{}', true, '2026-11-28 03:15:57.954745+00', DEFAULT),
	(1, 20, 'quiet', 'quiet@example.com', 'Nobody''s "Event"', '{}', false, '2026-11-28 03:15:57.954745+00', DEFAULT),
	(1, 1, 'user-1-1', NULL, NULL, '{"plan": "trial", "seats": 1}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 9, 'user-1-2', NULL, NULL, '{"plan": "team", "seats": 2}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 10, 'user-1-3', NULL, NULL, '{"plan": "trial", "seats": 3}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 11, 'user-1-4', NULL, NULL, '{"plan": "team", "seats": 4}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 12, 'user-1-5', NULL, NULL, '{"plan": "trial", "seats": 5}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 13, 'user-1-6', NULL, NULL, '{"plan": "team", "seats": 6}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 14, 'user-1-7', NULL, NULL, '{"plan": "trial", "seats": 7}', false, '2026-11-28 03:15:57.88318+00', DEFAULT),
	(1, 15, 'user-1-8', NULL, NULL, '{"plan": "team", "seats": 8}', false, '2026-11-28 03:15:57.88318+00', DEFAULT);

INSERT INTO public.person_tag VALUES
	(1, 1, 9),
	(1, 1, 11),
	(1, 1, 13),
	(1, 1, 15);

INSERT INTO public.recipient VALUES
	(1, 3, 20, 'SENT', NULL, 0, '2026-11-28 03:15:58.293922+00', '2026-11-28 03:15:58.32681+00'),
	(1, 4, 2, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 3, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 4, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 5, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 6, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 7, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 8, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 16, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 19, 'SKIPPED', 'unsubscribed', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 1, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 9, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 10, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 11, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 12, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 13, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 14, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 15, 'SKIPPED', 'no e-mail', 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.469927+00'),
	(1, 4, 20, 'SENT', NULL, 0, '2026-11-28 03:15:58.469927+00', '2026-11-28 03:15:58.515748+00');

INSERT INTO public.schema_migrations VALUES
	('0001'),
	('0002'),
	('0003'),
	('0004'),
	('0005'),
	('0006'),
	('0007'),
	('0008'),
	('0010'),
	('0011'),
	('0015'),
	('0020'),
	('0021'),
	('0030'),
	('0031'),
	('0033'),
	('0040'),
	('0041'),
	('0050'),
	('0051'),
	('0065');

INSERT INTO public.series OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'onboarding', 'Trial onboarding', 'LIVE', 'Upgraded to a paid plan', '2026-11-28 03:15:57.851695+00', '2026-06-30 21:39:17.739+00'),
	(2, 2, 'onboarding', 'Trial onboarding', 'LIVE', 'Upgraded to a paid plan', '2026-11-28 03:15:57.92877+00', '2026-06-30 10:42:09.875+00');

INSERT INTO public.tag OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'vip', 4),
	(1, 3, 'later', 0),
	(1, 4, 'waiting', 0);

INSERT INTO public.token OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'dashboard', '\x0646a56bd5c69de533b4e13df17da0e3e33bfab1f6d13672b438a72e56b78957', '{READ}', '2026-11-28 03:15:57.94876+00', NULL),
	(2, 2, 'everything', '\x476a1d32edeb2140b40ba86a737c077e614bcd33ea2059e0143670213cf51a50', '{ACT,ADMIN,EXPORT,INGEST,READ}', '2026-11-28 03:15:57.949922+00', NULL),
	(1, 3, 'revoked', '\xb48ff6dda2b0009b1c3ef2c6423c6237f88f9c4bbdc354b992ff05cfe015bf7f', '{READ}', '2026-11-28 03:15:57.950412+00', '2026-11-28 03:15:57.951373+00');

INSERT INTO public.version_stamp OVERRIDING SYSTEM VALUE VALUES
	(2, 2, 769545757823675534, 549670054528024792),
	(1, 3, 6173412659294407644, 0),
	(1, 1, -7775965848437258807, 3922040333280736743);

INSERT INTO public.visit VALUES
	(1, 1, 1, 1, 1, 'RULE', true, NULL, '2026-04-02 09:24:32.319+00', NULL, '("2026-04-02 09:24:32.319+00",onboarding/user-1-1/1/3,1,MATCHED,)', '("2026-04-02 09:24:32.319+00",onboarding/user-1-1/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 2, 1, 1, 'EMAIL', true, NULL, '2026-04-02 09:24:32.319+00', NULL, '("2026-04-02 09:35:25.947+00",onboarding/user-1-1/1/9,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-02 09:35:25.947+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 3, 1, 1, 'WAIT', true, NULL, '2026-04-02 09:35:25.947+00', '2026-04-03 09:35:25.947+00', '("2026-04-03 09:35:25.947+00",onboarding/user-1-1/1/11,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 4, 1, 1, 'RULE', true, NULL, '2026-04-03 09:35:25.947+00', '2026-04-06 09:35:25.947+00', '("2026-04-03 09:35:25.947+00",onboarding/user-1-1/1/13,4,MATCHED,)', '("2026-04-03 09:35:25.947+00",onboarding/user-1-1/1/13,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 5, 1, 1, 'TAG', true, NULL, '2026-04-03 09:35:25.947+00', NULL, '("2026-04-03 09:35:25.947+00",onboarding/user-1-1/1/15,5,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 9, 1, 1, 'WEBHOOK', true, NULL, '2026-04-03 09:35:25.947+00', NULL, '("2026-04-03 09:35:33.403+00",onboarding/user-1-1/1/17,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 10, 1, 1, 'WAIT', true, NULL, '2026-04-03 09:35:33.403+00', '2026-04-07 09:35:33.403+00', '("2026-04-07 09:35:33.403+00",onboarding/user-1-1/1/19,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 11, 1, 1, 'PUSH', true, NULL, '2026-04-07 09:35:33.403+00', NULL, '("2026-04-07 09:36:34.047+00",onboarding/user-1-1/1/22,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-07 09:36:34.047+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 12, 1, 1, 'RULE', true, NULL, '2026-04-07 09:36:34.047+00', '2026-04-12 09:36:34.047+00', '("2026-04-07 09:36:34.047+00",onboarding/user-1-1/1/24,12,MATCHED,)', '("2026-04-07 09:36:34.047+00",onboarding/user-1-1/1/24,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 1, 13, 1, 1, 'EMAIL', true, NULL, '2026-04-07 09:36:34.047+00', NULL, NULL, NULL, '2026-04-07 09:39:12.296+00', NULL, NULL, '2026-04-07 09:39:12.296+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 2, 1, 1, 2, 'RULE', true, '{"2026-05-31 22:19:12.239+00"}', '2026-05-31 11:48:17.643+00', NULL, '("2026-05-31 11:48:17.643+00",onboarding/user-1-10/1/3,1,MATCHED,)', '("2026-05-31 11:48:17.643+00",onboarding/user-1-10/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 2, 2, 1, 2, 'EMAIL', true, '{"2026-05-31 22:19:12.239+00"}', '2026-05-31 11:48:17.643+00', NULL, '("2026-05-31 11:50:34.166+00",onboarding/user-1-10/1/8,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-31 11:50:34.166+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 2, 3, 1, 2, 'WAIT', true, '{"2026-05-31 22:19:12.239+00"}', '2026-05-31 11:50:34.166+00', '2026-06-01 11:50:34.166+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 1, 1, 3, 'RULE', true, NULL, '2026-06-07 10:50:49.942+00', NULL, '("2026-06-07 10:50:49.942+00",onboarding/user-1-11/1/3,1,MATCHED,)', '("2026-06-07 10:50:49.942+00",onboarding/user-1-11/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 2, 1, 3, 'EMAIL', true, NULL, '2026-06-07 10:50:49.942+00', NULL, '("2026-06-07 14:51:56.698+00",onboarding/user-1-11/1/9,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-07 14:51:56.698+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 3, 1, 3, 'WAIT', true, NULL, '2026-06-07 14:51:56.698+00', '2026-06-08 14:51:56.698+00', '("2026-06-08 14:51:56.698+00",onboarding/user-1-11/1/11,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 4, 1, 3, 'RULE', true, NULL, '2026-06-08 14:51:56.698+00', '2026-06-11 14:51:56.698+00', '("2026-06-11 14:51:56.698+00",onboarding/user-1-11/1/13,4,NOT_MATCHED,)', '("2026-06-11 14:51:56.698+00",onboarding/user-1-11/1/13,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 6, 1, 3, 'SPLIT', true, NULL, '2026-06-11 14:51:56.698+00', NULL, '("2026-06-11 14:51:56.698+00",onboarding/user-1-11/1/15,6,VARIANT,chat)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 8, 1, 3, 'CHAT', true, NULL, '2026-06-11 14:51:56.698+00', NULL, '("2026-06-11 16:45:56.688+00",onboarding/user-1-11/1/19,8,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-11 16:45:56.688+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 9, 1, 3, 'WEBHOOK', true, NULL, '2026-06-11 16:45:56.688+00', NULL, '("2026-06-11 16:46:01.641+00",onboarding/user-1-11/1/21,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 10, 1, 3, 'WAIT', true, NULL, '2026-06-11 16:46:01.641+00', '2026-06-15 16:46:01.641+00', '("2026-06-15 16:46:01.641+00",onboarding/user-1-11/1/23,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 11, 1, 3, 'PUSH', true, NULL, '2026-06-15 16:46:01.641+00', NULL, '("2026-06-15 16:54:27.112+00",onboarding/user-1-11/1/26,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-15 16:54:27.112+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 12, 1, 3, 'RULE', true, NULL, '2026-06-15 16:54:27.112+00', '2026-06-20 16:54:27.112+00', '("2026-06-20 16:54:27.112+00",onboarding/user-1-11/1/28,12,NOT_MATCHED,)', '("2026-06-20 16:54:27.112+00",onboarding/user-1-11/1/28,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 3, 13, 1, 3, 'EMAIL', true, NULL, '2026-06-20 16:54:27.112+00', NULL, NULL, NULL, '2026-06-20 16:57:36.198+00', NULL, NULL, '2026-06-20 16:57:36.198+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 4, 1, 1, 4, 'RULE', true, NULL, '2026-06-11 19:50:09.831+00', NULL, '("2026-06-11 19:50:09.831+00",onboarding/user-1-12/1/3,1,MATCHED,)', '("2026-06-11 19:50:09.831+00",onboarding/user-1-12/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 4, 2, 1, 4, 'EMAIL', true, NULL, '2026-06-11 19:50:09.831+00', NULL, '("2026-06-11 19:53:54.722+00",onboarding/user-1-12/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-11 19:53:54.722+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 4, 3, 1, 4, 'WAIT', true, NULL, '2026-06-11 19:53:54.722+00', '2026-06-12 19:53:54.722+00', NULL, NULL, NULL, NULL, '2026-06-12 08:31:18.289+00', NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 1, 1, 5, 'RULE', true, NULL, '2026-06-12 19:50:09.097+00', NULL, '("2026-06-12 19:50:09.097+00",onboarding/user-1-13/1/3,1,MATCHED,)', '("2026-06-12 19:50:09.097+00",onboarding/user-1-13/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 2, 1, 5, 'EMAIL', true, NULL, '2026-06-12 19:50:09.097+00', NULL, '("2026-06-12 19:50:14.587+00",onboarding/user-1-13/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-12 19:50:14.587+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 3, 1, 5, 'WAIT', true, NULL, '2026-06-12 19:50:14.587+00', '2026-06-13 19:50:14.587+00', '("2026-06-13 19:50:14.587+00",onboarding/user-1-13/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 4, 1, 5, 'RULE', true, NULL, '2026-06-13 19:50:14.587+00', '2026-06-16 19:50:14.587+00', '("2026-06-16 19:50:14.587+00",onboarding/user-1-13/1/10,4,NOT_MATCHED,)', '("2026-06-16 19:50:14.587+00",onboarding/user-1-13/1/10,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 6, 1, 5, 'SPLIT', true, NULL, '2026-06-16 19:50:14.587+00', NULL, '("2026-06-16 19:50:14.587+00",onboarding/user-1-13/1/12,6,VARIANT,chat)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 8, 1, 5, 'CHAT', true, NULL, '2026-06-16 19:50:14.587+00', NULL, '("2026-06-16 22:42:37.913+00",onboarding/user-1-13/1/15,8,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-16 22:42:37.913+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 9, 1, 5, 'WEBHOOK', true, NULL, '2026-06-16 22:42:37.913+00', NULL, '("2026-06-16 22:42:38.05+00",onboarding/user-1-13/1/17,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 10, 1, 5, 'WAIT', true, NULL, '2026-06-16 22:42:38.05+00', '2026-06-20 22:42:38.05+00', '("2026-06-20 22:42:38.05+00",onboarding/user-1-13/1/19,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 11, 1, 5, 'PUSH', true, NULL, '2026-06-20 22:42:38.05+00', NULL, '("2026-06-20 22:51:52.495+00",onboarding/user-1-13/1/22,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-20 22:51:52.495+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 12, 1, 5, 'RULE', true, NULL, '2026-06-20 22:51:52.495+00', '2026-06-25 22:51:52.495+00', '("2026-06-20 23:09:56.684+00",onboarding/user-1-13/1/24,12,MATCHED,)', '("2026-06-20 23:09:56.684+00",onboarding/user-1-13/1/24,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 5, 13, 1, 5, 'EMAIL', true, NULL, '2026-06-20 23:09:56.684+00', NULL, NULL, NULL, '2026-06-20 23:10:42.128+00', NULL, NULL, '2026-06-20 23:10:42.128+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 1, 1, 6, 'RULE', true, NULL, '2026-06-19 11:34:14.412+00', NULL, '("2026-06-19 11:34:14.412+00",onboarding/user-1-14/1/3,1,MATCHED,)', '("2026-06-19 11:34:14.412+00",onboarding/user-1-14/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 2, 1, 6, 'EMAIL', true, NULL, '2026-06-19 11:34:14.412+00', NULL, '("2026-06-19 11:34:26.257+00",onboarding/user-1-14/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-19 11:34:26.257+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 3, 1, 6, 'WAIT', true, NULL, '2026-06-19 11:34:26.257+00', '2026-06-20 11:34:26.257+00', '("2026-06-20 11:34:26.257+00",onboarding/user-1-14/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 4, 1, 6, 'RULE', true, NULL, '2026-06-20 11:34:26.257+00', '2026-06-23 11:34:26.257+00', '("2026-06-23 11:34:26.257+00",onboarding/user-1-14/1/10,4,NOT_MATCHED,)', '("2026-06-23 11:34:26.257+00",onboarding/user-1-14/1/10,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 6, 1, 6, 'SPLIT', true, NULL, '2026-06-23 11:34:26.257+00', NULL, '("2026-06-23 11:34:26.257+00",onboarding/user-1-14/1/12,6,VARIANT,e-mail)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 7, 1, 6, 'EMAIL', true, NULL, '2026-06-23 11:34:26.257+00', NULL, '("2026-06-23 11:34:37.576+00",onboarding/user-1-14/1/15,7,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-23 11:34:37.576+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 9, 1, 6, 'WEBHOOK', true, NULL, '2026-06-23 11:34:37.576+00', NULL, '("2026-06-23 11:34:37.973+00",onboarding/user-1-14/1/17,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 10, 1, 6, 'WAIT', true, NULL, '2026-06-23 11:34:37.973+00', '2026-06-27 11:34:37.973+00', '("2026-06-27 11:34:37.973+00",onboarding/user-1-14/1/19,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 11, 1, 6, 'PUSH', true, NULL, '2026-06-27 11:34:37.973+00', NULL, '("2026-06-27 11:34:37.974+00",onboarding/user-1-14/1/22,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-27 11:34:37.974+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 12, 1, 6, 'RULE', true, NULL, '2026-06-27 11:34:37.974+00', '2026-07-02 11:34:37.974+00', '("2026-06-27 11:34:37.974+00",onboarding/user-1-14/1/24,12,MATCHED,)', '("2026-06-27 11:34:37.974+00",onboarding/user-1-14/1/24,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 6, 13, 1, 6, 'EMAIL', true, NULL, '2026-06-27 11:34:37.974+00', NULL, NULL, NULL, '2026-06-27 11:35:10.951+00', NULL, NULL, '2026-06-27 11:35:10.951+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 1, 1, 7, 'RULE', true, NULL, '2026-06-25 06:33:51.754+00', NULL, '("2026-06-25 06:33:51.754+00",onboarding/user-1-15/1/3,1,MATCHED,)', '("2026-06-25 06:33:51.754+00",onboarding/user-1-15/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 2, 1, 7, 'EMAIL', true, NULL, '2026-06-25 06:33:51.754+00', NULL, '("2026-06-25 06:38:08.323+00",onboarding/user-1-15/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-25 06:38:08.323+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 3, 1, 7, 'WAIT', true, NULL, '2026-06-25 06:38:08.323+00', '2026-06-26 06:38:08.323+00', '("2026-06-26 06:38:08.323+00",onboarding/user-1-15/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 4, 1, 7, 'RULE', true, NULL, '2026-06-26 06:38:08.323+00', '2026-06-29 06:38:08.323+00', '("2026-06-26 15:32:17.655+00",onboarding/user-1-15/1/10,4,MATCHED,)', '("2026-06-26 15:32:17.655+00",onboarding/user-1-15/1/10,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 5, 1, 7, 'TAG', true, NULL, '2026-06-26 15:32:17.655+00', NULL, '("2026-06-26 15:32:17.655+00",onboarding/user-1-15/1/12,5,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 9, 1, 7, 'WEBHOOK', true, NULL, '2026-06-26 15:32:17.655+00', NULL, '("2026-06-26 15:32:18.208+00",onboarding/user-1-15/1/14,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 10, 1, 7, 'WAIT', true, NULL, '2026-06-26 15:32:18.208+00', '2026-06-30 15:32:18.208+00', '("2026-06-30 15:32:18.208+00",onboarding/user-1-15/1/16,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 11, 1, 7, 'PUSH', true, NULL, '2026-06-30 15:32:18.208+00', NULL, '("2026-06-30 15:41:54.336+00",onboarding/user-1-15/1/19,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-30 15:41:54.336+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 7, 12, 1, 7, 'RULE', true, NULL, '2026-06-30 15:41:54.336+00', '2026-07-05 15:41:54.336+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 8, 1, 1, 8, 'RULE', true, '{"2026-06-30 21:39:17.739+00"}', '2026-06-30 17:46:50.879+00', NULL, '("2026-06-30 17:46:50.879+00",onboarding/user-1-16/1/3,1,MATCHED,)', '("2026-06-30 17:46:50.879+00",onboarding/user-1-16/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 8, 2, 1, 8, 'EMAIL', true, '{"2026-06-30 21:39:17.739+00"}', '2026-06-30 17:46:50.879+00', NULL, '("2026-06-30 18:00:40.16+00",onboarding/user-1-16/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-30 18:00:40.16+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 8, 3, 1, 8, 'WAIT', true, '{"2026-06-30 21:39:17.739+00"}', '2026-06-30 18:00:40.16+00', '2026-07-01 18:00:40.16+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 1, 1, 9, 'RULE', true, NULL, '2026-04-16 09:45:09.576+00', NULL, '("2026-04-16 09:45:09.576+00",onboarding/user-1-2/1/3,1,MATCHED,)', '("2026-04-16 09:45:09.576+00",onboarding/user-1-2/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 2, 1, 9, 'EMAIL', true, NULL, '2026-04-16 09:45:09.576+00', NULL, '("2026-04-16 09:46:29.865+00",onboarding/user-1-2/1/7,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-16 09:46:29.865+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 3, 1, 9, 'WAIT', true, NULL, '2026-04-16 09:46:29.865+00', '2026-04-17 09:46:29.865+00', '("2026-04-17 09:46:29.865+00",onboarding/user-1-2/1/9,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 4, 1, 9, 'RULE', true, NULL, '2026-04-17 09:46:29.865+00', '2026-04-20 09:46:29.865+00', '("2026-04-20 09:46:29.865+00",onboarding/user-1-2/1/11,4,NOT_MATCHED,)', '("2026-04-20 09:46:29.865+00",onboarding/user-1-2/1/11,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 6, 1, 9, 'SPLIT', true, NULL, '2026-04-20 09:46:29.865+00', NULL, '("2026-04-20 09:46:29.865+00",onboarding/user-1-2/1/13,6,VARIANT,chat)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 7, 1, 9, 'EMAIL', true, NULL, '2026-04-22 09:46:29.865+00', NULL, '("2026-04-22 10:00:46.652+00",onboarding/user-1-2/1/19,7,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-22 10:00:46.652+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 8, 1, 9, 'CHAT', true, NULL, '2026-04-20 09:46:29.865+00', NULL, '("2026-04-22 09:46:29.865+00",onboarding/user-1-2/1/15,8,NOT_ONLINE,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 9, 1, 9, 'WEBHOOK', true, NULL, '2026-04-22 10:00:46.652+00', NULL, '("2026-04-22 10:00:53.766+00",onboarding/user-1-2/1/21,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 10, 1, 9, 'WAIT', true, NULL, '2026-04-22 10:00:53.766+00', '2026-04-26 10:00:53.766+00', '("2026-04-26 10:00:53.766+00",onboarding/user-1-2/1/23,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 11, 1, 9, 'PUSH', true, NULL, '2026-04-26 10:00:53.766+00', NULL, '("2026-04-26 10:02:51.807+00",onboarding/user-1-2/1/26,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-26 10:02:51.807+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 12, 1, 9, 'RULE', true, NULL, '2026-04-26 10:02:51.807+00', '2026-05-01 10:02:51.807+00', '("2026-04-26 13:17:10.825+00",onboarding/user-1-2/1/28,12,MATCHED,)', '("2026-04-26 13:17:10.825+00",onboarding/user-1-2/1/28,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 9, 13, 1, 9, 'EMAIL', true, NULL, '2026-04-26 13:17:10.825+00', NULL, NULL, NULL, '2026-04-26 13:17:18.423+00', NULL, NULL, '2026-04-26 13:17:18.423+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 1, 1, 10, 'RULE', true, NULL, '2026-04-17 16:52:48.839+00', NULL, '("2026-04-17 16:52:48.839+00",onboarding/user-1-3/1/3,1,MATCHED,)', '("2026-04-17 16:52:48.839+00",onboarding/user-1-3/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 2, 1, 10, 'EMAIL', true, NULL, '2026-04-17 16:52:48.839+00', NULL, '("2026-04-17 16:52:49.493+00",onboarding/user-1-3/1/7,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-17 16:52:49.493+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 3, 1, 10, 'WAIT', true, NULL, '2026-04-17 16:52:49.493+00', '2026-04-18 16:52:49.493+00', '("2026-04-18 16:52:49.493+00",onboarding/user-1-3/1/9,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 4, 1, 10, 'RULE', true, NULL, '2026-04-18 16:52:49.493+00', '2026-04-21 16:52:49.493+00', '("2026-04-18 16:52:49.493+00",onboarding/user-1-3/1/11,4,MATCHED,)', '("2026-04-18 16:52:49.493+00",onboarding/user-1-3/1/11,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 5, 1, 10, 'TAG', true, NULL, '2026-04-18 16:52:49.493+00', NULL, '("2026-04-18 16:52:49.493+00",onboarding/user-1-3/1/13,5,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 9, 1, 10, 'WEBHOOK', true, NULL, '2026-04-18 16:52:49.493+00', NULL, '("2026-04-18 16:52:55.835+00",onboarding/user-1-3/1/15,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 10, 1, 10, 'WAIT', true, NULL, '2026-04-18 16:52:55.835+00', '2026-04-22 16:52:55.835+00', '("2026-04-22 16:52:55.835+00",onboarding/user-1-3/1/17,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 11, 1, 10, 'PUSH', true, NULL, '2026-04-22 16:52:55.835+00', NULL, '("2026-04-22 16:53:09.392+00",onboarding/user-1-3/1/20,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-22 16:53:09.392+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 12, 1, 10, 'RULE', true, NULL, '2026-04-22 16:53:09.392+00', '2026-04-27 16:53:09.392+00', '("2026-04-22 16:53:09.392+00",onboarding/user-1-3/1/22,12,MATCHED,)', '("2026-04-22 16:53:09.392+00",onboarding/user-1-3/1/22,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 10, 13, 1, 10, 'EMAIL', true, NULL, '2026-04-22 16:53:09.392+00', NULL, NULL, NULL, '2026-04-22 17:01:06.352+00', NULL, NULL, '2026-04-22 17:01:06.352+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 11, 1, 1, 11, 'RULE', true, NULL, '2026-04-24 14:34:26.682+00', NULL, '("2026-04-24 14:34:26.682+00",onboarding/user-1-4/1/3,1,MATCHED,)', '("2026-04-24 14:34:26.682+00",onboarding/user-1-4/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 11, 2, 1, 11, 'EMAIL', true, NULL, '2026-04-24 14:34:26.682+00', NULL, '("2026-04-24 14:34:59.816+00",onboarding/user-1-4/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-24 14:34:59.816+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 11, 3, 1, 11, 'WAIT', true, NULL, '2026-04-24 14:34:59.816+00', '2026-04-25 14:34:59.816+00', '("2026-04-25 14:34:59.816+00",onboarding/user-1-4/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 11, 4, 1, 11, 'RULE', true, NULL, '2026-04-25 14:34:59.816+00', '2026-04-28 14:34:59.816+00', NULL, NULL, NULL, '2026-04-26 00:09:11.226+00', NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 1, 1, 12, 'RULE', true, NULL, '2026-05-03 14:30:01.573+00', NULL, '("2026-05-03 14:30:01.573+00",onboarding/user-1-5/1/3,1,MATCHED,)', '("2026-05-03 14:30:01.573+00",onboarding/user-1-5/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 2, 1, 12, 'EMAIL', true, NULL, '2026-05-03 14:30:01.573+00', NULL, '("2026-05-03 14:34:18.359+00",onboarding/user-1-5/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-03 14:34:18.359+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 3, 1, 12, 'WAIT', true, NULL, '2026-05-03 14:34:18.359+00', '2026-05-04 14:34:18.359+00', '("2026-05-04 14:34:18.359+00",onboarding/user-1-5/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 4, 1, 12, 'RULE', true, NULL, '2026-05-04 14:34:18.359+00', '2026-05-07 14:34:18.359+00', '("2026-05-04 14:34:18.359+00",onboarding/user-1-5/1/10,4,MATCHED,)', '("2026-05-04 14:34:18.359+00",onboarding/user-1-5/1/10,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 5, 1, 12, 'TAG', true, NULL, '2026-05-04 14:34:18.359+00', NULL, '("2026-05-04 14:34:18.359+00",onboarding/user-1-5/1/12,5,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 9, 1, 12, 'WEBHOOK', true, NULL, '2026-05-04 14:34:18.359+00', NULL, '("2026-05-04 14:34:18.704+00",onboarding/user-1-5/1/14,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 10, 1, 12, 'WAIT', true, NULL, '2026-05-04 14:34:18.704+00', '2026-05-08 14:34:18.704+00', '("2026-05-08 14:34:18.704+00",onboarding/user-1-5/1/16,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 11, 1, 12, 'PUSH', true, NULL, '2026-05-08 14:34:18.704+00', NULL, '("2026-05-08 14:42:09.035+00",onboarding/user-1-5/1/19,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-08 14:42:09.035+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 12, 1, 12, 'RULE', true, NULL, '2026-05-08 14:42:09.035+00', '2026-05-13 14:42:09.035+00', '("2026-05-12 02:18:08.679+00",onboarding/user-1-5/1/21,12,MATCHED,)', '("2026-05-12 02:18:08.679+00",onboarding/user-1-5/1/21,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 12, 13, 1, 12, 'EMAIL', true, NULL, '2026-05-12 02:18:08.679+00', NULL, NULL, NULL, NULL, '2026-05-12 02:33:49.943+00', NULL, '2026-05-12 02:33:04.761+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 1, 1, 13, 'RULE', true, NULL, '2026-05-08 18:58:25.899+00', NULL, '("2026-05-08 18:58:25.899+00",onboarding/user-1-6/1/3,1,MATCHED,)', '("2026-05-08 18:58:25.899+00",onboarding/user-1-6/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 2, 1, 13, 'EMAIL', true, NULL, '2026-05-08 18:58:25.899+00', NULL, '("2026-05-08 19:06:28.811+00",onboarding/user-1-6/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-08 19:06:28.811+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 3, 1, 13, 'WAIT', true, NULL, '2026-05-08 19:06:28.811+00', '2026-05-09 19:06:28.811+00', '("2026-05-09 19:06:28.811+00",onboarding/user-1-6/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 4, 1, 13, 'RULE', true, NULL, '2026-05-09 19:06:28.811+00', '2026-05-12 19:06:28.811+00', '("2026-05-09 19:06:28.811+00",onboarding/user-1-6/1/10,4,MATCHED,)', '("2026-05-09 19:06:28.811+00",onboarding/user-1-6/1/10,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 5, 1, 13, 'TAG', true, NULL, '2026-05-09 19:06:28.811+00', NULL, '("2026-05-09 19:06:28.811+00",onboarding/user-1-6/1/12,5,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 9, 1, 13, 'WEBHOOK', true, NULL, '2026-05-09 19:06:28.811+00', NULL, '("2026-05-09 19:06:28.812+00",onboarding/user-1-6/1/14,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 10, 1, 13, 'WAIT', true, NULL, '2026-05-09 19:06:28.812+00', '2026-05-13 19:06:28.812+00', '("2026-05-13 19:06:28.812+00",onboarding/user-1-6/1/16,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 11, 1, 13, 'PUSH', true, NULL, '2026-05-13 19:06:28.812+00', NULL, '("2026-05-13 19:08:05.482+00",onboarding/user-1-6/1/20,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-13 19:08:05.482+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 23, 2, 17, 'WAIT', true, NULL, '2026-04-20 15:22:36.9+00', '2026-04-24 15:22:36.9+00', '("2026-04-24 15:22:36.9+00",onboarding/user-2-1/1/17,23,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 12, 1, 13, 'RULE', true, NULL, '2026-05-13 19:08:05.482+00', '2026-05-18 19:08:05.482+00', '("2026-05-18 19:08:05.482+00",onboarding/user-1-6/1/22,12,NOT_MATCHED,)', '("2026-05-18 19:08:05.482+00",onboarding/user-1-6/1/22,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 13, 13, 1, 13, 'EMAIL', true, NULL, '2026-05-18 19:08:05.482+00', NULL, NULL, NULL, '2026-05-18 19:19:02.843+00', NULL, NULL, '2026-05-18 19:19:02.843+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 1, 1, 14, 'RULE', true, NULL, '2026-05-15 14:26:04.687+00', NULL, '("2026-05-15 14:26:04.687+00",onboarding/user-1-7/1/3,1,MATCHED,)', '("2026-05-15 14:26:04.687+00",onboarding/user-1-7/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 2, 1, 14, 'EMAIL', true, NULL, '2026-05-15 14:26:04.687+00', NULL, '("2026-05-15 14:27:47.392+00",onboarding/user-1-7/1/6,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-15 14:27:47.392+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 3, 1, 14, 'WAIT', true, NULL, '2026-05-15 14:27:47.392+00', '2026-05-16 14:27:47.392+00', '("2026-05-16 14:27:47.392+00",onboarding/user-1-7/1/8,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 4, 1, 14, 'RULE', true, NULL, '2026-05-16 14:27:47.392+00', '2026-05-19 14:27:47.392+00', '("2026-05-17 02:21:45.111+00",onboarding/user-1-7/1/10,4,MATCHED,)', '("2026-05-17 02:21:45.111+00",onboarding/user-1-7/1/10,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 5, 1, 14, 'TAG', true, NULL, '2026-05-17 02:21:45.111+00', NULL, '("2026-05-17 02:21:45.111+00",onboarding/user-1-7/1/12,5,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 9, 1, 14, 'WEBHOOK', true, NULL, '2026-05-17 02:21:45.111+00', NULL, '("2026-05-17 02:21:51.516+00",onboarding/user-1-7/1/14,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 10, 1, 14, 'WAIT', true, NULL, '2026-05-17 02:21:51.516+00', '2026-05-21 02:21:51.516+00', '("2026-05-21 02:21:51.516+00",onboarding/user-1-7/1/16,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 11, 1, 14, 'PUSH', true, NULL, '2026-05-21 02:21:51.516+00', NULL, '("2026-05-22 02:21:51.516+00",onboarding/user-1-7/1/19,11,NOT_ONLINE,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 12, 1, 14, 'RULE', true, NULL, '2026-05-22 02:21:51.516+00', '2026-05-27 02:21:51.516+00', '("2026-05-22 02:21:51.516+00",onboarding/user-1-7/1/21,12,MATCHED,)', '("2026-05-22 02:21:51.516+00",onboarding/user-1-7/1/21,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 14, 13, 1, 14, 'EMAIL', true, NULL, '2026-05-22 02:21:51.516+00', NULL, NULL, NULL, '2026-05-22 06:34:29.875+00', NULL, NULL, '2026-05-22 06:34:29.875+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 1, 1, 15, 'RULE', true, NULL, '2026-05-20 07:39:21.601+00', NULL, '("2026-05-20 07:39:21.601+00",onboarding/user-1-8/1/3,1,MATCHED,)', '("2026-05-20 07:39:21.601+00",onboarding/user-1-8/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 2, 1, 15, 'EMAIL', true, NULL, '2026-05-20 07:39:21.601+00', NULL, '("2026-05-20 07:40:27.797+00",onboarding/user-1-8/1/7,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-20 07:40:27.797+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 3, 1, 15, 'WAIT', true, NULL, '2026-05-20 07:40:27.797+00', '2026-05-21 07:40:27.797+00', '("2026-05-21 07:40:27.797+00",onboarding/user-1-8/1/9,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 4, 1, 15, 'RULE', true, NULL, '2026-05-21 07:40:27.797+00', '2026-05-24 07:40:27.797+00', '("2026-05-24 07:40:27.797+00",onboarding/user-1-8/1/11,4,NOT_MATCHED,)', '("2026-05-24 07:40:27.797+00",onboarding/user-1-8/1/11,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 6, 1, 15, 'SPLIT', true, NULL, '2026-05-24 07:40:27.797+00', NULL, '("2026-05-24 07:40:27.797+00",onboarding/user-1-8/1/13,6,VARIANT,e-mail)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 15, 7, 1, 15, 'EMAIL', true, NULL, '2026-05-24 07:40:27.797+00', NULL, NULL, NULL, NULL, '2026-05-24 07:42:07.999+00', NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 1, 1, 16, 'RULE', true, NULL, '2026-05-23 06:52:18.601+00', NULL, '("2026-05-23 06:52:18.601+00",onboarding/user-1-9/1/3,1,MATCHED,)', '("2026-05-23 06:52:18.601+00",onboarding/user-1-9/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 2, 1, 16, 'EMAIL', true, NULL, '2026-05-23 06:52:18.601+00', NULL, '("2026-05-23 06:52:28.572+00",onboarding/user-1-9/1/7,2,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-23 06:52:28.572+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 3, 1, 16, 'WAIT', true, NULL, '2026-05-23 06:52:28.572+00', '2026-05-24 06:52:28.572+00', '("2026-05-24 06:52:28.572+00",onboarding/user-1-9/1/9,3,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 4, 1, 16, 'RULE', true, NULL, '2026-05-24 06:52:28.572+00', '2026-05-27 06:52:28.572+00', '("2026-05-27 06:52:28.572+00",onboarding/user-1-9/1/11,4,NOT_MATCHED,)', '("2026-05-27 06:52:28.572+00",onboarding/user-1-9/1/11,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 6, 1, 16, 'SPLIT', true, NULL, '2026-05-27 06:52:28.572+00', NULL, '("2026-05-27 06:52:28.572+00",onboarding/user-1-9/1/13,6,VARIANT,chat)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 8, 1, 16, 'CHAT', true, NULL, '2026-05-27 06:52:28.572+00', NULL, '("2026-05-27 09:58:17.872+00",onboarding/user-1-9/1/18,8,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-27 09:58:17.872+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 9, 1, 16, 'WEBHOOK', true, NULL, '2026-05-27 09:58:17.872+00', NULL, '("2026-05-27 09:58:21.104+00",onboarding/user-1-9/1/20,9,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 10, 1, 16, 'WAIT', true, NULL, '2026-05-27 09:58:21.104+00', '2026-05-31 09:58:21.104+00', '("2026-05-31 09:58:21.104+00",onboarding/user-1-9/1/22,10,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 11, 1, 16, 'PUSH', true, NULL, '2026-05-31 09:58:21.104+00', NULL, '("2026-05-31 09:58:23.627+00",onboarding/user-1-9/1/25,11,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-05-31 09:58:23.627+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 12, 1, 16, 'RULE', true, NULL, '2026-05-31 09:58:23.627+00', '2026-06-05 09:58:23.627+00', '("2026-06-05 09:58:23.627+00",onboarding/user-1-9/1/27,12,NOT_MATCHED,)', '("2026-06-05 09:58:23.627+00",onboarding/user-1-9/1/27,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(1, 16, 13, 1, 16, 'EMAIL', true, NULL, '2026-06-05 09:58:23.627+00', NULL, NULL, NULL, '2026-06-05 09:58:31.448+00', NULL, NULL, '2026-06-05 09:58:31.448+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 14, 2, 17, 'RULE', true, NULL, '2026-04-19 15:22:32.935+00', NULL, '("2026-04-19 15:22:32.935+00",onboarding/user-2-1/1/3,14,MATCHED,)', '("2026-04-19 15:22:32.935+00",onboarding/user-2-1/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 15, 2, 17, 'EMAIL', true, NULL, '2026-04-19 15:22:32.935+00', NULL, '("2026-04-19 15:22:32.936+00",onboarding/user-2-1/1/7,15,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-19 15:22:32.936+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 16, 2, 17, 'WAIT', true, NULL, '2026-04-19 15:22:32.936+00', '2026-04-20 15:22:32.936+00', '("2026-04-20 15:22:32.936+00",onboarding/user-2-1/1/9,16,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 17, 2, 17, 'RULE', true, NULL, '2026-04-20 15:22:32.936+00', '2026-04-23 15:22:32.936+00', '("2026-04-20 15:22:32.936+00",onboarding/user-2-1/1/11,17,MATCHED,)', '("2026-04-20 15:22:32.936+00",onboarding/user-2-1/1/11,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 18, 2, 17, 'TAG', true, NULL, '2026-04-20 15:22:32.936+00', NULL, '("2026-04-20 15:22:32.936+00",onboarding/user-2-1/1/13,18,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 22, 2, 17, 'WEBHOOK', true, NULL, '2026-04-20 15:22:32.936+00', NULL, '("2026-04-20 15:22:36.9+00",onboarding/user-2-1/1/15,22,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 24, 2, 17, 'PUSH', true, NULL, '2026-04-24 15:22:36.9+00', NULL, '("2026-04-24 15:28:49.664+00",onboarding/user-2-1/1/20,24,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-04-24 15:28:49.664+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 25, 2, 17, 'RULE', true, NULL, '2026-04-24 15:28:49.664+00', '2026-04-29 15:28:49.664+00', '("2026-04-29 15:28:49.664+00",onboarding/user-2-1/1/22,25,NOT_MATCHED,)', '("2026-04-29 15:28:49.664+00",onboarding/user-2-1/1/22,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 17, 26, 2, 17, 'EMAIL', true, NULL, '2026-04-29 15:28:49.664+00', NULL, NULL, NULL, '2026-04-29 15:40:30.191+00', NULL, NULL, '2026-04-29 15:40:30.191+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 14, 2, 18, 'RULE', true, NULL, '2026-06-19 10:49:40.927+00', NULL, '("2026-06-19 10:49:40.927+00",onboarding/user-2-2/1/3,14,MATCHED,)', '("2026-06-19 10:49:40.927+00",onboarding/user-2-2/1/3,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 15, 2, 18, 'EMAIL', true, NULL, '2026-06-19 10:49:40.927+00', NULL, '("2026-06-19 11:01:26.048+00",onboarding/user-2-2/1/8,15,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-19 11:01:26.048+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 16, 2, 18, 'WAIT', true, NULL, '2026-06-19 11:01:26.048+00', '2026-06-20 11:01:26.048+00', '("2026-06-20 11:01:26.048+00",onboarding/user-2-2/1/10,16,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 17, 2, 18, 'RULE', true, NULL, '2026-06-20 11:01:26.048+00', '2026-06-23 11:01:26.048+00', '("2026-06-23 11:01:26.048+00",onboarding/user-2-2/1/12,17,NOT_MATCHED,)', '("2026-06-23 11:01:26.048+00",onboarding/user-2-2/1/12,,NOT_MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 19, 2, 18, 'SPLIT', true, NULL, '2026-06-23 11:01:26.048+00', NULL, '("2026-06-23 11:01:26.048+00",onboarding/user-2-2/1/14,19,VARIANT,chat)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 20, 2, 18, 'EMAIL', true, NULL, '2026-06-25 11:01:26.048+00', NULL, '("2026-06-25 11:02:33.091+00",onboarding/user-2-2/1/19,20,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-25 11:02:33.091+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 21, 2, 18, 'CHAT', true, NULL, '2026-06-23 11:01:26.048+00', NULL, '("2026-06-25 11:01:26.048+00",onboarding/user-2-2/1/16,21,NOT_ONLINE,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 22, 2, 18, 'WEBHOOK', true, NULL, '2026-06-25 11:02:33.091+00', NULL, '("2026-06-25 11:02:34.222+00",onboarding/user-2-2/1/21,22,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 23, 2, 18, 'WAIT', true, NULL, '2026-06-25 11:02:34.222+00', '2026-06-29 11:02:34.222+00', '("2026-06-29 11:02:34.222+00",onboarding/user-2-2/1/23,23,NEXT,)', NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 24, 2, 18, 'PUSH', true, NULL, '2026-06-29 11:02:34.222+00', NULL, '("2026-06-29 11:05:58.979+00",onboarding/user-2-2/1/26,24,DELIVERED,)', NULL, NULL, NULL, NULL, '2026-06-29 11:05:58.979+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 25, 2, 18, 'RULE', true, NULL, '2026-06-29 11:05:58.979+00', '2026-07-04 11:05:58.979+00', '("2026-06-30 03:15:49.298+00",onboarding/user-2-2/1/28,25,MATCHED,)', '("2026-06-30 03:15:49.298+00",onboarding/user-2-2/1/28,,MATCHED,)', NULL, NULL, NULL, NULL, NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT),
	(2, 18, 26, 2, 18, 'EMAIL', true, NULL, '2026-06-30 03:15:49.298+00', NULL, NULL, NULL, '2026-06-30 03:16:43.786+00', NULL, NULL, '2026-06-30 03:16:43.786+00', NULL, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO public.workspace OVERRIDING SYSTEM VALUE VALUES
	(2, 'other', 'UTC', '2026-11-28 03:15:57.846299+00'),
	(1, 'acme', 'Europe/Amsterdam', '2026-11-28 03:15:57.843738+00');

SELECT pg_catalog.setval('public.block_id_seq', 26, true);

SELECT pg_catalog.setval('public.bulk_action_id_seq', 7, true);

SELECT pg_catalog.setval('public.entry_id_seq', 18, true);

SELECT pg_catalog.setval('public.export_id_seq', 3, true);

SELECT pg_catalog.setval('public.job_id_seq', 10, true);

SELECT pg_catalog.setval('public.person_id_seq', 20, true);

SELECT pg_catalog.setval('public.series_id_seq', 2, true);

SELECT pg_catalog.setval('public.tag_id_seq', 4, true);

SELECT pg_catalog.setval('public.token_id_seq', 3, true);

SELECT pg_catalog.setval('public.version_stamp_id_seq', 3, true);

SELECT pg_catalog.setval('public.workspace_id_seq', 2, true);

ALTER TABLE ONLY public.block
    ADD CONSTRAINT block_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.block
    ADD CONSTRAINT block_workspace_id_series_id_key_key UNIQUE (workspace_id, series_id, key);

ALTER TABLE ONLY public.bulk_action_batch
    ADD CONSTRAINT bulk_action_batch_pkey PRIMARY KEY (workspace_id, bulk_action_id, number);

ALTER TABLE ONLY public.bulk_action
    ADD CONSTRAINT bulk_action_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.bulk_action_skip
    ADD CONSTRAINT bulk_action_skip_pkey PRIMARY KEY (workspace_id, bulk_action_id, reason);

ALTER TABLE ONLY public.bulk_action
    ADD CONSTRAINT bulk_action_workspace_id_idempotency_key_key UNIQUE (workspace_id, idempotency_key);

ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_workspace_id_series_id_key_key UNIQUE (workspace_id, series_id, key);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.export
    ADD CONSTRAINT export_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.export
    ADD CONSTRAINT export_workspace_id_idempotency_key_key UNIQUE (workspace_id, idempotency_key);

ALTER TABLE ONLY public.figure_count
    ADD CONSTRAINT figure_count_pkey PRIMARY KEY (workspace_id, series_id, block_id, level, bucket, figure);

ALTER TABLE ONLY public.ingest_lane
    ADD CONSTRAINT ingest_lane_pkey PRIMARY KEY (workspace_id, series_id, number);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (workspace_id, bulk_action_id);

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_pkey PRIMARY KEY (workspace_id, series_id, "position");

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.person_tag
    ADD CONSTRAINT person_tag_pkey PRIMARY KEY (workspace_id, tag_id, person_id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_workspace_id_external_id_key UNIQUE (workspace_id, external_id);

ALTER TABLE ONLY public.recipient
    ADD CONSTRAINT recipient_pkey PRIMARY KEY (workspace_id, bulk_action_id, person_id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_workspace_id_key_key UNIQUE (workspace_id, key);

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_workspace_id_name_key UNIQUE (workspace_id, name);

ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.version_stamp
    ADD CONSTRAINT version_stamp_pkey PRIMARY KEY (workspace_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (workspace_id, entry_id, block_id);

ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_name_key UNIQUE (name);

ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_pkey PRIMARY KEY (id);

CREATE INDEX bulk_action_over ON public.bulk_action USING btree (workspace_id, completed_at) WHERE (has_people AND (completed_at IS NOT NULL));

CREATE INDEX entry_disengaged ON public.entry USING btree (workspace_id, series_id, disengaged_at, id) WHERE (disengaged_at IS NOT NULL);

CREATE INDEX entry_exited ON public.entry USING btree (workspace_id, series_id, exited_at, id) WHERE (exited_at IS NOT NULL);

CREATE INDEX entry_finished ON public.entry USING btree (workspace_id, series_id, finished_at, id) WHERE (finished_at IS NOT NULL);

CREATE INDEX entry_goal_hit ON public.entry USING btree (workspace_id, series_id, goal_hit_at, id) WHERE (goal_hit_at IS NOT NULL);

CREATE INDEX entry_in_progress ON public.entry USING btree (workspace_id, series_id, started_at, id) WHERE ((started_at IS NOT NULL) AND (ended_at IS NULL));

CREATE INDEX entry_person ON public.entry USING btree (workspace_id, person_id, series_id);

CREATE INDEX entry_started ON public.entry USING btree (workspace_id, series_id, started_at, id) WHERE (started_at IS NOT NULL);

CREATE INDEX event_engagement ON public.event USING btree (workspace_id, block_id, person_id) WHERE (type >= 'GOAL_HIT'::public.event_type);

CREATE INDEX event_instant ON public.event USING btree (workspace_id, series_id, at);

CREATE INDEX export_series ON public.export USING btree (workspace_id, series_id, id DESC);

CREATE INDEX export_stored ON public.export USING btree (workspace_id, expires_at) WHERE is_stored;

CREATE INDEX job_finished ON public.job USING btree (workspace_id, finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX job_queued ON public.job USING btree (workspace_id, run_at, id) WHERE (state = 'QUEUED'::public.job_state);

CREATE INDEX job_running ON public.job USING btree (workspace_id, lease_until) WHERE (state = 'RUNNING'::public.job_state);

CREATE INDEX person_attributes ON public.person USING gin (workspace_id, attributes jsonb_path_ops) WHERE (attributes <> '{}'::jsonb);

CREATE INDEX person_search ON public.person USING gin (workspace_id, search_text public.gin_trgm_ops);

CREATE INDEX person_tag_person ON public.person_tag USING btree (workspace_id, person_id);

CREATE INDEX recipient_failed ON public.recipient USING btree (workspace_id, bulk_action_id, person_id) WHERE (state = 'FAILED'::public.recipient_state);

CREATE INDEX recipient_pending ON public.recipient USING btree (workspace_id, bulk_action_id, due_at, person_id) WHERE (state = 'PENDING'::public.recipient_state);

CREATE INDEX recipient_sending ON public.recipient USING btree (workspace_id, bulk_action_id) WHERE (state = 'SENDING'::public.recipient_state);

CREATE INDEX visit_left ON public.visit USING btree (workspace_id, block_id, public.final_state(kind, turned_at, ended_as), public.decision_of(matched), left_at, entry_id);

CREATE INDEX visit_reached ON public.visit USING btree (workspace_id, block_id, public.final_state(kind, turned_at, ended_as), public.decision_of(matched), reached_at, entry_id);

CREATE INDEX visit_waits ON public.visit USING btree (workspace_id, block_id, public.final_state(kind, turned_at, ended_as), public.decision_of(matched), waits_until, entry_id);

CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON public.block FOR EACH ROW EXECUTE FUNCTION public.stamp_definition();

CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON public.path FOR EACH ROW EXECUTE FUNCTION public.stamp_definition();

CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE OF key, name, status, goal ON public.series FOR EACH ROW EXECUTE FUNCTION public.stamp_definition();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.block REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.bulk_action REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.bulk_action_skip REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.event REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.export REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.path REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.person REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.person_tag REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.series REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_delete AFTER DELETE ON public.tag REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.block REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.bulk_action REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.bulk_action_skip REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.event REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.export REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.path REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.person_tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.series REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_insert AFTER INSERT ON public.tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.block REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.bulk_action REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.bulk_action_skip REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.event REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.export REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.path REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.person_tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.series REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.tag REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_versions();

CREATE TRIGGER stamp_update AFTER UPDATE ON public.workspace REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stamp_workspaces();

ALTER TABLE ONLY public.block
    ADD CONSTRAINT block_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES public.series(workspace_id, id);

ALTER TABLE ONLY public.bulk_action
    ADD CONSTRAINT bulk_action_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);

ALTER TABLE ONLY public.export
    ADD CONSTRAINT export_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES public.series(workspace_id, id);

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_workspace_id_series_id_fkey FOREIGN KEY (workspace_id, series_id) REFERENCES public.series(workspace_id, id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);

ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspace(id);

