-- The company of an entry.
to_jsonb(company_known(entry.company, $before::timestamptz))
