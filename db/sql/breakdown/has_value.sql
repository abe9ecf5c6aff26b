-- The value of an entry is one of these.
{value} IN (SELECT jsonb_array_elements($values::text::jsonb))
