-- An attribute comes before or after a value of the same type.
json_order(person.attributes -> $name::text, $value::text::jsonb) {comparator} 0
