-- A row without a text lies on one side of a key that has none.
{id} {side} $id::bigint
