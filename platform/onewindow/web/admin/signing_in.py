"""How people of this unit sign in: which roles need a second factor, and where else one may sign in."""

from __future__ import annotations

from typing import ClassVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound

from onewindow.domain.permissions import ROLE_NAMES, Permission, Role
from onewindow.services.accounts import factors, outside
from onewindow.store import factors as rules
from onewindow.store.identities import Provider
from onewindow.web.access import confirm_first, house
from onewindow.web.admin.forms import OfficeForm, matching, options, several, text
from onewindow.web.admin.surface import Surface
from onewindow.web.admin.visiting import visiting


class RolesForm(OfficeForm):
    """The roles that need a second factor."""

    roles = several(
        _("Roles that need two-step sign-in"),
        hint=_("In this unit and all below it. Whoever has not set it up yet is asked at the next sign-in."),
    )


class ProviderForm(OfficeForm):
    """An OpenID Connect provider."""

    key = matching(
        outside.KEY.pattern,
        _("Short name"),
        hint=_("Part of the address to register with the provider; it stays as it is."),
        message=_("must begin with a small letter and hold 2 to 31 small letters, digits and hyphens."),
    )
    name = text(_("Name on the button"))
    issuer = text(_("Issuer"), hint=_("The address that the provider calls itself by, https://…"), longest=200)
    client_id = text(_("Client ID"), longest=200)
    client_secret = text(
        _("Client secret"),
        required=False,
        hint=_("Kept sealed and never shown. Empty leaves what is there."),
        longest=400,
    )
    claim = text(_("Claim that names the person"), hint=_("For example sub, or the number of the staff."))


class SigningIn(Surface):
    """The rules of signing in, of one's own unit."""

    permission: ClassVar[Permission] = Permission.PEOPLE_MANAGE
    description = _("Which roles need two-step sign-in, and the county's single sign-on.")

    def __init__(self) -> None:
        super().__init__(name=_("Signing in"), endpoint="admin_signing_in", url="signing-in")

    @expose("/")  # type: ignore[untyped-decorator]
    def index_view(self) -> str:
        """The rules that hold here, and the providers."""
        visit = visiting()
        needed = rules.required(visit.uow.session, visit.actor.scope)
        page: str = self.render(
            "admin/signing_in.html",
            roles=[{"name": ROLE_NAMES[Role(role)], "own": at == visit.actor.scope} for role, at in needed.items()],
            providers=[
                {"name": one.name, "issuer": one.issuer, "back": self._back(one.key), "url": self._edit_url(one.key)}
                for one in outside.providers(visit.uow)
            ],
            roles_url=self.get_url(".roles_view"),
            add_url=self.get_url(".provider_view") if self._of_county() else None,
        )
        return page

    @expose("/roles/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def roles_view(self) -> ResponseReturnValue:
        """Say which roles need a second factor."""
        visit, form = visiting(), RolesForm()
        if first := confirm_first(visit):
            return first
        form["roles"].choices = options((role.value, ROLE_NAMES[role]) for role in Role)
        if form.validate_on_submit():
            factors.require(visit.uow, visit.actor, form["roles"].data, now=visit.now)
            return self.go(self.get_url(".index_view"), gettext("Saved. It holds from the next sign-in."))
        if not form.is_submitted():
            needed = rules.required(visit.uow.session, visit.actor.scope)
            form["roles"].data = [role for role, at in needed.items() if at == visit.actor.scope]
        return self.form_page(form, gettext("Roles that need two-step sign-in"), self.get_url(".index_view"))

    @expose("/provider/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def provider_view(self) -> ResponseReturnValue:
        """Set up a provider, or change one."""
        visit, key = visiting(), request.values.get("provider", "")
        if not self._of_county():
            raise NotFound
        if first := confirm_first(visit):
            return first
        known = next((one for one in outside.providers(visit.uow) if one.key == key), None)
        form = ProviderForm(data=_shown(known) if known else {"claim": "sub"})
        if known:
            del form.key
        if form.validate_on_submit():
            wanted = Provider(
                scope=visit.actor.scope,
                key=key if known else form["key"].data,
                name=form["name"].data,
                issuer=form["issuer"].data,
                client_id=form["client_id"].data,
                client_secret=form["client_secret"].data or "",
                claim=form["claim"].data,
            )
            refused = outside.set_up(visit.uow, visit.actor, wanted, house().seal, now=visit.now)
            if refused is None:
                return self.go(self.get_url(".index_view"), gettext("Saved: %(what)s", what=wanted.name))
            form.refuse("issuer", refused.message)
        return self.form_page(form, gettext("Single sign-on"), self.get_url(".index_view"))

    def _of_county(self) -> bool:
        actor = visiting().actor
        return actor.scope == actor.county * 10**6

    def _edit_url(self, key: str) -> str | None:
        return str(self.get_url(".provider_view", provider=key)) if self._of_county() else None

    def _back(self, key: str) -> str:
        """The address that has to be registered with the provider."""
        county = visiting().actor.county
        return f"{house().settings.base_url}/sign-in/single/{county}/{key}/back"


def _shown(known: Provider) -> dict[str, str]:
    """What of a provider stands in its form: all but the secret."""
    return {name: getattr(known, name) for name in ("name", "issuer", "client_id", "claim")}
