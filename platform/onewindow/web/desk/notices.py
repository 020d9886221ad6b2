"""Paper: records painted as PDF while somebody looks; every further print is counted and marked (R059, R082)."""

from __future__ import annotations

import io
from uuid import UUID

from flask import Response, send_file
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.services import casework
from onewindow.services import paper as papers
from onewindow.web.access import Visit, allow, house
from onewindow.web.desk.blueprint import desk


@desk.get("/papers/<uuid:notice>.pdf")
@allow(Permission.DOCUMENT_PRINT)
def paper(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """One document in the browser's viewer."""
    found = casework.see_paper(visit.uow, visit.actor, notice)
    painted = papers.paint(visit.uow, visit.actor, found, house().fonts, now=visit.now)
    return _inline(painted.data, "application/pdf", f"{painted.number}.pdf")


@desk.get("/files/<int:scope>/<digest>")
@allow(Permission.CASE_VIEW)
def file(visit: Visit, scope: int, digest: str) -> ResponseReturnValue:
    """One uploaded file, for who may see its case."""
    ref, content = casework.see_file(visit.uow, visit.actor, scope, digest)
    return _inline(content, ref.media_type, ref.name)


def _inline(content: bytes, media_type: str, name: str) -> Response:
    """Into the viewer, under a name that says what it is; the page of a viewer may load nothing."""
    response = send_file(io.BytesIO(content), mimetype=media_type, download_name=name, etag=False)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    return response
