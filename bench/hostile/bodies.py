"""Bodies of /graphql that are no GraphQL requests, or that their reader could stumble over."""

import gzip
import json

from bench.hostile.attacks import GZIP, INVALID, JSON, LIMIT_EXCEEDED, Attack, body

TYPENAME = b'{"query": "{ __typename }"}'


def _typed(content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type}


BODIES: dict[str, Attack] = {
    "nothing": body(b"", INVALID),
    "half of an object": body(TYPENAME[:12], INVALID),
    "something after the object": body(TYPENAME + b"{}", INVALID),
    "a batch": body(b"[" + b",".join([TYPENAME] * 1_000) + b"]", INVALID),
    "null": body(b"null", INVALID),
    "a query that is a list": body(b'{"query": ["{ __typename }"]}', INVALID),
    "variables that are a list": body(b'{"query": "{ __typename }", "variables": []}', INVALID),
    "the query twice": body(b'{"query": "{", "query": "{ __typename }"}', None, 200),
    "a million members": body(
        b'{"query": "{ __typename }", "variables": {' + b",".join(b'"%d":1' % n for n in range(1_000_000)) + b"}}",
        LIMIT_EXCEEDED,
        413,
    ),
    "lists nested 100,000 deep": body(
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", INVALID
    ),
    "extensions nested 100,000 deep": body(
        b'{"query": "{ __typename }", "extensions": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", INVALID
    ),
    "a byte order mark": body(b"\xef\xbb\xbf" + TYPENAME, INVALID),
    "UTF-16": body(TYPENAME.decode().encode("utf-16"), INVALID),
    "bytes that are not UTF-8": body(b'{"query": "{ __typename }", "operationName": "\xff\xfe"}', INVALID),
    "half of a surrogate pair": body(b'{"query": "{ __typename } # \\ud800"}', INVALID),
    "NaN": body(b'{"query": "{ __typename }", "variables": {"a": NaN}}', INVALID),
    "a number with 1,000,000 digits": body(
        b'{"query": "{ __typename }", "variables": {"a": ' + b"1" * 1_000_000 + b"}}", INVALID
    ),
    "17 MiB": body(b'{"query": "' + b" " * (17 << 20) + b'"}', LIMIT_EXCEEDED, 413),
    "17 MiB that is announced": body(b"", LIMIT_EXCEEDED, 413, headers={**JSON, "Content-Length": str(17 << 20)}),
    "gzip": body(gzip.compress(TYPENAME), INVALID, 415, headers={**JSON, **GZIP}),
    "a form": body(b"query=%7B__typename%7D", INVALID, 415, headers=_typed("application/x-www-form-urlencoded")),
    "a form with a file": body(
        b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{__typename}\r\n--x--',
        INVALID,
        415,
        headers=_typed("multipart/form-data; boundary=x"),
    ),
    "text": body(TYPENAME, INVALID, 415, headers=_typed("text/plain")),
    "a content type of 4,000 characters": body(TYPENAME, INVALID, 415, headers=_typed("a/" + "b" * 4_000)),
    "another charset": body(TYPENAME, None, 200, headers=_typed("application/json; charset=utf-7")),
    "an unknown hash of a document": body(
        json.dumps({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}).encode(),
        "PERSISTED_QUERY_NOT_FOUND",
        200,
    ),
}
