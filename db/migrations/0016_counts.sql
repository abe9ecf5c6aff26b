-- A figure of a series can count more than 2,147,483,647 events.
ALTER TABLE figure_count
    ALTER entries TYPE bigint,
    ALTER people TYPE bigint,
    ALTER total TYPE bigint;
