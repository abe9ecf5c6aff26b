-- An attribute equals one of these values.
person.attributes -> $name::text IN (SELECT jsonb_array_elements($value::text::jsonb))
