"""Departments: those of one's own range are kept here, those set up above are shown, because cases go to them too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import Permission
from onewindow.store.tables.people import Department
from onewindow.web.admin import changes
from onewindow.web.admin.editable import Editable
from onewindow.web.admin.forms import OfficeForm, a_day, one_of, options, text
from onewindow.web.admin.reference import Query, Row
from onewindow.web.admin.units import reaching, tenant_name, tenant_names, unit_choices, within_range
from onewindow.web.admin.visiting import visiting
from onewindow.web.admin.words import LEVELS, not_above

LEVEL_HINT = _("A county writes down once what every town has: choose town level then.")


class Changed(OfficeForm):
    """A department that is there; its key stays, so that routes find it under any name."""

    name = text(_("Name"))
    level = one_of(_("Level"), hint=LEVEL_HINT)
    phone = text(_("Telephone"), required=False, longest=40)
    valid_to = a_day(_("Last day"), required=False, hint=_("Empty while it exists."))


class Added(OfficeForm):
    """A new department; routes know it by the name it has now."""

    scope = one_of(_("Set up by"), coerce=int)
    name = text(
        _("Name"), hint=_("Routes of matters name it exactly so. It can be renamed later without touching them.")
    )
    level = one_of(_("Level"), hint=LEVEL_HINT)
    phone = text(_("Telephone"), required=False, longest=40)
    valid_from = a_day(_("First day"))


class Departments(Editable):
    """The departments above, here and below."""

    permission: ClassVar[Permission] = Permission.REFERENCE_EDIT
    table = Department
    slug = "departments"
    title = _("Departments")
    description = _("The departments that matters are routed to: name them, add them, close them.")
    empty_text = _("No department has this name. Shorten the search, or add one.")
    adding, changing, act = Added, Changed, "department"
    add_label = _("Add a department")
    refused_at: ClassVar[dict[str, tuple[str, Any]]] = {
        "department_pk": ("name", _("is in use in this unit from the same day on. Change the existing one.")),
        "department_validity": ("valid_to", _("lies before the first day. Choose a later one.")),
    }

    column_list = ("name", "key", "scope", "level", "phone", "valid_from", "valid_to")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": _("Name"),
        "key": _("Name in routes"),
        "scope": _("Set up by"),
        "level": _("Level"),
        "phone": _("Telephone"),
        "valid_from": _("First day"),
        "valid_to": _("Last day"),
    }
    column_choices: ClassVar[dict[str, Any]] = {"level": LEVELS}
    column_formatters: ClassVar[dict[str, Any]] = {
        "scope": tenant_name,
        "key": lambda _view, _context, row, _name: gettext("the same") if row.key == row.name else row.key,
    }
    column_searchable_list = ("name", "key")
    column_sortable_list = ("name", "level", "valid_from", "valid_to")
    column_default_sort: ClassVar[list[tuple[str, bool]]] = [("scope", False), ("name", False)]

    def in_sight(self, query: Query) -> Query:
        """What is set up above, here and below."""
        return reaching(query, Department)

    def beside(self, rows: Sequence[Row]) -> dict[str, object]:
        """Who set it up."""
        return tenant_names(row.scope for row in rows)

    def may_change(self, row: Row) -> bool:
        """Those of one's own range."""
        return within_range(row.scope)

    def row_acts(self, row: Row) -> list[dict[str, str]]:
        """Changing and closing."""
        acts = super().row_acts(row)
        if acts and row.valid_to is None:
            acts.append({"label": gettext("Close"), "url": self.get_url(".close_view", id=self.get_pk_value(row))})
        return acts

    def called(self, row: Row) -> str:
        """Its name."""
        return str(row.name)

    def create_form(self, obj: Row | None = None) -> OfficeForm:
        """The form for a new department, with the units of one's range."""
        form: OfficeForm = super().create_form(obj)
        visit = visiting()
        own = visit.lineage[0].level
        form["scope"].choices, form["level"].choices = unit_choices(), options(not_above(own))
        if not form.is_submitted():
            form["scope"].data, form["level"].data, form["valid_from"].data = visit.actor.scope, own, visit.now.date()
        return form

    def edit_form(self, obj: Row | None = None) -> OfficeForm:
        """The form for a department that is there."""
        form: OfficeForm = super().edit_form(obj)
        form["level"].choices = options(not_above(visiting().lineage[0].level))
        return form

    def complete(self, row: Row) -> None:
        """The key is the first name."""
        super().complete(row)
        row.key = row.name

    @expose("/close/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def close_view(self) -> ResponseReturnValue:
        """Let today be the last day of a department; the way back is to empty its last day."""
        row = self.changeable()
        if request.method == "GET":
            return self.confirm_page(
                heading=gettext("Close: %(what)s", what=row.name),
                what=gettext("From tomorrow on it is no longer offered. Cases that it has stay with it."),
                button=gettext("Close it"),
                back_url=self.get_url(".index_view"),
            )
        old = changes.values_of(row, ["valid_to"])
        row.valid_to = max(visiting().now.date(), row.valid_from)
        changes.note("department.close", self.object_name(row), old, changes.values_of(row, ["valid_to"]))
        return self.go(self.get_url(".index_view"), gettext("Closed: %(what)s", what=row.name))
