"""Columnar copies that a Sail server reads through Spark Connect, with the statements that DuckDB runs."""

import asyncio
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession
from spark_sql import Dialect, statements
from sqlglot import exp

from columns.editions import Editions, LoadedEdition, Tables
from columns.engine import set_variable
from columns.loading import tables_of
from columns.scripts import load_script, script
from db.column_copies import TABLES, Copy, Edition, UsableCopy


@contextmanager
def sail() -> Generator[Any]:
    """A session of Spark on a Sail server of this process."""
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    spark = SparkSession.builder.remote(f"sc://{host}:{port}").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    try:
        yield spark
    finally:
        spark.stop()
        server.stop()


class SparkAsDuckDB:
    """A session of Spark that is used like a connection of DuckDB."""

    def __init__(self, spark: Any) -> None:
        self._spark = spark
        self._dialect = Dialect(lambda name: spark.table(name).columns)
        self._result: Any = None

    def execute(self, text: str, arguments: Collection[Any] = ()) -> "SparkAsDuckDB":
        """Runs a script, or one statement with arguments."""
        for tree in statements(text):
            match tree:
                case exp.Create(kind="MACRO"):
                    self._dialect.define(tree)
                case exp.Create():
                    name = "_".join(part.name for part in tree.this.parts)
                    self._spark.sql(self._dialect.sql(tree.expression)).createOrReplaceTempView(name)
                case exp.Set():
                    [item] = tree.expressions
                    [self._dialect.variables[item.this.this.name]] = arguments
                case exp.Attach():
                    pass
                case _:
                    self._result = self._spark.sql(self._dialect.sql(tree, [*arguments]))
        return self

    def sql(self, text: str, params: Collection[Any]) -> Any:
        self.execute(text, params)
        return self

    def register(self, name: str, table: Any) -> None:
        """Makes a table of ids known."""
        frame = self._spark.createDataFrame(table) if len(table) else self._spark.range(0)
        frame.createOrReplaceTempView(name)

    def read_parquet(self, name: str, paths: list[str]) -> None:
        self._spark.read.parquet(*paths).createOrReplaceTempView(name)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._result.collect()]

    def to_arrow_table(self) -> Any:
        return self._result.toArrow()


class SailEngine:
    """Runs what an Engine runs, one after another: views of Spark are of the whole session."""

    def __init__(self, spark: Any) -> None:
        self._spark = spark
        self._lock = asyncio.Lock()

    async def run(self, work: Callable[[Any], Any]) -> Any:
        async with self._lock:
            return await asyncio.to_thread(work, session_of(self._spark))


def session_of(spark: Any) -> SparkAsDuckDB:
    """A session that knows the functions of copies."""
    return SparkAsDuckDB(spark).execute(script("functions"))


class SailCopies:
    """Reads the files of copies where they are in the storage."""

    def __init__(self, spark: Any, storage: Path) -> None:
        self._spark = spark
        self._storage = storage

    @property
    def editions(self) -> Editions:
        """None is loaded: each request reads the newest copy."""
        return Editions()

    async def loaded(self, usable: UsableCopy) -> LoadedEdition:
        copy = usable.copy
        tables = await asyncio.to_thread(self._loaded, copy)
        return LoadedEdition(Edition(copy, copy.generation, copy.generation), tables)

    def _loaded(self, copy: Copy) -> Tables:
        session = session_of(self._spark)
        set_variable(session, "workspace_id", copy.workspace_id)
        for table in TABLES:
            paths = [str(self._storage / file.name) for file in copy.files if file.table == table]
            session.read_parquet(f"{table}_files", paths)
        name = f"copy_{copy.series_id}_{copy.generation}"
        session.execute(load_script(name, self._storage))
        return tables_of(name, session)


class NoAdditions:
    """Adds no rows to copies."""

    def consider(self, usable: UsableCopy, loaded: LoadedEdition) -> None:
        pass
