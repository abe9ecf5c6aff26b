-- An attribute is missing.
NOT person.attributes ? $name::text
