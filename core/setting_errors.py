"""Errors in settings, in words."""

from pydantic import ValidationError

from core.texts import quoted


def in_words(error: ValidationError) -> str:
    """A sentence that names the environment variable, and says what its value must be."""
    first = error.errors()[0]
    name = f"MILEPOST_{str(first['loc'][0]).upper()}"
    if sentence := _SENTENCES.get(first["type"]):
        given = f", not {quoted(first['input'])}" if first["type"] in _NOT_READ else ""
        return f"{name} must be {sentence.format(**first.get('ctx', {}))}{given}."
    return f"{name}: {first['msg'].removeprefix('Value error, ').rstrip('.')}."


_NOT_READ = ("int_parsing", "float_parsing", "bool_parsing")  # no secret is among these settings

# What a value must be, by the type of the error of pydantic.
_SENTENCES = {
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_parsing": "true or false",
    "greater_than": "greater than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than": "less than {lt:g}",
    "less_than_equal": "at most {le:g}",
    "too_short": "at least {min_length} characters long",
    "literal_error": "{expected}",
    "enum": "{expected}",
}
