"""The emblem of a unit as a picture, under its digest: it never changes."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from onewindow.services.territory import emblems
from onewindow.store.session import UnitOfWork
from onewindow.web.access import house, public
from onewindow.web.inline import inline
from onewindow.web.limits import limiter
from onewindow.web.portal.blueprint import portal
from tenants.errors import ScopeError
from tenants.scope import Scope

LOOKS = "600 per minute"
HEX = 64


@portal.get("/emblem/<int:unit>/<digest>.png")
@limiter.limit(LOOKS)
@public
def emblem(unit: int, digest: str) -> ResponseReturnValue:
    """The picture, for pages inside and outside."""
    try:
        work = UnitOfWork(house().engine, Scope.of(unit))
    except ScopeError:
        abort(404)
    with work as uow:
        found = emblems.picture(uow, f"sha256:{digest}") if len(digest) == HEX else None
    if found is None:
        abort(404)
    response = inline(found, "image/png", "emblem.png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
