"""What stands around every page: whose page it is, who is signed in, where one can go."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import ROLE_NAMES, Permission
from onewindow.domain.publishing.chain import PERMISSIONS
from onewindow.store import tree
from onewindow.web.access import Visit, house
from onewindow.web.manuals import help_url

LANGUAGES = (("zh", "中文"), ("en", "English"))
REVIEWS = frozenset(PERMISSIONS.values())
"""Whoever holds one of these takes a step of the publishing chain."""
NAVIGATION = (
    (Permission.CASE_FILE, "desk.home", "home", "Window"),
    (Permission.CASE_DECIDE, "officer.inbox", "inbox", "My tasks"),
    (Permission.CASE_ENFORCE, "officer.inbox", "inbox", "My tasks"),
    (Permission.CASE_VIEW, "desk.cases", "cases", "Cases"),
    (Permission.MATTER_EDIT, "workbench.home", "edit", "Workbench"),
    (Permission.TENANT_MANAGE, "workbench.unit", "building", "Our unit"),
    (Permission.REFERENCE_EDIT, "admin.index", "gear", "Administration"),
)
HOMES = (
    (Permission.CASE_FILE, "desk.home"),
    (Permission.CASE_REVIEW, "officer.inbox"),
    (Permission.CASE_ENFORCE, "officer.inbox"),
    (Permission.CASE_VIEW, "desk.home"),
    (Permission.REFERENCE_EDIT, "admin.index"),
    (Permission.MATTER_EDIT, "workbench.home"),
    (Permission.MATTER_VIEW, "workbench.inbox"),
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of one page; `macros/frame.html` draws it."""

    tenant: dict[str, str | None]
    home_url: str
    demo: bool
    person: dict[str, str] | None
    sign_out_url: str
    nav: list[dict[str, object]]
    languages: list[dict[str, object]]
    help_phone: str | None = None
    density: str | None = None
    account_url: str | None = None
    manual_url: str | None = None


def install(app: Flask) -> None:
    """Hand `shell` to every template."""
    app.context_processor(lambda: {"shell": shell()})


def language() -> str:
    """The language of the page: what the visitor chose, else Chinese."""
    chosen = session.get("language")
    return chosen if chosen in dict(LANGUAGES) else "zh"


def home_of(actor: Actor) -> str:
    """Where somebody begins the day: the window, the inbox of an officer, or the back office."""
    endpoints = [endpoint for permission, endpoint in HOMES if actor.may(permission)]
    return url_for(endpoints[0] if endpoints else "portal.home")


def title_of(lineage: tuple[tree.Tenant, ...]) -> str:
    """What a tenant is called on pages and paper: from its county down, `博罗县罗阳街道`."""
    return "".join(tenant.short_name if tenant.level == "village" else tenant.name for tenant in reversed(lineage))


def emblem_of(lineage: tuple[tree.Tenant, ...]) -> str | None:
    """The address of the emblem that holds for a tenant, its own or the nearest above; None while there is none."""
    found = ((one.scope, str(one.branding["emblem"])) for one in lineage if one.branding.get("emblem"))
    scope, digest = next(found, (0, ""))
    return url_for("portal.emblem", unit=scope, digest=digest.removeprefix("sha256:")) if digest else None


def shell() -> Shell:
    """The frame of the page being drawn."""
    visit: Visit | None = g.get("visit")
    return Shell(
        tenant={
            "name": title_of(visit.lineage) if visit else _("OneWindow"),
            "logo_url": emblem_of(visit.lineage) if visit else None,
            "hall": None,
        },
        home_url=url_for("portal.home") if visit is None else home_of(visit.actor),
        demo=house().settings.demo,
        person=_person(visit) if visit else None,
        sign_out_url=url_for("auth.sign_out"),
        account_url=url_for("auth.account"),
        nav=_navigation(visit) if visit else [],
        languages=_languages(),
        manual_url=help_url() if visit and visit.actor.may(Permission.MATTER_VIEW) else None,
        help_phone=next((one.phone for one in visit.lineage if one.phone), None) if visit else None,
    )


def _person(visit: Visit) -> dict[str, str]:
    posts = [binding.post or ROLE_NAMES[binding.role] for binding in visit.actor.bindings]
    return {"name": visit.actor.name, "post": posts[0] if posts else ""}


def _navigation(visit: Visit) -> list[dict[str, object]]:
    found = [
        {"label": _(label), "url": url_for(endpoint), "icon": icon, "current": _is_at(endpoint)}
        for permission, endpoint, icon, label in NAVIGATION
        if visit.actor.may(permission)
    ]
    if any(map(visit.actor.may, REVIEWS)):
        here = "workbench.inbox"
        found.append({"label": _("For review"), "url": url_for(here), "icon": "seal", "current": _is_at(here)})
    return found


def _is_at(endpoint: str) -> bool:
    """Whether the page being drawn is this place, or one of the areas of the back office when that is the place."""
    office = endpoint.startswith("admin.") and (request.blueprint or "").startswith("admin")
    return office or request.endpoint == endpoint


def _languages() -> list[dict[str, object]]:
    current = str(get_locale() or "zh").partition("_")[0]
    return [
        {
            "code": code,
            "label": label,
            "url": url_for("portal.language", code=code, to=request.path),
            "current": code == current,
        }
        for code, label in LANGUAGES
    ]
