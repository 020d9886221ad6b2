"""Saving a draft from a page: the one way in which every page of the workbench does it.

A page carries the revision it was drawn from. What others saved since is brought together with what it changed; where
both changed the same place the second chooses. The page of the choice posts everything the first post held to where
that went, so the same view makes the same change once more and `keep` puts in the sides that were chosen: no view needs
a way of its own to settle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.canonical import digest
from onewindow.domain.publishing import merging
from onewindow.services import proposals
from onewindow.services.proposals import Clash, Merged, Proposal, Refused, Saved
from onewindow.web.access import Visit
from onewindow.web.workbench import drawing
from onewindow.web.workbench.history import forget_steps, steps
from onewindow.web.workbench.opening import Opened, open_draft

Json = Any
ASKED, CHOOSE = "asked", "choose:"
"""What the page of the choice adds to a post: which clashes it showed, and the side chosen for each pointer."""


def base_of(visit: Visit, draft: UUID) -> tuple[Json, int]:
    """The body that the posted page was drawn from, and its revision; what says none is taken for the newest."""
    return base_in(visit, proposals.open_(visit.uow, visit.actor, draft))


def base_in(visit: Visit, newest: Proposal) -> tuple[Json, int]:
    """As `base_of`, of a draft that was opened already."""
    revision = request.form.get("revision", default=newest.revision, type=int)
    return (newest.body if revision == newest.revision else proposals.at(visit.uow, newest.id, revision)), revision


def held(visit: Visit, draft: UUID) -> Opened:
    """The draft with what stands around it, as the posted page was drawn from it."""
    opened = open_draft(visit, draft)
    return opened.holding(*base_in(visit, opened.proposal))


def keep(visit: Visit, draft: UUID, revision: int, body: Json) -> Saved | Merged | Clash:
    """Save, with the sides that the post chose where it comes from the page of the choice.

    Nothing is saved on a `Clash`: answer with `clash`. A page that may not be saved ends here.
    """
    if request.form.get("account", visit.actor.account_id) != visit.actor.account_id:
        abort(403, _("This page was opened by somebody else: sign in as yourself and open the draft again."))
    result = _save(visit, draft, revision, body)
    if isinstance(result, Clash) and (together := chosen(result)) is not None:
        result = _save(visit, draft, result.revision, together)
        flash(_("Saved as you chose."), "success")
    elif isinstance(result, Merged):
        flash(_("Somebody else had saved meanwhile; both changes stand together now."), "info")
    if not isinstance(result, Clash):
        forget_steps(draft, result.revision)
    return result


def answer(
    visit: Visit,
    draft: UUID,
    revision: int,
    body: Json,
    *,
    go_on: str,
    faults: Mapping[str, str] | None = None,
    again: Callable[[], str] | None = None,
    done: str = "",
) -> ResponseReturnValue:
    """Save and answer the post: with the places to choose, as a script wants it, or by leading to `go_on`.

    `faults`: control → why it could not be read; `again` draws the page with them. `done`: what to say
    when it is saved.
    """
    result = keep(visit, draft, revision, body)
    if isinstance(result, Clash):
        return clash(result)
    if by_itself():
        return told(visit, draft, result, faults or {})
    if faults and again is not None:
        return again(), 422
    if done:
        flash(done, "success")
    return redirect(go_on, 303)


def chosen(found: Clash | merging.Merge) -> Json | None:
    """Both changes in one body, with the sides that the post chose; None when it was not asked about just these."""
    if request.form.get(ASKED) != _fingerprint(found):
        return None
    return merging.settle(found.body, found.clashes, _mine())


def clash(found: Clash | merging.Merge, *, back: str = "") -> ResponseReturnValue:
    """Every place that two people changed, for the second to choose; a script is told their names.

    The choice goes to where this post went; dropping one's changes leads to `back`, or there as well.
    """
    if by_itself():
        return jsonify(clashes=[each.label for each in found.clashes]), 409
    here = request.full_path.rstrip("?")
    return render_template(
        "workbench/clash.html",
        clashes=[drawing.clash(each) for each in found.clashes],
        posted=[(name, text) for name, text in request.form.items(multi=True) if not _ours(name)],
        asked=_fingerprint(found),
        asked_before=ASKED in request.form,
        mine=_mine(),
        action=here,
        back=back or here,
    ), 409


def by_itself() -> bool:
    """Whether a script saves while somebody types."""
    return request.accept_mimetypes.best == "application/json"


def told(visit: Visit, draft: UUID, result: Saved | Merged, faults: Mapping[str, str]) -> ResponseReturnValue:
    """The new revision, what could not be read (control → message), and what is still to do."""
    return jsonify(
        revision=result.revision,
        merged=isinstance(result, Merged),
        faults=dict(faults),
        side=render_template("workbench/side.html", **drawing.side(open_draft(visit, draft))),
        undo=steps(draft, result.revision),
    )


def _save(visit: Visit, draft: UUID, revision: int, body: Json) -> Saved | Merged | Clash:
    result = proposals.save(visit.uow, visit.actor, draft, revision=revision, body=body, now=visit.now)
    if isinstance(result, Refused):
        abort(403, result.message)
    return result


def _fingerprint(found: Clash | merging.Merge) -> str:
    """Equal when the same person would be asked the same: a choice counts only for what was seen."""
    return digest([each.to_json() for each in found.clashes])


def _mine() -> list[str]:
    """The pointers for which the post chose its own side."""
    return [name.removeprefix(CHOOSE) for name, side in request.form.items() if _chooses(name) and side == "mine"]


def _ours(name: str) -> bool:
    return name in (ASKED, "csrf_token") or _chooses(name)


def _chooses(name: str) -> bool:
    return name.startswith(CHOOSE)
