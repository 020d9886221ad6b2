"""Paper: records painted as PDF while somebody looks; every further print is counted and marked (R059, R082)."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.services import paper as papers
from onewindow.store import files
from onewindow.web.access import Visit, allow, house
from onewindow.web.desk.blueprint import desk


@desk.get("/papers/<uuid:notice>.pdf")
@allow(Permission.DOCUMENT_PRINT)
def paper(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """One document in the browser's viewer."""
    painted = papers.paint(visit.uow, visit.actor, notice, house().fonts, now=visit.now)
    return _inline(painted.data, "application/pdf", f"{painted.number}.pdf")


@desk.get("/files/<int:scope>/<digest>")
@allow(Permission.CASE_VIEW)
def file(visit: Visit, scope: int, digest: str) -> ResponseReturnValue:
    """One uploaded file; the database shows it only to who may see its case."""
    ref, content = files.get(visit.uow.session, scope, digest)
    return _inline(content, ref.media_type, ref.name)


def _inline(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"
    )
    return response
