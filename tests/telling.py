"""The variants of statements that show something which no simpler variant shows.

A variant consists of lines of files. Nearly all variants consist of lines that others have, too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from db.statements.catalogue import Variant, names, variants

Chosen = Callable[[], Mapping[str, tuple[Variant, ...]]]


@cache
def telling_variants() -> Mapping[str, tuple[Variant, ...]]:
    """The variants of each statement with a line that those before do not have: one in eight."""
    return {name: tuple(_telling(name)) for name in names()}


def lines_of(variant: Variant) -> set[str]:
    """The lines of a variant, whatever the numbers of its parameters."""
    return {re.sub(r"\$\d+", "$", line.strip()) for line in variant.composed.query.splitlines()}


def _telling(name: str) -> Iterator[Variant]:
    seen = set[str]()
    for variant in variants()[name]:
        lines = lines_of(variant)
        if lines - seen:
            seen |= lines
            yield variant


each_choice = pytest.mark.parametrize(
    "chosen",
    [pytest.param(telling_variants, id="telling"), pytest.param(variants, id="all", marks=pytest.mark.long)],
)
