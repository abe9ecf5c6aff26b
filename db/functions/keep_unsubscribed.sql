-- Trigger of `person`: an unsubscribed person keeps every inbox that they have had unsubscribed, until they subscribe again.
-- The rows belong to one person each, so no other person's changes can race with them.
CREATE OR REPLACE FUNCTION keep_unsubscribed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.unsubscribed THEN
        INSERT INTO unsubscribed_inbox (workspace_id, inbox, person_id)
        SELECT NEW.workspace_id, inbox, NEW.id
        FROM inbox_of(NEW.email) AS inbox
        WHERE inbox IS NOT NULL
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM unsubscribed_inbox
        WHERE unsubscribed_inbox.workspace_id = NEW.workspace_id AND unsubscribed_inbox.person_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;
