"""What is wrong with the arguments of a command, in plain words: Typer quotes Pydantic, which knows no options."""

from collections.abc import Sequence
from typing import Any

import typer
from pydantic import ValidationError

from core.texts import quoted

_OUTSIDE = ("greater_than_equal", "less_than_equal")  # types of errors of whole numbers; others begin with int_


def sentence_of(error: typer.TyperException) -> str:
    """The sentence for wrong arguments, and where the right ones are explained."""
    sentence = _of_value(error) if isinstance(error, typer.BadParameter) else error.format_message()
    end = "" if sentence.endswith(("?", ".")) else "."
    context: typer.Context | None = getattr(error, "ctx", None)
    return f"{sentence}{end} See `{context.command_path} --help`." if context else f"{sentence}{end}"


def _of_value(error: typer.BadParameter) -> str:
    """Names the option, its value, and the values that are possible."""
    parameter: Any = error.param
    if not error.message:  # the option is missing
        return error.format_message()
    if parameter is None:
        return error.message
    return f"{_name(parameter)}: {_problem(error.message, error.__cause__, parameter.type_descriptor)}"


def _problem(message: str, cause: BaseException | None, expected: Any) -> str:
    if not isinstance(cause, ValidationError):
        return message
    found = cause.errors()[0]
    if expected.choices:
        names: Sequence[str] = [choice.value for choice in expected.choices]
        return f"{quoted(found['input'])} is not one of {', '.join(names)}"
    if found["type"].startswith("int_") or found["type"] in _OUTSIDE:
        return f"{quoted(found['input'])} is not a whole number{_range(expected.parameter_info)}"
    return message


def _range(expected: Any) -> str:
    least, most = expected.min, expected.max
    if least is None:
        return "" if most is None else f" of at most {most:,}"
    return f" of at least {least:,}" if most is None else f" from {least:,} to {most:,}"


def _name(parameter: Any) -> str:
    return next((option for option in parameter.opts if option.startswith("--")), parameter.display_name_raw)
