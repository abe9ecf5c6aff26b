"""Costs in responses."""

from collections.abc import Iterator
from typing import Any

import pytest

import schema.operations


def without_cost(body: dict[str, Any]) -> dict[str, Any]:
    """The body of a response to an operation that was not refused for its cost, without that cost."""
    cost = body["extensions"]["cost"]
    assert cost == {"requested": cost["requested"], "limit": cost["limit"], "left": cost["limit"] - cost["requested"]}
    assert 0 < cost["requested"] <= cost["limit"]
    assert body["extensions"].keys() == {"cost"}
    return {name: value for name, value in body.items() if name != "extensions"}


@pytest.fixture(scope="module")
def any_cost() -> Iterator[None]:
    """Permits operations of any cost: those that select everything nest all lists."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema.operations, "MOST_COST", 10**12)
        yield
