-- Adds the triggers that give a workspace a new version whenever rows of a table change. For migrations: every table
-- whose data a query can see needs them. Entries, visits and stored counts do not: they change only with events.
CREATE OR REPLACE PROCEDURE stamp_changes_of(name text) LANGUAGE plpgsql AS $$
DECLARE
    change text;
BEGIN
    FOREACH change IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_versions()',
            'stamp_' || lower(change), change, name, CASE change WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END
        );
    END LOOP;
END
$$;
