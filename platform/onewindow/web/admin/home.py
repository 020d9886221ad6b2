"""The first page of the back office: its areas, each with what it is for."""

from __future__ import annotations

from typing import ClassVar

from flask_admin import expose
from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import Permission
from onewindow.web.admin.surface import Surface


class Home(Surface):
    """The areas that are open to the visitor."""

    permission: ClassVar[Permission] = Permission.REFERENCE_EDIT

    def __init__(self, areas: tuple[Surface, ...]) -> None:
        super().__init__(name=_("Overview"), endpoint="admin", url="/admin")
        self.areas = areas

    @expose("/")  # type: ignore[untyped-decorator]
    def index(self) -> str:
        """Each area with its description."""
        page: str = self.render("admin/index.html", areas=[area for area in self.areas if area.is_accessible()])
        return page
