-- migrate:up

CREATE TYPE recipient_state AS ENUM ('PENDING', 'SENDING', 'SENT', 'SKIPPED', 'FAILED');

-- What a bulk action of the kind MESSAGE says.
CREATE TABLE message (
    workspace_id   bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    subject        text   NOT NULL,
    body           text   NOT NULL,
    name           uuid   NOT NULL DEFAULT gen_random_uuid(), -- the Message-ID of each of its mails is made of it
    link_key       bytea  NOT NULL, -- signs its links; nothing else is signed with it
    PRIMARY KEY (workspace_id, bulk_action_id)
);

-- What became of each person's message. A row is made when the person's turn is near. SENDING is committed before the
-- mail leaves: a row that is left in it may or may not have arrived, and is never sent again.
CREATE TABLE recipient (
    workspace_id   bigint          NOT NULL,
    bulk_action_id bigint          NOT NULL,
    person_id      bigint          NOT NULL,
    state          recipient_state NOT NULL,
    reason         text,                              -- why it was skipped, failed or put off
    deferrals      smallint        NOT NULL DEFAULT 0, -- how often the mail server has put it off
    due_at         timestamptz     NOT NULL DEFAULT now(),
    changed_at     timestamptz     NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, bulk_action_id, person_id)
);

CREATE INDEX recipient_pending ON recipient (workspace_id, bulk_action_id, due_at, person_id) WHERE state = 'PENDING';
CREATE INDEX recipient_sending ON recipient (workspace_id, bulk_action_id) WHERE state = 'SENDING';

-- Whether a text looks like the address of a mailbox. What passes may still be refused when it is sent to.
CREATE FUNCTION is_mail_address(address text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN length(address) <= 254
    AND address ~ ('^[^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+([.][^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+)*'
        || '@([a-zA-Z0-9\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?[.])+'
        || '[a-zA-Z\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?$')
    -- names that are kept from ever leading to a mailbox
    AND address !~* '[@.](arpa|invalid|local|localhost|onion|test)$';

-- Why a person cannot be sent e-mail; null where they can.
CREATE FUNCTION why_no_mail(email text, unsubscribed boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN coalesce(email, '') = '' THEN 'no e-mail'
    WHEN unsubscribed THEN 'unsubscribed'
    WHEN NOT is_mail_address(email) THEN 'malformed address'
END;

-- migrate:down
