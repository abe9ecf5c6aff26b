-- An attribute does not equal this value, or is missing.
person.attributes -> $name::text IS DISTINCT FROM $value::text::jsonb
