"""Compression of responses. Those of /graphql compress themselves, so that the cache keeps the result."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from schema.responses import LEAST_ZIPPED_BYTES, ZIP_LEVEL

GZIP = Middleware(GZipMiddleware, minimum_size=LEAST_ZIPPED_BYTES, compresslevel=ZIP_LEVEL)
