"""Local adjustment (本地调整): an inherited document on the tabs of plain drafts, each element with what is open."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.inheritance.wording import place, told
from onewindow.domain.permissions import Permission
from onewindow.domain.publishing import merging
from onewindow.domain.publishing.duties import department_of, writer
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.adapting import pages, patching, steps
from onewindow.domain.workbench.adapting.marks import Marks
from onewindow.domain.workbench.adapting.patching import Forbidden
from onewindow.domain.workbench.tabs import Listing, Tab
from onewindow.services import inheritance
from onewindow.services.inheritance import Inherited, Refused
from onewindow.store.catalogue import KINDS
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import adapting_drawing as drawn
from onewindow.web.workbench import keeping
from onewindow.web.workbench.blueprint import workbench
from tenants.errors import PatchError
from tenants.overlay import Applied, apply
from tenants.patch import Patch
from tenants.pointers import parse
from tenants.scope import level_of

Json = Any
LONGEST = 400_000
"""Characters of an unsaved difference that a page may carry."""


@dataclass(frozen=True)
class _Work:
    """An adjustment while it is being written: nothing of it is saved yet."""

    inherited: Inherited
    document: Json
    tabs: tuple[Tab, ...]
    tab: Tab
    seen: str


@workbench.get("/local/<kind>/<key>")
@allow(Permission.MATTER_EDIT)
def local(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """An inherited document as it stands here."""
    work = _begun(visit, kind, key)
    if work.inherited.held:
        flash(_("The tenant above has changed this. First settle what no longer fits."), "info")
        return redirect(url_for("workbench.held_one", kind=kind, key=key), 303)
    return _page(visit, work)


@workbench.post("/local/<kind>/<key>")
@allow(Permission.MATTER_EDIT)
def adjust(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Take over what was typed, do what the button says; only the last step, after the list of changes, saves."""
    work = _carried(_begun(visit, kind, key))
    edited = editing.apply(work.document, work.tab, request.form.to_dict(flat=False))
    document, anchor = _done(visit, work, edited.document)
    what, _colon, name = request.form.get("act", "").partition(":")
    if edited.faults:
        faults = [{"href": f"#f-{one.name}", "label": one.message, "message": ""} for one in edited.faults]
        return _page(visit, work, problems=faults, wrong={one.name: one for one in edited.faults}), 422
    patch = patching.patch_of(work.inherited.base, document, work.inherited.patch.inherit)
    if isinstance(patch, Forbidden):
        shown = _Work(work.inherited, document, work.tabs, work.tab, work.seen)
        return _page(visit, shown, problems=_forbidden(work.inherited, patch), carried=work.document), 422
    if what == "tab":
        chosen = next((tab for tab in work.tabs if tab.key == name), work.tab)
        return _page(visit, _Work(work.inherited, document, work.tabs, chosen, work.seen))
    work = _Work(work.inherited, document, work.tabs, work.tab, work.seen)
    if what == "review":
        return _review(work)
    if what == "save":
        return _save(visit, work, patch, kind, key)
    return _page(visit, work, anchor=anchor)


@workbench.post("/local/<kind>/<key>/restore")
@allow(Permission.MATTER_EDIT)
def restore_local(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Give one element, or all of them, back to the standard."""
    if kind not in KINDS:
        abort(404)
    admit(visit, inheritance.look(visit.uow, kind=kind, key=key, now=visit.now))
    elements = request.form.getlist("element") or None
    done = inheritance.restore(visit.uow, kind=kind, key=key, elements=elements, now=visit.now, **_who(visit))
    if isinstance(done, Refused):
        flash(_("Not restored: %(why)s", why="".join(done.sentences)), "error")
    elif done is None:
        flash(_("Everything is as the tenant above has it."), "success")
    else:
        flash(_("Restored as the tenant above has it."), "success")
    back = "workbench.drift" if request.form.get("back") == "drift" else "workbench.local"
    return redirect(url_for(back) if back == "workbench.drift" else url_for(back, kind=kind, key=key), 303)


def admit(visit: Visit, found: Inherited | None) -> None:
    """Refuse whoever may not write for the department; a version of the tenant's own is the whole tenant's."""
    scope = visit.actor.scope
    department = department_of(found.publication.kind, found.base, level_of(scope).value) if found else ""
    if writer(visit.actor, scope, department) is None:
        abort(403)


def _begun(visit: Visit, kind: str, key: str) -> _Work:
    """The adjustment as it is saved; 404 for what is not inherited, 403 for another department's."""
    if kind not in KINDS:
        abort(404)
    found = inheritance.look(visit.uow, kind=kind, key=key, now=visit.now)
    if found is None:
        abort(404)
    admit(visit, found)
    tabs = pages.pages(kind, found.document, found.labels)
    if not tabs:
        abort(404)
    wanted = request.values.get("tab", "")
    tab = next((one for one in tabs if one.key == wanted), tabs[0])
    return _Work(found, found.document, tabs, tab, found.seen)


def _carried(work: _Work) -> _Work:
    """The adjustment with what the page carries of it unsaved; what cannot be read, or fits no more, is left out."""
    seen = request.form.get("seen", work.seen)
    try:
        text = request.form.get("work", "")
        patch = Patch.from_json(json.loads(text)) if text and len(text) <= LONGEST else work.inherited.patch
    except (ValueError, PatchError):
        patch = work.inherited.patch
    result = apply(work.inherited.base, patch)
    document = result.document if isinstance(result, Applied) else work.document
    return _Work(work.inherited, document, work.tabs, work.tab, seen)


def _done(visit: Visit, work: _Work, document: Json) -> tuple[Json, str]:
    """The document after a button, and where the page goes on."""
    what, _colon, name = request.form.get("act", "").partition(":")
    base = work.inherited.base
    listing = next((one for one in work.tab.parts if isinstance(one, Listing) and one.at == name), None)
    if what == "add" and listing is not None and Marks.of(base, document).addable(name):
        document, name = steps.add(base, document, listing, visit.actor.scope)
    elif what == "hide":
        document = steps.hide(document, name)
    elif what == "restore":
        document = steps.restore(base, document, name)
    return document, f"f-{name}" if name else ""


def _forbidden(inherited: Inherited, found: Forbidden) -> list[dict[str, str]]:
    return [
        {
            "href": f"#f-{one.element.removesuffix('/value')}",
            "label": place(parse(one.element), inherited.base, inherited.labels),
            "message": f"{one.said}。",
        }
        for one in found.refusals
    ]


def _review(work: _Work) -> str:
    before = {one.sentence for one in drawn.sentences(work.inherited, work.inherited.document)}
    now = drawn.sentences(work.inherited, work.document)
    return render_template(
        "workbench/local_review.html",
        **drawn.head(work.inherited),
        **_carrying(work, work.document),
        changes=[{"sentence": one.sentence, "new": one.sentence not in before} for one in now],
        gone=sorted(before - {one.sentence for one in now}),
    )


def _save(visit: Visit, work: _Work, patch: Patch, kind: str, key: str) -> ResponseReturnValue:
    inherited = work.inherited
    if work.seen != inherited.seen:
        base = inheritance.stood(visit.uow, inherited, work.seen)
        merged = merging.merge(base, work.document, inherited.document, inherited.labels)
        together = keeping.chosen(merged) if merged.clashes else merged.body
        if together is None:
            return keeping.clash(merged)
        found = patching.patch_of(inherited.base, together, inherited.patch.inherit)
        if isinstance(found, Forbidden):
            shown = _Work(inherited, together, work.tabs, work.tab, work.seen)
            return _page(visit, shown, problems=_forbidden(inherited, found), carried=work.document), 422
        patch = found
        flash(_("Somebody else had saved meanwhile; both changes stand together now."), "info")
    saved = inheritance.save_overlay(visit.uow, kind=kind, key=key, patch=patch.to_json(), now=visit.now, **_who(visit))
    if isinstance(saved, Refused):
        problems = [{"href": "#main", "label": sentence, "message": ""} for sentence in saved.sentences]
        return _page(visit, work, problems=problems), 422
    flash(_("Saved: your tenant works with this from now on."), "success")
    return redirect(url_for("workbench.local", kind=kind, key=key, tab=work.tab.key), 303)


def _page(
    visit: Visit,
    work: _Work,
    *,
    problems: Any = (),
    wrong: Any = None,
    anchor: str = "",
    carried: Json = None,
) -> str:
    return render_template(
        "workbench/local.html",
        **drawn.head(work.inherited),
        **_carrying(work, work.document if carried is None else carried),
        **drawn.body(visit, work.inherited, work.document, work.tab, wrong or {}),
        tabs=[{"key": tab.key, "label": tab.label, "current": tab.key == work.tab.key} for tab in work.tabs],
        saved=[
            {"sentence": told(one, work.inherited.base, work.inherited.document, work.inherited.labels).sentence}
            for one in drawn.deviations(work.inherited, work.inherited.document)
        ],
        unsaved=work.document != work.inherited.document,
        anchor=anchor,
        problems=list(problems),
    )


def _carrying(work: _Work, document: Json) -> dict[str, Any]:
    """What the form carries: the difference as it is now, unsaved, and the one it began with."""
    patch = patching.patch_of(work.inherited.base, document, work.inherited.patch.inherit)
    kept = work.inherited.patch if isinstance(patch, Forbidden) else patch
    publication = work.inherited.publication
    return {
        "work": json.dumps(kept.to_json(), ensure_ascii=False),
        "seen": work.seen,
        "tab": work.tab,
        "save_url": url_for("workbench.adjust", kind=publication.kind, key=publication.key),
        "restore_url": url_for("workbench.restore_local", kind=publication.kind, key=publication.key),
    }


def _who(visit: Visit) -> dict[str, Any]:
    return {"by": UUID(visit.actor.account_id), "by_name": visit.actor.name}
