-- An attribute equals this value. Written as containment as well, because the index answers only that. It has no people
-- with empty attributes.
person.attributes <> '{}' AND person.attributes @> jsonb_build_object($name::text, $value::text::jsonb)
AND person.attributes -> $name::text = $value::text::jsonb
