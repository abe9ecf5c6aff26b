-- An attribute is there.
person.attributes ? $name::text
