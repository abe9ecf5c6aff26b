-- migrate:up

CREATE INDEX recipient_failed ON recipient (workspace_id, bulk_action_id, person_id) WHERE state = 'FAILED';

-- migrate:down
