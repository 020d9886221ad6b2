"""Answers made smaller for the way: style sheets, scripts and drawings, and the pages of the workbench (ADR 0009).

Pages that show data of applicants, and those where somebody signs in, go as they are: how small an answer becomes
tells something of what stands in it (BREACH). A page of the workbench holds one secret, the token of its forms, which
is signed anew with every second and worth nothing without the cookie.
"""

from __future__ import annotations

import functools
import gzip

from flask import Flask, Response, request

FILES = frozenset({"static", "bootstrap.static"})
PAGES = frozenset({"workbench"})
KINDS = frozenset(
    {"text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"}
)
WORTH_BYTES = 1_000
"""Below this the answer fits into one packet anyway."""
PAGE_LEVEL, FILE_LEVEL = 5, 9


def install(app: Flask) -> None:
    """Pack what may be packed for browsers that can unpack it."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    file = request.endpoint in FILES
    if response.status_code != 200 or response.mimetype not in KINDS or not (file or request.blueprint in PAGES):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < WORTH_BYTES:
        return response
    response.set_data(_packed(data) if file else gzip.compress(data, PAGE_LEVEL, mtime=0))
    response.content_encoding = "gzip"
    etag, _weak = response.get_etag()
    if etag is not None:
        response.set_etag(etag, weak=True)  # the same content in other bytes
    return response


@functools.lru_cache(maxsize=256)
def _packed(data: bytes) -> bytes:
    """A file packed as well as it goes, once in the life of a process."""
    return gzip.compress(data, FILE_LEVEL, mtime=0)
