CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE person (
    workspace_id bigint      NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    external_id  text        NOT NULL,
    email        text,
    name         text,
    attributes   jsonb       NOT NULL DEFAULT '{}',
    unsubscribed boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    search_text  text        GENERATED ALWAYS AS
        (lower(external_id || E'\n' || coalesce(name, '') || E'\n' || coalesce(email, ''))) STORED,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, external_id)
);

COMMENT ON TABLE person IS 'One person of a workspace: upserted by the caller, or added when an event first names '
    'them.';
COMMENT ON COLUMN person.external_id IS 'The caller''s own id';
COMMENT ON COLUMN person.unsubscribed IS 'Whether they have asked for no more e-mail';
COMMENT ON COLUMN person.search_text IS 'What a search looks in, in lower case. The line breaks keep a match from '
    'spanning two of its parts.';

CREATE INDEX person_search ON person USING gin (workspace_id, search_text gin_trgm_ops);

-- Partial, so that people without attributes (whom only events have named) cost this index nothing.
CREATE INDEX person_attributes ON person USING gin (workspace_id, attributes jsonb_path_ops) WHERE attributes <> '{}';

CALL stamp_changes_of('person');

-- What the planner assumes about a table before ANALYZE has seen it. Without this it expects a workspace to be one two-
-- hundredth of any table, and while a first history is loaded it reads the whole workspace where an index would find
-- one row. A negative number is a share of the rows: -1 means that all differ.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', 'person', 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
)
FROM (VALUES ('workspace_id', 4), ('id', -1), ('external_id', -1)) AS assumed (attribute, n_distinct);

-- ANALYZE skips the columns that every statement names. Otherwise it would learn that all rows belong to the workspaces
-- it has seen, and the planner would expect no rows for a workspace that was added since. This also holds for the
-- series and blocks of other tables.
ALTER TABLE person ALTER workspace_id SET STATISTICS 0;

CREATE TABLE tag (
    workspace_id bigint  NOT NULL,
    id           bigint  GENERATED ALWAYS AS IDENTITY,
    name         text    NOT NULL,
    people       integer NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name)
);

COMMENT ON TABLE tag IS 'One tag that people can have.';
COMMENT ON COLUMN tag.people IS 'How many people have it; updated in the transaction that changes person_tag';

CALL stamp_changes_of('tag');

CREATE TABLE person_tag (
    workspace_id bigint NOT NULL,
    tag_id       bigint NOT NULL,
    person_id    bigint NOT NULL,
    PRIMARY KEY (workspace_id, tag_id, person_id)
);

COMMENT ON TABLE person_tag IS 'One tag of one person.';

CREATE INDEX person_tag_person ON person_tag (workspace_id, person_id);

CALL stamp_changes_of('person_tag');
