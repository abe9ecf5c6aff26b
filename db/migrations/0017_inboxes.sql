CREATE TABLE unsubscribed_inbox (
    workspace_id bigint NOT NULL,
    inbox        bytea  NOT NULL,
    person_id    bigint NOT NULL,
    PRIMARY KEY (workspace_id, inbox, person_id)
);

COMMENT ON TABLE unsubscribed_inbox IS 'An inbox that gets no messages, and the person who unsubscribed it.';
COMMENT ON COLUMN unsubscribed_inbox.inbox IS 'inbox_of() an address that the person has had, or that their '
    'unsubscribe link was sent to';

CREATE INDEX unsubscribed_inbox_person ON unsubscribed_inbox (workspace_id, person_id);

CALL isolate_table('unsubscribed_inbox');

-- Two triggers, because only one on UPDATE can tell in its WHEN whether something changed.
CREATE TRIGGER keep_unsubscribed_insert AFTER INSERT ON person
    FOR EACH ROW WHEN (NEW.unsubscribed) EXECUTE FUNCTION keep_unsubscribed();
CREATE TRIGGER keep_unsubscribed_update AFTER UPDATE ON person
    FOR EACH ROW WHEN (
        NEW.unsubscribed <> OLD.unsubscribed OR NEW.unsubscribed AND NEW.email IS DISTINCT FROM OLD.email
    ) EXECUTE FUNCTION keep_unsubscribed();

INSERT INTO unsubscribed_inbox (workspace_id, inbox, person_id)
SELECT person.workspace_id, inbox_of(person.email), person.id
FROM person
WHERE person.unsubscribed AND inbox_of(person.email) IS NOT NULL;

ALTER TABLE recipient ADD inbox bytea;

COMMENT ON COLUMN recipient.inbox IS 'inbox_of() the address that the message is for; null if it was skipped at once';

-- So that messages that are being sent reach no inbox a second time.
UPDATE recipient SET inbox = inbox_of(person.email)
FROM bulk_action, person
WHERE bulk_action.workspace_id = recipient.workspace_id AND bulk_action.id = recipient.bulk_action_id
    AND bulk_action.status IN ('PENDING', 'IN_PROGRESS')
    AND person.workspace_id = recipient.workspace_id AND person.id = recipient.person_id
    AND recipient.state <> 'SKIPPED';

CREATE INDEX recipient_inbox ON recipient (workspace_id, bulk_action_id, inbox) WHERE inbox IS NOT NULL;
