"""People: who signs in, with which roles, and taking somebody on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import ROLE_NAMES, Permission, Role
from onewindow.services import accounts
from onewindow.store.tables.people import Account
from onewindow.web.admin.deeds import STATE_CHIPS, STATE_NAMES, state_of
from onewindow.web.admin.duties import HireForm
from onewindow.web.admin.keepsakes import PersonKeepsakes
from onewindow.web.admin.person import bindings_of
from onewindow.web.admin.reference import Query, Row
from onewindow.web.admin.units import tenant_name, tenant_names
from onewindow.web.admin.visiting import visiting


class People(PersonKeepsakes):
    """The accounts of one's own range."""

    permission: ClassVar[Permission] = Permission.PEOPLE_MANAGE
    table = Account
    slug = "people"
    title = _("People")
    description = _("Who signs in here and with which roles; close and unlock accounts, renew passwords.")
    empty_text = _("Nobody has this name. Shorten the search, or add the person.")

    column_list = ("display_name", "username", "scope", "roles", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "display_name": _("Full name"),
        "username": _("User name"),
        "scope": _("Unit"),
        "roles": _("Roles"),
        "status": _("Status"),
    }
    column_formatters: ClassVar[dict[str, Any]] = {
        "scope": tenant_name,
        "roles": lambda _view, context, row, _name: "、".join(context["held"].get(row.id, ())) or "—",
        "status": lambda _view, _context, row, _name: STATE_NAMES[state_of(row, visiting().now)],
    }
    column_searchable_list = ("display_name", "username")
    column_sortable_list = ("display_name", "username")
    column_default_sort: ClassVar[list[tuple[str, bool]]] = [("scope", False), ("display_name", False)]

    def in_sight(self, query: Query) -> Query:
        """Those of one's own range."""
        actor = visiting().actor
        return query.filter(Account.scope.between(actor.lo, actor.hi))

    def beside(self, rows: Sequence[Row]) -> dict[str, object]:
        """Their units and roles, each role once for each post."""
        held: dict[UUID, list[str]] = {}
        for one in bindings_of(row.id for row in rows):
            said = ROLE_NAMES[Role(one.role)] + (f"（{one.post}）" if one.post else "")
            if said not in held.setdefault(one.account_id, []):
                held[one.account_id].append(said)
        return {"held": held, **tenant_names(row.scope for row in rows)}

    def chip_of(self, row: Row, column: str) -> str | None:
        """Whether the person can sign in."""
        return STATE_CHIPS[state_of(row, visiting().now)] if column == "status" else None

    def page_acts(self) -> list[dict[str, str]]:
        """Taking somebody on."""
        return [{"label": gettext("Add a person"), "url": self.get_url(".hire_view")}]

    def row_acts(self, row: Row) -> list[dict[str, str]]:
        """To the person's page."""
        return [{"label": gettext("Manage"), "url": self.person_url(row)}]

    @expose("/new/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def hire_view(self) -> ResponseReturnValue:
        """Take somebody on; the generated password stands on the page that answers."""
        form = HireForm().offered()
        if form.validate_on_submit() and form.fits(form["scope"].data):
            visit, name, username = visiting(), form["display_name"].data, form["username"].data
            outcome = accounts.hire(
                visit.uow,
                visit.actor,
                scope=form["scope"].data,
                username=username,
                display_name=name,
                roles=form.bindings(form["scope"].data),
                now=visit.now,
            )
            if isinstance(outcome, accounts.Hired):
                row = self.get_query().filter_by(id=outcome.account_id).one()
                return self.password_page(row, outcome.password)
            form.refuse("username" if outcome == accounts.TAKEN else None, outcome.message)
        return self.form_page(form, gettext("Add a person"), self.get_url(".index_view"))
