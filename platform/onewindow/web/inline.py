"""Files that open in the browser's viewer."""

from __future__ import annotations

import io

from flask import Response, send_file


def inline(content: bytes, media_type: str, name: str) -> Response:
    """Into the viewer, under a name that says what it is; the page of a viewer may load nothing."""
    response = send_file(io.BytesIO(content), mimetype=media_type, download_name=name, etag=False)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    return response
