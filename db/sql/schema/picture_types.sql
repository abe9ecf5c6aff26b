-- One row per extension or type of the schema, in the order of creation: its definition and description.
SELECT format('CREATE EXTENSION %I', extname) AS definition, NULL AS description
FROM pg_extension
WHERE extnamespace = current_schema()::regnamespace
UNION ALL
SELECT
    format('CREATE TYPE %I AS ', typname) || CASE typtype
        WHEN 'e' THEN format('ENUM (%s)', (
            SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
            FROM pg_enum
            WHERE enumtypid = pg_type.oid
        ))
        ELSE format('(%s)', (
            SELECT string_agg(
                format('%I %s', attname, format_type(atttypid, atttypmod))
                    || CASE WHEN attcollation <> 0 AND attcollation <> 'pg_catalog.default'::regcollation
                        THEN ' COLLATE ' || attcollation::regcollation ELSE '' END,
                ', ' ORDER BY attnum
            )
            FROM pg_attribute
            WHERE attrelid = typrelid AND NOT attisdropped
        ))
    END,
    obj_description(pg_type.oid, 'pg_type')
FROM pg_type
LEFT JOIN pg_class ON pg_class.oid = typrelid
WHERE typnamespace = current_schema()::regnamespace AND (typtype = 'e' OR relkind = 'c')
ORDER BY definition
