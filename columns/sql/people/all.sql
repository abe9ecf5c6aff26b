-- The copied rows of all people.
CREATE TEMP VIEW copied_entry AS {entry};
CREATE TEMP VIEW copied_visit AS {visit};
CREATE TEMP VIEW copied_event AS {event};
