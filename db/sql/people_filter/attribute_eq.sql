-- An attribute is this value. The index knows containment, of which equality is a case; it has no empty attributes.
person.attributes <> '{}' AND person.attributes @> jsonb_build_object($name::text, $value::text::jsonb)
AND person.attributes -> $name::text = $value::text::jsonb
