"""Two imports into one series at the same time."""

from cli.client import client_for
from cli.log_imports import Activities, LogImport
from cli.recorded_cases import Recorded
from eventlog.blocks import KnownSeries
from eventlog.columns import Columns
from eventlog.log import gather
from eventlog.mapping import Mapping
from eventlog.table import rows

COLUMNS = ("--series", "orders", "--case", "case", "--activity", "what", "--at", "when")
DEFINITION = '{ series(key: "orders") { blocks { key } paths { from { key } to { key } } } }'


def test_an_import_keeps_the_blocks_that_another_added_after_it_read_the_series(milepost, tmp_path, here):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("case,what,when\nc1,Ask,2025-01-01T09:00:00Z\nc1,Pay,2025-01-02T09:00:00Z\n")
    other.write_text("case,what,when\nc2,Call,2025-01-01T09:00:00Z\nc2,Ship,2025-01-02T09:00:00Z\n")
    log = gather(rows(one, Columns("case", "what", "when")))
    with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
        recorded = Recorded(client, "orders")
        activities = Activities(log, KnownSeries("orders"), is_growing=False)
        mapping = Mapping("orders", activities.blocks)

        assert milepost("import-log", "other.csv", *COLUMNS, **here).returncode == 0
        LogImport(client, "one.csv", log, mapping, KnownSeries("orders")).run(recorded, activities.all)
        series = client.ask(DEFINITION)["series"]

    assert {block["key"] for block in series["blocks"]} == {"ask", "pay", "call", "ship"}
    assert [(path["from"]["key"], path["to"]["key"]) for path in series["paths"]] == [("call", "ship"), ("ask", "pay")]
