"""The element dictionary (R027): looked through, and changed in a spreadsheet, as a draft through the chain."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from form_builder import Element
from onewindow.domain import sheets
from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.designing import KIND_WORDS
from onewindow.services import proposals
from onewindow.services import workbench as services
from onewindow.services.proposals import Proposal
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench
from tenants.pinyin import initials

MOST = 200
LONGEST_SEARCH = 100


@workbench.get("/dictionary")
@allow(Permission.MATTER_EDIT)
def dictionary(visit: Visit) -> ResponseReturnValue:
    """The elements in force here, and the way to change them."""
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    words = services.surroundings(visit.uow, visit.actor.scope, visit.now).dictionary
    found = [each for each in words or () if _fits(each, asked.lower())]
    return render_template(
        "workbench/dictionary.html",
        asked=asked,
        elements=[_line(each) for each in found[:MOST]],
        total=len(found),
        change_url=url_for("workbench.change_dictionary"),
        home_url=url_for("workbench.home"),
    )


@workbench.post("/dictionary")
@allow(Permission.MATTER_EDIT)
def change_dictionary(visit: Visit) -> ResponseReturnValue:
    """Begin the next version of the dictionary, or go on with the draft that is open, on the page of its sheet."""
    begun = services.change(visit.uow, kind=sheets.ELEMENTS, key=sheets.ELEMENTS, now=visit.now)
    if isinstance(begun, str):
        flash(begun, "danger")
        return redirect(url_for("workbench.dictionary"), 303)
    started = proposals.start(visit.uow, visit.actor, **asdict(begun), now=visit.now)
    draft = started.id if isinstance(started, Proposal) else started.proposal_id
    if not isinstance(started, Proposal):
        flash(started.message, "info" if draft else "danger")
    where = url_for("workbench.sheet", draft=draft) if draft else url_for("workbench.dictionary")
    return redirect(where, 303)


def _fits(element: Element, asked: str) -> bool:
    """By name, by key, by the first letters of the pinyin."""
    return not asked or any(asked in each for each in (element.label.lower(), element.key, initials(element.label)))


def _line(element: Element) -> dict[str, Any]:
    kind = KIND_WORDS.get(element.kind, element.kind)
    options = "、".join(each.label for each in element.options[:6])
    uses = url_for("workbench.used", kind="element", key=element.key)
    return {
        "key": element.key,
        "label": element.label,
        "kind": kind,
        "options": options,
        "hint": element.hint,
        "uses_url": uses,
    }
