"""Requests for exports."""

from hashlib import sha256

from core.exports import ExportRequest


def test_the_same_request_has_the_fingerprint_that_earlier_releases_stored():
    stored = (
        b'{"series_id":1,"range":{"begin":"0001-01-02T00:00:00Z","end":"9999-12-31T00:00:00Z"},"clock":"EVENT_TIME",'
        b'"people":null,"files":null,"format":"CSV","as_of":null,"time_zone":"UTC","email":null}'
    )

    assert ExportRequest(1).fingerprint == sha256(stored).digest()
    assert ExportRequest(1, byte_order_mark=True).fingerprint != sha256(stored).digest()
