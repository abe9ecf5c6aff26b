"""Which addresses links begin with, and which of them may be mailed."""

import pytest

from core.public_urls import LOCAL, LinkBase, link_base


@pytest.mark.parametrize("host", ["localhost:8000", "LOCALHOST", "127.0.0.1:80", "127.9.9.9", "[::1]:8000"])
def test_a_loopback_host_may_be_mailed(host: str):
    assert link_base(None, "http", host) == LinkBase(f"http://{host}", may_be_mailed=True)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1:8000",
        "milepost",
        "0.0.0.0",
        "[::2]",
    ],
)
def test_another_host_may_not(host: str):
    assert link_base(None, "https", host) == LinkBase(f"https://{host}", may_be_mailed=False)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1@evil.example",
        "localhost/ or http://evil.example",
        "localhost#x",
        "localhost:1:2",
        "a b",
        "x" * 300,
    ],
)
def test_a_host_that_is_none_is_not_used(host: str):
    assert link_base(None, "http", host) == LOCAL


def test_the_configured_address_replaces_the_host():
    base = "https://milepost.example.com/path"

    assert link_base(base, "http", "evil.example") == LinkBase(base, may_be_mailed=True)
