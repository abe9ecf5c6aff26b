CREATE TYPE bulk_action_kind AS ENUM ('TAG', 'UNTAG', 'MESSAGE');

CREATE TABLE bulk_action (
    workspace_id    bigint           NOT NULL REFERENCES workspace,
    id              bigint           GENERATED ALWAYS AS IDENTITY,
    kind            bulk_action_kind NOT NULL,
    status          job_status       NOT NULL DEFAULT 'PENDING',
    selected        integer          NOT NULL DEFAULT 0,
    processed       integer          NOT NULL DEFAULT 0,
    succeeded       integer          NOT NULL DEFAULT 0,
    skipped         integer          NOT NULL DEFAULT 0,
    failed          integer          NOT NULL DEFAULT 0,
    tag_id          bigint,
    undoes          bigint,
    undone_by       bigint,
    error           text,
    idempotency_key text,
    input_hash      bytea,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    completed_at    timestamptz,
    last_batch      integer          NOT NULL DEFAULT 0,
    has_people      boolean          NOT NULL DEFAULT true,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, idempotency_key)
);

COMMENT ON TABLE bulk_action IS 'One action on many people: tagging, untagging or sending a message.';
COMMENT ON COLUMN bulk_action.tag_id IS 'TAG and UNTAG: the tag';
COMMENT ON COLUMN bulk_action.undoes IS 'The bulk action that this one undoes';
COMMENT ON COLUMN bulk_action.undone_by IS 'The bulk action that undoes this one';
COMMENT ON COLUMN bulk_action.error IS 'Message for the user of a FAILED action';
COMMENT ON COLUMN bulk_action.input_hash IS 'Of the input: another input with the same idempotency key is refused';
COMMENT ON COLUMN bulk_action.last_batch IS 'Number of the last batch that is done; batches are taken by number';
COMMENT ON COLUMN bulk_action.has_people IS 'Whether its batches and recipients are still kept';

-- Finished bulk actions whose people are to be removed some time later.
CREATE INDEX bulk_action_over ON bulk_action (workspace_id, completed_at) WHERE has_people AND completed_at IS NOT NULL;

CALL stamp_changes_of('bulk_action');

CREATE TABLE bulk_action_batch (
    workspace_id   bigint   NOT NULL,
    bulk_action_id bigint   NOT NULL,
    number         integer  NOT NULL,
    person_ids     bigint[] STORAGE EXTERNAL NOT NULL, -- compressing the ids would take longer than writing them
    PRIMARY KEY (workspace_id, bulk_action_id, number)
);

COMMENT ON TABLE bulk_action_batch IS 'Some of the people whom a bulk action is about, as selected when it was '
    'requested.';
COMMENT ON COLUMN bulk_action_batch.person_ids IS 'In ascending order, also from batch to batch. A finished batch '
    'keeps only the people who were changed: undoing the bulk action concerns exactly them.';

CREATE TABLE bulk_action_skip (
    workspace_id   bigint  NOT NULL,
    bulk_action_id bigint  NOT NULL,
    reason         text    NOT NULL,
    people         integer NOT NULL,
    PRIMARY KEY (workspace_id, bulk_action_id, reason)
);

COMMENT ON TABLE bulk_action_skip IS 'How many people a bulk action skipped for one reason.';

CALL stamp_changes_of('bulk_action_skip');
