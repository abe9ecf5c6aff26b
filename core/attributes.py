"""The types of attributes."""

from enum import StrEnum


class JSONType(StrEnum):
    """The type of a JSON value."""

    STRING = "STRING"
    NUMBER = "NUMBER"
    BOOLEAN = "BOOLEAN"
    NULL = "NULL"
    ARRAY = "ARRAY"
    OBJECT = "OBJECT"
