CREATE TYPE recipient_state AS ENUM ('PENDING', 'SENDING', 'SENT', 'SKIPPED', 'FAILED');

CREATE TABLE message (
    workspace_id   bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    subject        text   NOT NULL,
    body           text   NOT NULL,
    name           uuid   NOT NULL DEFAULT gen_random_uuid(),
    link_key       bytea  NOT NULL,
    PRIMARY KEY (workspace_id, bulk_action_id)
);

COMMENT ON TABLE message IS 'The text that a bulk action of kind MESSAGE sends.';
COMMENT ON COLUMN message.name IS 'Part of the Message-ID of each of its e-mails';
COMMENT ON COLUMN message.link_key IS 'Secret that signs the links in its e-mails, and nothing else';

CREATE TABLE recipient (
    workspace_id   bigint          NOT NULL,
    bulk_action_id bigint          NOT NULL,
    person_id      bigint          NOT NULL,
    state          recipient_state NOT NULL,
    reason         text,
    deferrals      smallint        NOT NULL DEFAULT 0,
    due_at         timestamptz     NOT NULL DEFAULT now(),
    changed_at     timestamptz     NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, bulk_action_id, person_id)
);

COMMENT ON TABLE recipient IS 'One person to whom a message is sent. The row is added shortly before their turn.';
COMMENT ON COLUMN recipient.state IS 'SENDING is committed before the e-mail leaves: a row that stays in it may or '
    'may not have been delivered, and is never sent again.';
COMMENT ON COLUMN recipient.reason IS 'Why it was skipped, failed or deferred';
COMMENT ON COLUMN recipient.deferrals IS 'How often the mail server has deferred it';
COMMENT ON COLUMN recipient.due_at IS 'When to try, or to try again';

CREATE INDEX recipient_pending ON recipient (workspace_id, bulk_action_id, due_at, person_id) WHERE state = 'PENDING';
CREATE INDEX recipient_sending ON recipient (workspace_id, bulk_action_id) WHERE state = 'SENDING';
CREATE INDEX recipient_failed ON recipient (workspace_id, bulk_action_id, person_id) WHERE state = 'FAILED';
