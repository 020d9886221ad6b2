"""One person: roles, and what can be done. Acts are services; a new password is shown once, a hash never."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from onewindow.domain.permissions import ROLE_NAMES, Role
from onewindow.services import accounts
from onewindow.store.tables.people import RoleBinding
from onewindow.web.access import confirm_first
from onewindow.web.admin.deeds import DEEDS, STATE_CHIPS, STATE_NAMES, deeds_for, state_of
from onewindow.web.admin.duties import GrantForm
from onewindow.web.admin.reference import Reference, Row
from onewindow.web.admin.units import tenant_names
from onewindow.web.admin.visiting import visiting


class PersonPages(Reference):
    """The pages of one account."""

    def person_url(self, row: Row) -> str:
        """The address of a person's page."""
        return str(self.get_url(".person_view", id=self.get_pk_value(row)))

    @expose("/person/")  # type: ignore[untyped-decorator]
    def person_view(self) -> ResponseReturnValue:
        """One person: roles, and what can be done."""
        visit, row = visiting(), self.chosen()
        key, state = self.get_pk_value(row), state_of(row, visit.now)
        page: str = self.render(
            "admin/person.html",
            person=row,
            refused=accounts.out_of_hands(visit.uow, visit.actor, row.id),
            state={"name": STATE_NAMES[state], "chip": STATE_CHIPS[state]},
            roles=[self.role_line(one, key) for one in bindings_of([row.id])],
            deeds=[
                {"label": deed.label, "url": self.get_url(".deed_view", act=name, id=key), "grave": deed.grave}
                for name, deed in deeds_for(state).items()
            ],
            grant_url=self.get_url(".grant_view", id=key),
            back_url=self.get_url(".index_view"),
            **self.beside_person(row),
            **tenant_names([row.scope]),
        )
        return page

    def beside_person(self, _row: Row) -> dict[str, object]:
        """What else the page of a person shows."""
        return {}

    def role_line(self, binding: Any, key: str) -> dict[str, object]:
        """One role as the person's page shows it."""
        return {
            "name": ROLE_NAMES[Role(binding.role)],
            "department": binding.department_key or gettext("the whole unit"),
            "post": binding.post,
            "first": binding.valid_from,
            "last": binding.valid_to,
            "url": self.get_url(".revoke_view", id=key, binding=binding.id),
        }

    @expose("/grant/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def grant_view(self) -> ResponseReturnValue:
        """Give a person more roles in his unit."""
        visit, row, form = visiting(), self.chosen(), GrantForm().offered()
        if first := confirm_first(visit):
            return first
        if form.validate_on_submit() and form.fits(row.scope):
            days = {"first": form["first"].data, "last": form["last"].data}
            refused = accounts.grant(visit.uow, visit.actor, row.id, form.bindings(row.scope), now=visit.now, **days)
            if refused is None:
                return self.go(self.person_url(row), gettext("Roles added: %(who)s", who=row.display_name))
            form.refuse(None, refused.message)
        return self.form_page(form, gettext("Add roles: %(who)s", who=row.display_name), self.person_url(row))

    @expose("/revoke/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def revoke_view(self) -> ResponseReturnValue:
        """Take one role from a person, after asking."""
        visit, row = visiting(), self.chosen()
        held = next((one for one in bindings_of([row.id]) if str(one.id) == request.values.get("binding")), None)
        if held is None:
            raise NotFound
        if first := confirm_first(visit):
            return first
        if request.method == "POST":
            refused = accounts.revoke(visit.uow, visit.actor, row.id, held.id, now=visit.now)
            return self.told(row, refused, gettext("Role removed: %(who)s", who=row.display_name))
        names = {"role": ROLE_NAMES[Role(held.role)], "who": row.display_name}
        return self.confirm_page(
            heading=gettext("Remove the role %(role)s of %(who)s", **names),
            what=gettext("The person is signed out and comes in again without it. Roles can be added again."),
            button=gettext("Remove it"),
            back_url=self.person_url(row),
        )

    @expose("/act/<act>/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def deed_view(self, act: str) -> ResponseReturnValue:
        """Close, reopen, unlock, renew the password: asked first, then done."""
        visit, row = visiting(), self.chosen()
        deed = DEEDS.get(act)
        if deed is None:
            raise NotFound
        if first := confirm_first(visit):
            return first
        heading = gettext("%(what)s: %(who)s", what=deed.label, who=row.display_name)
        if state_of(row, visit.now) not in deed.states:
            return self.go(self.person_url(row), gettext("Nothing to do: the account is not in that state any more."))
        if request.method == "GET":
            back = self.person_url(row)
            return self.confirm_page(
                heading=heading, what=deed.what, button=deed.label, back_url=back, grave=deed.grave
            )
        outcome = deed.do(visit.uow, visit.actor, row.id, now=visit.now)
        if isinstance(outcome, str):
            return self.password_page(row, outcome)
        return self.told(row, outcome, gettext("Done: %(what)s", what=heading))

    def told(self, row: Row, refused: accounts.Refused | None, done: str) -> ResponseReturnValue:
        """The person's page, saying what was done or why it was not."""
        return self.go(self.person_url(row), refused.message if refused else done, well=refused is None)

    def password_page(self, row: Row, password: str) -> ResponseReturnValue:
        """The page that shows a new password; it is nowhere afterwards."""
        page: str = self.render("admin/password.html", person=row, password=password, back_url=self.person_url(row))
        return page


def bindings_of(account_ids: Iterable[UUID]) -> list[Any]:
    """The roles of several accounts, in a stable order; one statement."""
    visit = visiting()
    of_accounts = (RoleBinding.county_id == visit.actor.county, RoleBinding.account_id.in_(list(account_ids)))
    order = (RoleBinding.role, RoleBinding.department_key, RoleBinding.post, RoleBinding.id)
    return list(visit.uow.session.query(RoleBinding).filter(*of_accounts).order_by(*order))
