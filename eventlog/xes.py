"""Reads rows from XES (IEEE 1849), the XML format of event logs."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from core.errors import Invalid
from core.texts import quoted
from eventlog.columns import Columns
from eventlog.files import opened

Values = tuple[str | None, ...]

_OF_TRACE = "case:"  # begins the names of a trace's attributes


def xes_rows(path: Path, columns: Columns) -> Iterator[tuple[str, Values]]:
    """Where each event is, and its case, activity and instant.

    An attribute of the event has its own name, such as concept:name. One of its trace begins with `case:`, such as
    case:concept:name. Raises Invalid for a malformed file, and for an event that is in no trace.
    """
    number, is_in_trace = 0, False
    with opened(path) as file:
        try:
            # Expat loads no external entities, and limits how far internal ones expand.
            parsed = ET.iterparse(file, events=("start", "end"))  # noqa: S314
            root = next(parsed)[1]
            if _name(root) != "log":
                raise Invalid(f"{path} is not XES: its first element is <{_name(root)[:100]}>, not <log>.")
            for step, element in parsed:
                name = _name(element)
                if name == "event" and not is_in_trace:
                    raise Invalid(
                        f"{path}, after trace {number}: An event is outside of a trace, so it has no case. Move it "
                        "into a trace, or remove it."
                    )
                if name == "trace":
                    is_in_trace = step == "start"
                if name == "trace" and step == "end":
                    number += 1
                    yield from _trace(f"{path}, trace {number}", element, columns)
                    root.clear()
        except (ET.ParseError, ValueError, LookupError) as error:
            raise Invalid(f"{path} is not well-formed XML: {error}.") from None


def _trace(where: str, trace: ET.Element, columns: Columns) -> Iterator[tuple[str, Values]]:
    common = _attributes(where, trace, columns, _OF_TRACE)
    events = (element for element in trace if _name(element) == "event")
    for number, event in enumerate(events, 1):
        values = common | _attributes(f"{where}, event {number}", event, columns)
        for name in columns.names:
            if name in common and common[name] != values[name]:
                raise Invalid(
                    f"{where}, event {number} has the attribute {quoted(name)} with another value than its trace. "
                    "Rename the attribute of the event."
                )
            if name not in values:
                listed = ", ".join(map(quoted, list(values)[:100]))
                raise Invalid(f"{where}, event {number} has no attribute {quoted(name)}. Its attributes are: {listed}.")
        yield f"{where}, event {number}", tuple(values[name] for name in columns.names)


def _attributes(where: str, element: ET.Element, columns: Columns, prefix: str = "") -> dict[str, str | None]:
    """The attributes by their names, which begin with the prefix. Raises Invalid if a column is given twice."""
    found: dict[str, str | None] = {}
    for child in element:
        name = f"{prefix}{child.get('key', '')}"
        if name in found and name in columns.names:
            raise Invalid(f"{where} has the attribute {quoted(name)} twice. Remove one of them.")
        if "key" in child.attrib:
            found[name] = child.get("value")
    return found


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
