-- An attribute is a text that contains this text, or a list that has this value as an element.
CASE jsonb_typeof(person.attributes -> $name::text)
    WHEN 'array' THEN $value::text::jsonb IN (SELECT jsonb_array_elements(person.attributes -> $name::text))
    WHEN 'string' THEN jsonb_typeof($value::text::jsonb) = 'string'
        AND strpos(person.attributes ->> $name::text, $value::text::jsonb #>> ARRAY[]::text[]) > 0
END
