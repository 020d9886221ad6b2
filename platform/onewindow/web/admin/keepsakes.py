"""What else belongs to a person: posts to hand over, delegations, sessions, the second factor, identities elsewhere."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound

from onewindow.domain.permissions import ROLE_NAMES, Role
from onewindow.services import accounts
from onewindow.services.accounts import factors, outside
from onewindow.store import delegations, identities, people, signed_in
from onewindow.web.access import confirm_first
from onewindow.web.admin.forms import OfficeForm, one_of, options, text
from onewindow.web.admin.person import PersonPages, bindings_of
from onewindow.web.admin.reference import Row
from onewindow.web.admin.units import within_range
from onewindow.web.admin.visiting import visiting

ALL = "all"
NOTHING = "00000000-0000-0000-0000-000000000000"


class HandOverForm(OfficeForm):
    """Which posts go, and to whom."""

    which = one_of(_("Posts"))
    successor = one_of(_("Successor"), hint=_("Somebody with an account in the same unit. Both sign in anew."))


class LinkForm(OfficeForm):
    """Who somebody is for a provider of single sign-on."""

    provider = one_of(_("Provider"))
    subject = text(
        _("Identifier there"), hint=_("The value that the provider sends for this person, exactly."), longest=255
    )


class PersonKeepsakes(PersonPages):
    """The pages of one account, with all that belongs to it."""

    def beside_person(self, row: Row) -> dict[str, object]:
        """Delegations, sessions, second factor and identities, for the person's page."""
        visit, key = visiting(), self.get_pk_value(row)
        session, today = visit.uow.session, visit.now.date()
        return {
            "lent": [self._lent(one, row, key) for one in delegations.of_account(session, row.id, today)],
            "sessions": signed_in.of_account(session, row.id, visit.now),
            "second_on": factors.is_on(visit.uow, row.id),
            "identities": [
                {
                    "name": one.provider,
                    "subject": one.subject,
                    "url": self.get_url(".unlink_view", id=key, at=one.provider),
                }
                for one in identities.of_account(session, row.id)
            ],
            "hand_over_url": self.get_url(".hand_over_view", id=key),
            "link_url": self.get_url(".link_view", id=key),
            "out_url": self.get_url(".deed_view", act="out", id=key),
            "factor_url": self.get_url(".deed_view", act="factor", id=key),
        }

    @expose("/hand-over/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def hand_over_view(self) -> ResponseReturnValue:
        """Hand a person's posts over to a successor; open tasks go with them."""
        visit, row, form = visiting(), self.chosen(), HandOverForm()
        if first := confirm_first(visit):
            return first
        form["which"].choices = options([(ALL, gettext("All posts")), *self._held(row)])
        others = [one for one in people.colleagues(visit.uow.session, row.scope) if one.id != row.id]
        form["successor"].choices = options((str(one.id), f"{one.display_name}（{one.username}）") for one in others)
        if form.validate_on_submit():
            only = None if form["which"].data == ALL else UUID(form["which"].data)
            successor = UUID(form["successor"].data)
            done = accounts.hand_over(visit.uow, visit.actor, row.id, successor, only=only, now=visit.now)
            if isinstance(done, accounts.HandedOver):
                said = gettext(
                    "Handed over: %(roles)s roles, %(tasks)s open tasks.", roles=done.roles, tasks=done.open_tasks
                )
                return self.go(self.person_url(row), said)
            form.refuse(None, done.message)
        return self.form_page(form, gettext("Hand over: %(who)s", who=row.display_name), self.person_url(row))

    @expose("/link/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def link_view(self) -> ResponseReturnValue:
        """Say who a person is for a provider."""
        visit, row, form = visiting(), self.chosen(), LinkForm()
        if first := confirm_first(visit):
            return first
        form["provider"].choices = options((one.key, one.name) for one in outside.providers(visit.uow))
        if form.validate_on_submit():
            place, subject = form["provider"].data, form["subject"].data
            refused = outside.link(visit.uow, visit.actor, row.id, place, subject, now=visit.now)
            if refused is None:
                return self.go(self.person_url(row), gettext("Linked: %(who)s", who=row.display_name))
            form.refuse("subject", refused.message)
        return self.form_page(form, gettext("Link an identity: %(who)s", who=row.display_name), self.person_url(row))

    @expose("/unlink/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def unlink_view(self) -> ResponseReturnValue:
        """Take the link to a provider away, after asking."""
        visit, row = visiting(), self.chosen()
        if request.method == "POST":
            refused = outside.unlink(visit.uow, visit.actor, row.id, request.form.get("at", ""), now=visit.now)
            return self.told(row, refused, gettext("Link removed: %(who)s", who=row.display_name))
        return self.confirm_page(
            heading=gettext("Remove the link of %(who)s", who=row.display_name),
            what=gettext("The person cannot sign in there any more; the password goes on."),
            button=gettext("Remove it"),
            back_url=self.person_url(row),
        )

    @expose("/take-back/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def take_back_view(self) -> ResponseReturnValue:
        """End a delegation that a person gave or got, after asking."""
        visit, row = visiting(), self.chosen()
        try:
            lent = UUID(request.values.get("delegation", NOTHING))
        except ValueError:
            raise NotFound from None
        if request.method == "POST":
            refused = accounts.take_back(visit.uow, visit.actor, row.id, lent, now=visit.now)
            return self.told(row, refused, gettext("The delegation has ended."))
        return self.confirm_page(
            heading=gettext("End a delegation of %(who)s", who=row.display_name),
            what=gettext("It ends with the next page that the deputy opens."),
            button=gettext("End it now"),
            back_url=self.person_url(row),
        )

    def _held(self, row: Row) -> list[tuple[str, str]]:
        """The person's roles as a list offers them."""
        return [
            (str(one.id), f"{ROLE_NAMES[Role(one.role)]} {one.department_key or ''} {one.post}".strip())
            for one in bindings_of([row.id])
            if within_range(one.scope)
        ]

    def _lent(self, one: delegations.Named, row: Row, key: str) -> dict[str, object]:
        lent = one.delegation
        return {
            "given": lent.principal_id == row.id,
            "who": one.deputy if lent.principal_id == row.id else one.principal,
            "what": f"{ROLE_NAMES[Role(lent.role)]} {lent.department_key or ''} {lent.post}".strip(),
            "first": lent.valid_from,
            "last": lent.valid_to,
            "url": self.get_url(".take_back_view", id=key, delegation=lent.id),
        }
