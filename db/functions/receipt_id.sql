-- The id of the delivery that an event belongs to: the caller's own id, or one id for everything an entry received at a
-- block.
CREATE OR REPLACE FUNCTION receipt_id(receipt text, entry_id bigint, block_id bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(receipt, global_id('Receipt', entry_id::text || '.' || block_id::text));
