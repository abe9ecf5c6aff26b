-- An attribute is less or greater than a value of the same type.
json_order(person.attributes -> $name::text, $value::text::jsonb) {comparator} 0
