"""One tab of a draft: drawn from its description, saved as often as the admin pauses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing import merging
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.kinds import plain_tab, tabs_of
from onewindow.domain.workbench.matter_tabs import section_tab
from onewindow.domain.workbench.tabs import Listing, Tab
from onewindow.services import proposals
from onewindow.services.proposals import Clash, Merged, Refused
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.history import forget_steps, steps
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
    """Keep what was typed, and do what the pressed button says.

    A script that saves by itself asks for JSON and gets the new revision and what is still to do; a page that was
    written over meanwhile gets every place that both changed.
    """
    proposal = proposals.open_(visit.uow, visit.actor, draft)
    where = _known(proposal.kind, tab)
    revision = request.form.get("revision", type=int) or 0
    base = proposal.body if revision == proposal.revision else proposals.at(visit.uow, draft, revision)
    edited, anchor = _edited(base, where)
    body = follow(proposal.kind, base, edited.document)
    result = proposals.save(visit.uow, visit.actor, draft, revision=revision, body=body, now=visit.now)
    if isinstance(result, Refused):
        abort(403, result.message)
    if isinstance(result, Clash):
        return clashing(draft, where, result)
    forget_steps(draft, result.revision)
    if isinstance(result, Merged):
        flash(_("Somebody else had saved meanwhile; both changes stand together now."), "info")
    if request.accept_mimetypes.best == "application/json":
        return told(visit, draft, where, edited, result.revision, merged=isinstance(result, Merged))
    if edited.faults:
        opened = open_draft(visit, draft)
        return _page(opened, where, edited), 422
    # A script that follows sees no fragment: it reads `at`.
    return redirect(url_for("workbench.tab", draft=draft, tab=tab, at=anchor or None, _anchor=anchor or None), 303)


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


def clashing(draft: UUID, where: Tab, clash: Clash) -> ResponseReturnValue:
    """What two people changed in the same places, for the second of them to choose."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(clashes=[each.label for each in clash.clashes]), 409
    return render_template(
        "workbench/clash.html",
        clashes=[drawing.clash(each) for each in clash.clashes],
        posted=[(name, text) for name, texts in request.form.to_dict(flat=False).items() for text in texts],
        action=url_for("workbench.settle", draft=draft, tab=where.key),
        back=url_for("workbench.tab", draft=draft, tab=where.key),
    ), 409


def told(visit: Visit, draft: UUID, where: Tab, edited: Edited, revision: int, *, merged: bool) -> ResponseReturnValue:
    """What a script that saved by itself needs to know: the new revision, what could not be read, what is to do now."""
    opened = open_draft(visit, draft)
    return jsonify(
        revision=revision,
        merged=merged,
        faults={fault.name: fault.message for fault in edited.faults},
        side=render_template("workbench/side.html", **drawing.side(opened)),
        undo=steps(draft, revision),
    )


def _page(opened: Opened, where: Tab, edited: Edited | None = None) -> str:
    return render_template(
        "workbench/tab.html", **drawing.frame(opened, where.key), **drawing.tab(opened, where, edited)
    )


@workbench.post("/<uuid:draft>/<tab>/settle")
@allow(Permission.MATTER_EDIT)
def settle(visit: Visit, draft: UUID, tab: str) -> ResponseReturnValue:
    """Put together what two people changed in the same places, as the second of them chose."""
    kind = proposals.open_(visit.uow, visit.actor, draft).kind
    revision = request.form.get("revision", type=int) or 0
    base = proposals.at(visit.uow, draft, revision)
    where = section_tab(base, request.form.get("field", "")) if tab == "form" else _known(kind, tab)
    edited, _anchor = _edited(base, where)
    result = proposals.save(visit.uow, visit.actor, draft, revision=revision, body=edited.document, now=visit.now)
    if isinstance(result, Clash):
        mine = [name.removeprefix("choose:") for name, word in request.form.items() if word == "mine"]
        body = merging.settle(result.body, result.clashes, mine)
        proposals.save(visit.uow, visit.actor, draft, revision=result.revision, body=body, now=visit.now)
    flash(_("Saved as you chose."), "success")
    return redirect(url_for("workbench.tab", draft=draft, tab=tab), 303)
