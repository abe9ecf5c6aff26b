"""Requests that are odd before their body is read: paths, methods, headers and the framing of HTTP."""

from bench.hostile.attacks import INVALID, JSON, Attack, body, raw
from bench.hostile.bodies import TYPENAME

_HEAD = b"Host: localhost\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json\r\nConnection: close\r\n"
_CHUNK = b"%x\r\n%b\r\n0\r\n\r\n" % (len(TYPENAME), TYPENAME)


def _post(headers: bytes, content: bytes = b"") -> bytes:
    return b"POST /graphql HTTP/1.1\r\n" + _HEAD + headers + b"\r\n" + content


def _get(path: bytes, headers: bytes = b"") -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\n" + _HEAD + headers + b"\r\n"


CONNECTIONS: dict[str, Attack] = {
    "chunks": raw(_post(b"Transfer-Encoding: chunked\r\n", _CHUNK), 200),
    "chunks with extensions": raw(
        _post(b"Transfer-Encoding: chunked\r\n", _CHUNK.replace(b"\r\n", b";a=b\r\n", 1)), 200
    ),
    "chunks of one byte": raw(
        _post(b"Transfer-Encoding: chunked\r\n", b"".join(b"1\r\n%c\r\n" % c for c in TYPENAME) + b"0\r\n\r\n"), 200
    ),
    "a chunk of a size that is none": raw(_post(b"Transfer-Encoding: chunked\r\n", b"xyz\r\n"), None),
    "a chunk of a negative size": raw(_post(b"Transfer-Encoding: chunked\r\n", b"-1\r\n\r\n"), None),
    "a chunk of 2^64 bytes": raw(_post(b"Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\n"), None),
    "two lengths": raw(_post(b"Content-Length: 5\r\nContent-Length: 27\r\n", TYPENAME), 400, INVALID),
    "a length and chunks": raw(_post(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", _CHUNK), None),
    "a length that is no number": raw(_post(b"Content-Length: 1e3\r\n", TYPENAME), 400, INVALID),
    "a negative length": raw(_post(b"Content-Length: -1\r\n", TYPENAME), 400, INVALID),
    "a line break in a header": raw(_get(b"/healthz", b"X-Request-Id: a\r\n b\r\n"), None),
    "a NUL in a header": raw(_get(b"/healthz", b"X-Request-Id: a\0b\r\n"), None),
    "a request id that is markup": raw(_get(b"/healthz", b"X-Request-Id: <script>alert(1)</script>\r\n"), 200),
    "a header of 100,000 characters": raw(_get(b"/healthz", b"X-A: " + b"a" * 100_000 + b"\r\n"), None),
    "10,000 headers": raw(_get(b"/healthz", b"".join(b"X-%d: a\r\n" % n for n in range(10_000))), None),
    "a path of 100,000 characters": raw(_get(b"/" + b"a" * 100_000), None),
    "a path out of the folder": raw(_get(b"/static/../../../../etc/passwd"), 404, "NOT_FOUND"),
    "an encoded path out of the folder": raw(_get(b"/static/..%2f..%2f..%2f..%2fetc%2fpasswd"), 404, "NOT_FOUND"),
    "a line break in a path": raw(_get(b"/exports/a%0d%0aSet-Cookie:%20a=b"), 404, "NOT_FOUND"),
    "a path that is not UTF-8": raw(_get(b"/exports/%ff%fe"), 404, "NOT_FOUND"),
    "a forged link": raw(_get(b"/exports/" + b"A" * 5_000), 404, "NOT_FOUND"),
    "a packed link": raw(_get(b"/exports/.eJwrSS0uAQAEXQHB.AAAA"), 404, "NOT_FOUND"),
    "a method that is none": raw(b"BREW /graphql HTTP/1.1\r\n" + _HEAD + b"\r\n", None),
    "another method": body(b"", INVALID, 405, method="DELETE"),
    "HTTP/0.9": raw(b"GET /healthz\r\n\r\n", None),
    "HTTP/2 without asking": raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", None),
    "TLS": raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500, 400, INVALID),
    "another host": body(TYPENAME, None, 200, headers={**JSON, "Host": "evil.example"}),
    "a token of 6,000 characters": body(
        TYPENAME, "UNAUTHENTICATED", 401, headers={**JSON, "Authorization": f"Bearer {'a' * 6_000}"}
    ),
    "a token that is no text": body(
        TYPENAME, "UNAUTHENTICATED", 401, headers={**JSON, "Authorization": "Bearer \xff\xfe"}
    ),
    "an upgrade": raw(_get(b"/graphql", b"Upgrade: websocket\r\nSec-WebSocket-Key: a\r\n"), None),
    "a hundred ETags": raw(
        _get(b"/graphql?query=%7B__typename%7D", b"If-None-Match: " + b'"a", ' * 100 + b'"b"\r\n'), 200
    ),
    "a query string of a mutation": raw(_get(b"/graphql?query=mutation%7B__typename%7D"), 405, INVALID),
}
