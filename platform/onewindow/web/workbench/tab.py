"""One tab of a draft: drawn from its description, saved as often as the admin pauses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.kinds import plain_tab, tabs_of
from onewindow.domain.workbench.tabs import Listing, Tab
from onewindow.services import proposals
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft

Json = Any


@workbench.get("/<uuid:draft>/")
@allow(Permission.MATTER_VIEW)
def draft(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Lead to the first tab."""
    kind = proposals.open_(visit.uow, visit.actor, draft).kind
    return redirect(url_for("workbench.tab", draft=draft, tab=tabs_of(kind)[0].key), 303)


@workbench.get("/<uuid:draft>/<tab>")
@allow(Permission.MATTER_VIEW)
def tab(visit: Visit, draft: UUID, tab: str) -> ResponseReturnValue:
    """One tab of a draft."""
    opened = open_draft(visit, draft)
    return _page(opened, _known(opened.proposal.kind, tab))


@workbench.post("/<uuid:draft>/<tab>")
@allow(Permission.MATTER_EDIT)
def save(visit: Visit, draft: UUID, tab: str) -> ResponseReturnValue:
    """Keep what was typed, and do what the pressed button says."""
    proposal = proposals.open_(visit.uow, visit.actor, draft)
    where = _known(proposal.kind, tab)
    base, revision = keeping.base_in(visit, proposal)
    edited, anchor = _edited(base, where)
    # A script that follows sees no fragment: it reads `at`.
    go_on = url_for("workbench.tab", draft=draft, tab=tab, at=anchor or None, _anchor=anchor or None)
    return keeping.answer(
        visit,
        draft,
        revision,
        follow(proposal.kind, base, edited.document),
        go_on=go_on,
        faults=edited.messages,
        again=lambda: _page(open_draft(visit, draft), where, edited),
    )


def _known(kind: str, key: str) -> Tab:
    found = plain_tab(kind, key)
    if found is None:
        abort(404)
    return found


def _edited(base: Json, where: Tab) -> tuple[Edited, str]:
    """The body with what the page holds and what its button does, and where the page goes on."""
    edited = editing.apply(base, where, request.form.to_dict(flat=False))
    act, _colon, name = request.form.get("act", "").partition(":")
    document, anchor = edited.document, name
    listing = next((part for part in where.parts if isinstance(part, Listing) and part.at == name), None)
    if act == "add" and listing is not None:
        document, anchor = editing.add(document, listing)
    elif act == "remove":
        document, anchor = editing.remove(document, name), name.rpartition("/")[0]
    elif act in ("up", "down"):
        document = editing.move(document, name, -1 if act == "up" else 1)
    return Edited(document, edited.faults), f"f-{anchor}" if anchor else ""


def _page(opened: Opened, where: Tab, edited: Edited | None = None) -> str:
    return render_template(
        "workbench/tab.html", **drawing.frame(opened, where.key), **drawing.tab(opened, where, edited)
    )
