"""db/tables.sql is the picture of a new database, and the picture shows the whole schema."""

from collections.abc import AsyncIterator

import pytest
from databases import new_database
from given_server import skip_on_cluster

from core.settings import Settings
from db.connection import connected_as_owner
from db.picture import picture
from db.pool import Connection, Pool
from db.scripts import DB

MADE = """
CREATE TYPE mood AS ENUM ('GOOD', 'BAD');
CREATE TYPE pair AS (one integer, other text COLLATE "C");
COMMENT ON TYPE pair IS 'Two of them.';
CREATE TABLE owner (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE pet (
    owner_id bigint REFERENCES owner,
    name varchar COLLATE "C" NOT NULL DEFAULT E'\\n',
    ids bigint[] STORAGE EXTERNAL CHECK (cardinality(ids) < 5),
    upper text GENERATED ALWAYS AS (CASE WHEN name <> '' THEN upper(name) END) STORED
) WITH (fillfactor = 50);
COMMENT ON TABLE pet IS 'An animal.';
COMMENT ON COLUMN pet.name IS 'What it is called';
ALTER TABLE pet ALTER owner_id SET STATISTICS 0;
CREATE INDEX pet_name ON pet (name) WHERE upper IS NOT NULL;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER noted AFTER INSERT ON pet FOR EACH ROW EXECUTE FUNCTION noted();
"""
SHOWN = """
CREATE TYPE mood AS ENUM ('GOOD', 'BAD');

-- Two of them.
CREATE TYPE pair AS (one integer, other text COLLATE "C");

CREATE TABLE owner (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT owner_pkey PRIMARY KEY (id)
);

-- An animal.
CREATE TABLE pet (
    owner_id bigint, -- STATISTICS 0
    name varchar COLLATE "C" NOT NULL DEFAULT '\\n'::varchar, -- What it is called
    ids bigint[] STORAGE EXTERNAL,
    upper text GENERATED ALWAYS AS (CASE WHEN ((name)::text <> ''::text) THEN upper((name)::text) ELSE NULL::text END)
        STORED,
    CONSTRAINT pet_ids_check CHECK ((cardinality(ids) < 5)),
    CONSTRAINT pet_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES owner(id)
) WITH (fillfactor=50);
CREATE INDEX pet_name ON pet (name) WHERE (upper IS NOT NULL);
CREATE TRIGGER noted AFTER INSERT ON pet FOR EACH ROW EXECUTE FUNCTION noted();

-- Functions and procedures: db/functions/<name>.sql
FUNCTION noted() RETURNS trigger
"""


@pytest.fixture
async def connection(settings: Settings) -> AsyncIterator[Connection]:
    async with new_database(settings) as own, connected_as_owner(own) as connection:
        yield connection


async def test_it_shows_the_schema_of_a_new_database(pool: Pool):
    await skip_on_cluster(pool, "it has other triggers, and no row-level policies")
    assert await picture(pool) == (DB / "tables.sql").read_text("utf-8")


async def test_it_shows_types_columns_constraints_indexes_triggers_and_functions(connection: Connection):
    await connection.execute(MADE)

    assert (await picture(connection)).partition("\n\n")[2] == SHOWN.lstrip()
