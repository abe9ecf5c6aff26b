CREATE TYPE block_kind AS ENUM (
    'RULE', 'WAIT', 'TAG', 'WEBHOOK', 'SPLIT',
    'EMAIL', 'CHAT', 'POST', 'PUSH', 'SMS', 'WHATSAPP', 'BANNER', 'CAROUSEL', 'TOUR', 'SURVEY', 'BOT',
    'CHECKLIST', 'TOOLTIP', 'NEWS'
);

CREATE TYPE path_condition AS ENUM ('MATCHED', 'NOT_MATCHED', 'DELIVERED', 'NOT_ONLINE', 'NEXT', 'VARIANT');

CREATE TABLE block (
    workspace_id  bigint     NOT NULL,
    id            bigint     GENERATED ALWAYS AS IDENTITY,
    series_id     bigint     NOT NULL,
    key           text       NOT NULL,
    name          text       NOT NULL,
    kind          block_kind NOT NULL,
    is_entry      boolean    NOT NULL,
    content_title text,
    position      integer    NOT NULL,
    removed_at    timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, series_id, key),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series
);

COMMENT ON TABLE block IS 'One step of a series. A block that a newer definition leaves out keeps its row and its '
    'figures.';
COMMENT ON COLUMN block.key IS 'The caller''s own id, unique in the series';
COMMENT ON COLUMN block.is_entry IS 'Whether people enter the series here';
COMMENT ON COLUMN block.position IS 'Place in the definition';
COMMENT ON COLUMN block.removed_at IS 'When a definition left the block out';

CALL stamp_changes_of('block');

CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON block
FOR EACH ROW EXECUTE FUNCTION stamp_definition();

CREATE TABLE path (
    workspace_id  bigint         NOT NULL,
    series_id     bigint         NOT NULL,
    position      integer        NOT NULL,
    from_block_id bigint         NOT NULL,
    to_block_id   bigint         NOT NULL,
    condition     path_condition NOT NULL,
    variant       text,
    PRIMARY KEY (workspace_id, series_id, position),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series
);

COMMENT ON TABLE path IS 'One way from a block to another.';
COMMENT ON COLUMN path.position IS 'Place in the definition';
COMMENT ON COLUMN path.variant IS 'Which variant of a SPLIT leads here';

CALL stamp_changes_of('path');

CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON path
FOR EACH ROW EXECUTE FUNCTION stamp_definition();
