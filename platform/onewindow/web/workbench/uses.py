"""Where things are used (用在哪里): elements, matters, templates, … by document, each place with the way to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.references import REFERENCE_NAMES
from onewindow.domain.publishing.states import KIND_NAMES
from onewindow.domain.workbench.editing import tab_of
from onewindow.domain.workbench.kinds import tabs_of
from onewindow.services import proposals, publishing
from onewindow.services import workbench as services
from onewindow.services.proposals import Proposal
from onewindow.services.publishing import User
from onewindow.services.publishing.using import PAGE
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import listing
from onewindow.web.workbench.blueprint import workbench

DESIGNED = ("matter", "theme", "template")
"""Kinds of documents that are changed on the workbench, place by place."""


@workbench.get("/uses")
@allow(Permission.MATTER_VIEW)
def uses(visit: Visit) -> ResponseReturnValue:
    """The things of one kind, each with how many documents use it."""
    kind = request.args.get("kind", "element")
    if kind not in REFERENCE_NAMES:
        abort(404)
    asked, page = listing.asked(), _page_number()
    found, total = publishing.things(visit.uow, kind=kind, asked=asked, page=page, on=visit.now.date())
    return render_template(
        "workbench/uses.html",
        kind=kind,
        asked=asked,
        tabs=[
            {"label": label, "url": url_for("workbench.uses", kind=each), "count": None, "current": each == kind}
            for each, label in REFERENCE_NAMES.items()
        ],
        things=[{"name": one.name, "key": one.key, "count": one.count, "url": _url(kind, one.key)} for one in found],
        page=_pages("workbench.uses", total, len(found), page, kind=kind, q=asked or None),
        back=url_for("workbench.home"),
    )


@workbench.get("/uses/<kind>/<path:key>")
@allow(Permission.MATTER_VIEW)
def used(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Who uses one thing, by unit, and where in each document."""
    return _used(visit, kind, key)


@workbench.post("/uses/<kind>/<path:key>")
@allow(Permission.MATTER_EDIT)
def go_to_use(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Open the draft of a document that uses the thing, a new one if need be, at the place."""
    what, whose, at = (request.form.get(name, "") for name in ("kind", "key", "at"))
    if what not in DESIGNED:
        abort(404)
    begun = services.change(visit.uow, kind=what, key=whose, now=visit.now)
    if isinstance(begun, str):
        return _used(visit, kind, key, begun), 422
    started = proposals.start(visit.uow, visit.actor, **asdict(begun), now=visit.now)
    draft = started.id if isinstance(started, Proposal) else started.proposal_id
    if draft is None:
        return _used(visit, kind, key, started.message), 422  # type: ignore[union-attr]
    if not isinstance(started, Proposal):
        flash(started.message, "info")
    return redirect(_place_url(what, draft, at), 303)


def _used(visit: Visit, kind: str, key: str, refused: str = "") -> str:
    if kind not in REFERENCE_NAMES or "\0" in key:
        abort(404)
    asked, page = listing.asked(), _page_number()
    unit = request.args.get("unit", type=int)
    unit = unit if unit and 0 < unit < 10**listing.DIGITS else None
    found = publishing.usage(visit.uow, kind=kind, key=key, asked=asked, unit=unit, page=page, on=visit.now.date())
    return render_template(
        "workbench/used.html",
        name=found.name,
        kind=REFERENCE_NAMES[kind],
        key=key,
        asked=asked,
        unit=unit,
        units=[
            {"name": name, "count": count, "url": _url(kind, key, unit=scope), "current": scope == unit}
            for scope, name, count in found.units
        ],
        in_all=sum(count for _scope, _name, count in found.units),
        lines=[_line(visit, one) for one in found.users],
        page=_pages(
            "workbench.used", found.total, len(found.users), page, kind=kind, key=key, q=asked or None, unit=unit
        ),
        all_url=_url(kind, key),
        save_url=_url(kind, key),
        back=url_for("workbench.uses", kind=kind),
        problems=[{"href": "#main", "label": refused, "message": ""}] if refused else [],
    )


def _line(visit: Visit, one: User) -> dict[str, Any]:
    """A document, and its places: to be changed here, to be adjusted where it is inherited, or only to be read."""
    may, own = visit.actor.may(Permission.MATTER_EDIT), one.scope == visit.actor.scope
    inherited = may and not own and one.scope < visit.actor.scope and one.kind == "matter"
    tabs = tabs_of(one.kind)
    return {
        "kind": KIND_NAMES.get(one.kind, one.kind),
        "title": one.title,
        "version": one.version,
        "unit": one.unit,
        "what": one.kind,
        "key": one.key,
        "writable": may and own and one.kind in DESIGNED,
        "local_url": url_for("workbench.local", kind=one.kind, key=one.key) if inherited else "",
        "spots": [{"said": spot.said or tabs[0].label, "at": spot.pointer} for spot in one.spots],
    }


def _place_url(kind: str, draft: UUID, at: str) -> str:
    """Where a place of a draft is edited."""
    tab, anchor = tab_of(tabs_of(kind), at), f"f-{at}" if at else None
    if kind == "template" and at:
        return url_for("workbench.layout", draft=draft, field=at, _anchor=anchor)
    if tab == "form" and at:
        return url_for("workbench.form", draft=draft, field=at)
    if tab == "route" and at.startswith("route/steps/"):
        return url_for("workbench.route", draft=draft, step=at.split("/")[2], _anchor=anchor)
    return url_for("workbench.tab", draft=draft, tab=tab, _anchor=anchor)


def _url(kind: str, key: str, **more: Any) -> str:
    return url_for("workbench.used", kind=kind, key=key, **more)


def _page_number() -> int:
    return max(1, min(request.args.get("page", 1, type=int), listing.LAST_PAGE))


def _pages(endpoint: str, total: int, shown: int, page: int, **where: Any) -> dict[str, Any] | None:
    """Where in the list one is; nothing where it fits on one page."""
    if total <= PAGE and page == 1:
        return None
    first = (page - 1) * PAGE
    return {
        "first": min(first + 1, total),
        "last": first + shown,
        "total": total,
        "previous_url": url_for(endpoint, **where, page=page - 1) if page > 1 else None,
        "next_url": url_for(endpoint, **where, page=page + 1) if first + shown < total else None,
    }
