-- migrate:up

-- What is removed some time after a bulk action is over: whom it was about, and what became of each message to them.
ALTER TABLE bulk_action ADD has_people boolean NOT NULL DEFAULT true;
CREATE INDEX bulk_action_over ON bulk_action (workspace_id, completed_at) WHERE has_people AND completed_at IS NOT NULL;
CREATE INDEX job_finished ON job (workspace_id, finished_at) WHERE finished_at IS NOT NULL;

-- migrate:down
