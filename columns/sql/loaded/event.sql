-- Engagement in a copy as it is loaded.
SELECT event.* REPLACE (event.type::event_type AS type)
FROM {rows} AS event
