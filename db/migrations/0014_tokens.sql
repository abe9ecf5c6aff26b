ALTER TABLE token
    ADD expires_at   timestamptz,
    ADD last_used_at timestamptz,
    ADD rotates      bigint;

COMMENT ON COLUMN token.expires_at IS 'From this instant on the token is refused; null: never';
COMMENT ON COLUMN token.last_used_at IS 'When it was last used, to within a minute';
COMMENT ON COLUMN token.rotates IS 'The token of the same workspace that this one replaces';
