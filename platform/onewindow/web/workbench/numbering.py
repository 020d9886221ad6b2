"""How papers and cases are numbered (编号): what the next numbers are, and other rules from a day on (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain import numbering as templates
from onewindow.domain.numbering_rules import SCHEMA, WORDS
from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.papers.shelf import BY_KEY, title
from onewindow.services.paper import series
from onewindow.services.paper.keeping import Who, set_numbering
from onewindow.services.paper.series import Series
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench

Json = Any
FIELDS = ("letters", "document", "case")
LONGEST = 80
WORD = "word:"
"""Begins the names of the controls of 文种."""


@workbench.get("/numbering")
@allow(Permission.TENANT_MANAGE)
def numbering(visit: Visit) -> ResponseReturnValue:
    """The rules in force, each series with its next number, and the form for other rules."""
    return _page(visit)


@workbench.post("/numbering")
@allow(Permission.TENANT_MANAGE)
def set_numbers(visit: Visit) -> ResponseReturnValue:
    """Look at the numbers that other rules would give; and put the rules in force from a day on."""
    document = _typed()
    try:
        on = date.fromisoformat(request.form.get("on", ""))
    except ValueError:
        return _page(visit, [_("Please give the day from which on it holds.")]), 422
    ahead = series.foreseen(visit.uow, document, list(BY_KEY), on=on)
    if isinstance(ahead, list):
        return _page(visit, ahead), 422
    if request.form.get("act") != "do":
        return _page(visit, ahead=ahead)
    who = Who(visit.actor.name, UUID(visit.actor.account_id))
    if problem := set_numbering(visit.uow, who, document, effective_from=on, now=visit.now):
        return _page(visit, [problem.message]), 422
    flash(_("Saved: numbers are given by these rules from %(day)s on.", day=on.isoformat()), "success")
    return redirect(url_for("workbench.numbering"), 303)


def _typed() -> Json:
    """The rules that were typed; what is as the house has it, or empty, is left out."""
    values = request.form
    rules = {name: values.get(name, "").strip()[:LONGEST] for name in FIELDS}
    words = {key: values.get(f"{WORD}{key}", "").strip() for key in BY_KEY}
    own = {key: word for key, word in words.items() if word and word != WORDS.get(key)}
    return {"schema": SCHEMA, **{name: text for name, text in rules.items() if text}, **({"words": own} if own else {})}


def _page(visit: Visit, problems: Sequence[str] = (), *, ahead: Sequence[Series] | None = None) -> str:
    kept = series.book(visit.uow, list(BY_KEY), now=visit.now)
    above = next((one for one in visit.lineage[1:] if kept.versions and kept.versions[0].scope == one.scope), None)
    values: Mapping[str, Any] = request.form or kept.own
    posted = bool(request.form)
    words = kept.own.get("words", {})
    return render_template(
        "workbench/numbering.html",
        lines=[_line(one) for one in kept.series],
        ahead=[_line(one) for one in ahead] if ahead is not None else None,
        rules={
            "letters": kept.rules.letters,
            "document": kept.rules.document,
            "case": kept.rules.case or templates.CASE_BY_TENANT,
        },
        above=above.name if above else "",
        typed={name: values.get(name, "") for name in FIELDS}
        | {"on": request.form.get("on") or visit.now.date().isoformat()},
        words=[
            {
                "key": key,
                "title": title(key),
                "word": request.form.get(f"{WORD}{key}", "") if posted else words.get(key, ""),
                "usual": WORDS.get(key, "文"),
            }
            for key in BY_KEY
        ],
        carried=[each for each in request.form.items() if each[0] not in ("csrf_token", "act")],
        versions=[
            {
                "from": one.effective_from,
                "at": one.published_at.astimezone(CHINA),
                "own": one.scope == visit.actor.scope,
                "ahead": one.effective_from > visit.now.date(),
            }
            for one in kept.versions
        ],
        save_url=url_for("workbench.set_numbers"),
        branding_url=url_for("workbench.branding"),
        again_url=url_for("workbench.numbering"),
        back=url_for("workbench.unit"),
        problems=[{"href": "#f-document", "label": each, "message": ""} for each in problems],
    )


def _line(one: Series) -> dict[str, Any]:
    return {
        "kinds": [title(key) for key in one.kinds],
        "last": one.last,
        "next": one.next_number,
        "warning": one.warning,
    }
