"""Forms that give people roles: each role chosen holds in each department chosen, or in the whole unit."""

from __future__ import annotations

from typing import Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from onewindow.domain.actor import Binding, grantable
from onewindow.domain.permissions import ROLE_NAMES, Role
from onewindow.services import accounts
from onewindow.store import departments
from onewindow.store.tables.people import Department
from onewindow.web.admin.forms import OfficeForm, a_day, matching, one_of, options, several, text
from onewindow.web.admin.units import reaching, unit_choices
from onewindow.web.admin.visiting import visiting


class WhoForm(OfficeForm):
    """Somebody, and where."""

    display_name = text(_("Full name"))
    username = matching(
        accounts.USERNAME.pattern,
        _("User name"),
        hint=_(
            "3 to 40 small letters, digits, dots and hyphens, beginning with a letter; unique on the whole platform."
        ),
        message=_("must begin with a small letter and hold 3 to 40 small letters, digits, dots and hyphens."),
    )
    scope = one_of(_("Unit"), coerce=int)


class DutiesForm(OfficeForm):
    """Which roles, in which departments, at which post."""

    roles = several(_("Roles"), required=True)
    departments = several(
        _("Departments"), hint=_("Tasks of these departments reach the person. None ticked: the whole unit.")
    )
    post = text(_("Post"), required=False, hint=_("Shown beside the name, for example: General window."))

    def offered(self) -> Self:
        """Itself, with what the visitor may choose from: roles that are his to give, departments in his sight."""
        may_give = grantable(visiting().actor)
        self["roles"].choices = options((role.value, ROLE_NAMES[role]) for role in Role if role in may_give)
        self["departments"].choices = options(_departments())
        return self

    def bindings(self, scope: int) -> list[Binding]:
        """The roles as the domain knows them, held in unit `scope`."""
        return [
            Binding(Role(role), scope, department, self["post"].data or "")
            for role in self["roles"].data
            for department in self["departments"].data or [""]
        ]

    def fits(self, scope: int) -> bool:
        """Whether all departments chosen work in unit `scope`; otherwise the form says which do not."""
        visit = visiting()
        known = {one.key for one in departments.along(visit.uow.session, scope, visit.now.date())}
        foreign = [key for key in self["departments"].data if key not in known]
        for key in foreign:
            self.refuse(
                "departments",
                gettext("%(name)s does not work in the unit chosen. Untick it, or choose another unit.", name=key),
            )
        return not foreign


class GrantForm(DutiesForm):
    """More roles for somebody, perhaps for some time."""

    first = a_day(_("First day"), required=False, hint=_("Empty: from today."))
    last = a_day(_("Last day"), required=False, hint=_("Empty: until the role is removed."))


class HireForm(WhoForm, DutiesForm):
    """Somebody new, with roles."""

    def offered(self) -> Self:
        """Itself, with units, roles and departments."""
        super().offered()
        self["scope"].choices = unit_choices()
        if not self.is_submitted():
            self["scope"].data = visiting().actor.scope
        return self


def _departments() -> list[tuple[str, str]]:
    visit = visiting()
    today = visit.now.date()
    rows = visit.uow.session.query(Department.key, Department.name).filter(
        Department.county_id == visit.actor.county,
        Department.valid_from <= today,
        Department.valid_to.is_(None) | (Department.valid_to >= today),
    )
    return sorted(dict(tuple(row) for row in reaching(rows, Department)).items(), key=lambda choice: choice[1])
