-- Sets the time zone of the rest of the transaction. On a Citus cluster the nodes get it too: they do not get what
-- set_config sets. Elsewhere citus.propagate_set_commands has no meaning.
CREATE OR REPLACE FUNCTION set_time_zone(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('citus.propagate_set_commands', 'local', true);
    EXECUTE format('SET LOCAL TIME ZONE %L', name);
END
$$;
