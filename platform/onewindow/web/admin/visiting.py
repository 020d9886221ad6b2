"""The running visit, for views that Flask-Admin calls without one; `access.allow` has opened it before."""

from __future__ import annotations

from typing import Any

from flask import g

from onewindow.web.access import Visit


def visiting() -> Visit:
    """The visit of the running request."""
    visit = g.visit
    assert isinstance(visit, Visit)
    return visit


class VisitSession:
    """The session of the running visit, under both names by which Flask-Admin asks for one."""

    @property
    def session(self) -> VisitSession:
        """Itself: Flask-Admin takes whatever has a session for its database."""
        return self

    def query(self, *entities: Any) -> Any:
        """Ask within the visit's transaction: the only thing that a list asks of its database."""
        return visiting().uow.session.query(*entities)
