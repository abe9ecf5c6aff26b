-- The value of an entry is none of these. It has one.
{value} IS NOT NULL AND NOT {value} IN (SELECT jsonb_array_elements($values::text::jsonb))
