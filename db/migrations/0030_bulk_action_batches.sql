-- migrate:up

-- Whom a bulk action is about, as selected when it was asked for, in batches of ascending ids. Once a batch is done,
-- those to whom nothing was done are taken out of it: what is left is what undoing takes back.
CREATE TABLE bulk_action_batch (
    workspace_id   bigint   NOT NULL,
    bulk_action_id bigint   NOT NULL,
    number         integer  NOT NULL,
    person_ids     bigint[] NOT NULL,
    PRIMARY KEY (workspace_id, bulk_action_id, number)
);

-- Packing the ids would take longer than writing them.
ALTER TABLE bulk_action_batch ALTER person_ids SET STORAGE EXTERNAL;

ALTER TABLE bulk_action ADD last_batch integer NOT NULL DEFAULT 0; -- batches are taken by their numbers; these are done

-- Those who are done and those who are left never share a batch: the numbers of the former are even.
INSERT INTO bulk_action_batch (workspace_id, bulk_action_id, number, person_ids)
SELECT workspace_id, bulk_action_id, number, coalesce(array_agg(person_id ORDER BY person_id) FILTER (WHERE is_in), '{}')
FROM (
    SELECT
        selected.workspace_id, selected.bulk_action_id, selected.person_id, selected.reason IS NULL AS is_in,
        2 * (1 + row_number() OVER (
            PARTITION BY selected.workspace_id, selected.bulk_action_id ORDER BY selected.person_id
        ) / 10000) + (selected.person_id > bulk_action.last_person_id)::integer AS number
    FROM bulk_action_person AS selected
    JOIN bulk_action ON bulk_action.workspace_id = selected.workspace_id AND bulk_action.id = selected.bulk_action_id
) AS numbered
GROUP BY workspace_id, bulk_action_id, number;

UPDATE bulk_action
SET last_batch = done.last_batch
FROM (
    SELECT workspace_id, bulk_action_id, max(number) AS last_batch
    FROM bulk_action_batch
    WHERE number % 2 = 0
    GROUP BY workspace_id, bulk_action_id
) AS done
WHERE bulk_action.workspace_id = done.workspace_id AND bulk_action.id = done.bulk_action_id;

ALTER TABLE bulk_action DROP last_person_id;
DROP TABLE bulk_action_person;

-- migrate:down
