"""The units of one's own range, to look up; they come from a list of divisions, not from a form."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import Permission
from onewindow.store.tables.people import Tenant
from onewindow.web.admin.reference import Query, Reference, Row
from onewindow.web.admin.visiting import visiting
from onewindow.web.admin.words import LEVELS, TENANT_STATES


class Tenants(Reference):
    """County, towns and villages."""

    permission: ClassVar[Permission] = Permission.TENANT_MANAGE
    table = Tenant
    slug = "tenants"
    title = _("Units")
    description = _("The towns and villages of your range: codes, names, whether they are open.")
    empty_text = _("No unit has this name or code. Shorten the search.")
    chips: ClassVar[dict[str, dict[Any, str]]] = {
        "status": {"open": "done", "pilot": "running", "planned": "draft", "suspended": "paused", "closed": "refused"}
    }

    column_list = ("name", "code", "short_name", "level", "status", "phone")
    column_labels: ClassVar[dict[str, Any]] = {
        "code": _("Code"),
        "name": _("Name"),
        "short_name": _("Short name"),
        "level": _("Level"),
        "status": _("Status"),
        "phone": _("Telephone"),
    }
    column_choices: ClassVar[dict[str, Any]] = {"level": LEVELS, "status": TENANT_STATES}
    column_searchable_list = ("name", "code")
    column_sortable_list = ("code", "name")

    def row_acts(self, row: Row) -> list[dict[str, str]]:
        """To the unit's stages and names."""
        return [{"label": gettext("Manage"), "url": url_for("workbench.stage", unit=row.code)}]

    def in_sight(self, query: Query) -> Query:
        """The whole county may be looked at from anywhere inside it; this list shows what one is in charge of."""
        actor = visiting().actor
        return query.filter(Tenant.scope.between(actor.lo, actor.hi))
