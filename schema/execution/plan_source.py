"""Source code of plans. Plans read, check, count and write values without a call for each of them."""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownParameterType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Sequence

from graphql import GraphQLOutputType
from graphql.type import is_non_null_type

from schema.execution.leaves import Measure, condition_written


def filled(value: str, number: int, type_: GraphQLOutputType) -> str:
    """A line of source code that replaces a value by its part of the response, without a call if both are the same."""
    is_nullable = not is_non_null_type(type_)
    written = condition_written(type_ if is_nullable else type_.of_type, value)
    unless = ([f"{value} is not None"] if is_nullable else []) + ([f"not ({written})"] if written else [])
    condition = f"if {' and '.join(unless)}: " if unless else ""
    return f"{condition}{value} = fill_{number}({value})"


def reading_all(reads: Sequence[str]) -> list[str]:
    """Source code that reads attributes, and raises UnexpectedValue for an object that lacks one."""
    if not reads:
        return []
    return ["try:", *[f"    {read}" for read in reads], "except AttributeError: raise UnexpectedValue from None"]


def measured(value: str, number: int, type_: GraphQLOutputType, measure: Measure) -> str:
    """Source code of the length of a text, 0 for null."""
    length = f"{'len' if measure is len else f'measure_{number}'}({value})"
    return length if is_non_null_type(type_) else f"({value} is not None and {length})"
