"""Input objects as the JSON values that a client sends for them."""

from datetime import datetime
from typing import Any, cast

from strawberry.schema.name_converter import NameConverter
from strawberry.types.base import get_object_definition

_NAMES = NameConverter()
_MOST_ELEMENTS = 100  # of a list: a filter can have 10,000 ids


def json_of(given: Any) -> Any:
    """The JSON value of an input, without nulls. Lists are cut after 100 elements."""
    definition = get_object_definition(type(given))
    if definition is not None:
        values = {_NAMES.get_graphql_name(field): getattr(given, field.python_name) for field in definition.fields}
        return {name: json_of(value) for name, value in values.items() if value is not None}
    if isinstance(given, list):
        return [json_of(each) for each in cast("list[Any]", given)[:_MOST_ELEMENTS]]
    return given.isoformat() if isinstance(given, datetime) else given
