"""XES: the same log as its CSV."""

import gzip

import pytest

from core.errors import Invalid
from eventlog.columns import Columns
from eventlog.table import rows

COLUMNS = Columns("case:concept:name", "concept:name", "time:timestamp")
XES = """<?xml version="1.0" encoding="UTF-8" ?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <trace>
    <string key="concept:name" value="c1"/>
    <event>
      <string key="concept:name" value="Pr&#252;fen &amp; Ask"/>
      <date key="time:timestamp" value="2025-01-01T10:00:00.000+01:00"/>
      <string key="org:resource" value="Ann"><string key="concept:name" value="nested"/></string>
    </event>
    <event>
      <string key="concept:name" value="Pay"/>
      <date key="time:timestamp" value="2025-01-02T09:00:00Z"/>
    </event>
  </trace>
  <trace><string key="concept:name" value="c2"/></trace>
</log>
"""
FOUND = [("c1", "Prüfen & Ask", "2025-01-01T09:00"), ("c1", "Pay", "2025-01-02T09:00")]


def read(path, columns=COLUMNS):
    found = rows(path, columns)
    return [(case, what, (at - (at.utcoffset() or at.resolution)).isoformat()[:16]) for case, what, at in found]


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz", "log"])
def test_events_are_read_with_the_attributes_of_their_trace(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(XES.encode()) if name.endswith(".gz") else XES.encode())

    assert list(map(tuple, ([case, what] for case, what, _ in read(path)))) == [row[:2] for row in FOUND]


def test_an_event_outside_of_a_trace_is_refused_because_it_has_no_case(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES.replace("</log>", "<event/></log>"))

    with pytest.raises(Invalid) as refusal:
        list(rows(path, COLUMNS))

    assert refusal.value.message == (
        f"{path}, after trace 2: An event is outside of a trace, so it has no case. Move it into a trace, or remove it."
    )


def test_a_missing_attribute_is_named(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES.replace('<string key="concept:name" value="Pay"/>', ""))

    with pytest.raises(Invalid) as refusal:
        list(rows(path, COLUMNS))

    assert refusal.value.message == (
        f"{path}, trace 1, event 2 has no attribute 'concept:name'. Its attributes are: 'case:concept:name', "
        "'time:timestamp'."
    )


@pytest.mark.parametrize(
    "content",
    [
        "<log><trace>",
        "<log>&unknown;</log>",
        '<?xml version="1.0" encoding="klingon"?><log/>',
        '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + ']><log><trace><string key="concept:name" value="&j;"/></trace></log>',
    ],
)
def test_malformed_xml_is_refused(tmp_path, content):
    path = tmp_path / "log.xes"
    path.write_text(content)

    with pytest.raises(Invalid, match="is not well-formed XML"):
        list(rows(path, COLUMNS))


@pytest.mark.parametrize(
    ("old", "where", "name"),
    [
        ('<string key="concept:name" value="Pay"/>', "trace 1, event 2", "concept:name"),
        ('<string key="concept:name" value="c2"/>', "trace 2", "case:concept:name"),
    ],
)
def test_an_attribute_that_is_given_twice_is_refused(tmp_path, old, where, name):
    path = tmp_path / "log.xes"
    path.write_text(XES.replace(old, old + '<string key="concept:name" value="Other"/>'))

    with pytest.raises(Invalid) as refusal:
        read(path)

    assert refusal.value.message == f"{path}, {where} has the attribute '{name}' twice. Remove one of them."


def test_an_attribute_that_is_not_imported_may_be_given_twice(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES.replace("<event>", '<event><string key="a" value="1"/><string key="a" value="2"/>'))

    assert len(read(path)) == 2


def test_an_event_cannot_change_an_attribute_of_its_trace(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES.replace("<event>", '<event><string key="case:concept:name" value="other"/>', 1))

    with pytest.raises(Invalid) as refusal:
        read(path)

    assert refusal.value.message == (
        f"{path}, trace 1, event 1 has the attribute 'case:concept:name' with another value than its trace. Rename the "
        "attribute of the event."
    )


def test_an_event_may_repeat_an_attribute_of_its_trace(tmp_path):
    path = tmp_path / "log.xes"
    content = XES.replace("<event>", '<event><string key="case:concept:name" value="c1"/>', 1)
    path.write_text(content)

    assert {row[0] for row in read(path)} == {"c1"}
