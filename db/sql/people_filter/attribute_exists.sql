-- An attribute exists.
person.attributes ? $name::text
