-- A new addition in memory, with people whose rows follow. Their changes before the generation `since` are contained.
ATTACH ':memory:' AS {name};

CREATE TABLE {name}.person AS
SELECT id, getvariable('since')::integer AS since FROM added;

CREATE TABLE {name}.entry AS FROM {base}.entry WHERE false;
CREATE TABLE {name}.visit AS FROM {base}.visit WHERE false;
CREATE TABLE {name}.event AS FROM {base}.event WHERE false;
