-- One row per attribute whose name contains a text, the most frequent first, with its most frequent values. Found in a
-- random sample of the people with attributes, or in all of them if they are not more than the sample.
-- With n people sampled of the smallest hashes, which fill the share f of all hashes, there are about (n - 1) / f people:
-- the estimator of Bar-Yossef et al. (2002), Counting distinct elements in a data stream.
-- $1 workspace_id bigint, $2 search text, $3 most_people integer, $4 most_bytes bigint, $5 most integer,
-- $6 most_values integer, $7 longest_value integer
WITH numbered AS MATERIALIZED (
    SELECT
        person.attributes, hashint8(person.id) AS hash,
        row_number() OVER (ORDER BY hashint8(person.id)) AS number,
        sum(pg_column_size(person.attributes)) OVER (ORDER BY hashint8(person.id)) AS bytes
    FROM person
    WHERE person.workspace_id = $1::bigint AND person.attributes <> '{}'
    ORDER BY hashint8(person.id)
    LIMIT $3::integer + 1
),
sampled AS MATERIALIZED (
    SELECT attributes, hash
    FROM numbered
    WHERE number <= $3::integer AND (bytes <= $4::bigint OR number = 1)
),
scale AS (
    SELECT
        sample.people < everyone.people AS is_estimate,
        CASE WHEN sample.people < everyone.people
            THEN GREATEST((sample.people - 1) / sample.share, everyone.people) / sample.people ELSE 1
        END AS factor
    FROM (
        SELECT count(*) AS people, (max(hash) + 2147483649) / 4294967296.0 AS share FROM sampled
    ) AS sample
    CROSS JOIN (SELECT count(*) AS people FROM numbered) AS everyone
),
valued AS (
    SELECT
        attribute.key AS name, jsonb_typeof(attribute.value) AS type,
        CASE WHEN jsonb_typeof(attribute.value) NOT IN ('array', 'object')
            AND length(attribute.value::text) <= $7::integer THEN attribute.value END AS value,
        count(*) AS people
    FROM sampled
    CROSS JOIN LATERAL jsonb_each(sampled.attributes) AS attribute
    WHERE strpos(lower(attribute.key), lower($2::text)) > 0
    GROUP BY 1, 2, 3
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY name ORDER BY value IS NULL, people DESC, value) AS rank FROM valued
)
SELECT
    ranked.name, array_agg(DISTINCT ranked.type) AS types, round(sum(ranked.people) * scale.factor)::bigint AS people,
    scale.is_estimate,
    jsonb_agg(ranked.value ORDER BY ranked.rank) FILTER (WHERE ranked.is_frequent) AS frequent,
    array_agg(round(ranked.people * scale.factor)::bigint ORDER BY ranked.rank) FILTER (WHERE ranked.is_frequent)
        AS frequent_people
FROM (
    -- A value that only one person of a sample has may be unique.
    SELECT
        ranked.*,
        rank <= $6::integer AND value IS NOT NULL AND (people > 1 OR NOT (SELECT is_estimate FROM scale)) AS is_frequent
    FROM ranked
) AS ranked
CROSS JOIN scale
GROUP BY ranked.name, scale.factor, scale.is_estimate
ORDER BY sum(ranked.people) DESC, ranked.name COLLATE "C"
LIMIT $5::integer
