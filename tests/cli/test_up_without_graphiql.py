"""`milepost up` with GraphiQL turned off."""

from collections.abc import Callable
from typing import Any


def test_it_prints_no_link_to_graphiql(starting: Callable[..., Any]):
    with starting("up", "--port", "0", MILEPOST_GRAPHIQL="false") as up:
        up.await_output(r"The token is in the file")
        output = up.output.read_text("utf-8")

    assert "Milepost: http://" in output
    assert "GraphiQL" not in output
