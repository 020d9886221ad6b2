"""Sample applicants: typed into the very form, they are tests, preview data and demonstration."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import typed
from form_builder.page import render_sections
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.permissions import Permission
from onewindow.domain.rehearsal.comparing import revived
from onewindow.domain.rehearsal.examples import given_facts
from onewindow.domain.workbench import trials
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft, running

Json = Any
OWN = frozenset({"csrf_token", "account", "revision", "name", "tenant_code", "act"})


@workbench.get("/<uuid:draft>/examples")
@allow(Permission.MATTER_VIEW)
def examples(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Every example with what follows from it now."""
    opened = open_draft(visit, draft)
    matter = running(opened.proposal, opened.general)
    tried = trials.trials(matter, visit.now.date().isoformat()) if matter else ()
    return render_template(
        "workbench/examples.html",
        **drawing.frame(opened, "examples"),
        runs=matter is not None,
        trials=[
            {"trial": trial, "url": url_for("workbench.example", draft=draft, number=number)}
            for number, trial in enumerate(tried)
        ],
        save_url=url_for("workbench.examples", draft=draft),
    )


@workbench.post("/<uuid:draft>/examples")
@allow(Permission.MATTER_EDIT)
def edit_examples(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Add one, take one away, or make what follows now the expectation."""
    opened = keeping.held(visit, draft)
    listed = list(opened.proposal.body.get("examples") or ())
    what, _colon, text = request.form.get("act", "").partition(":")
    number = int(text) if text.isdecimal() and int(text) < len(listed) else -1
    go_on = url_for("workbench.examples", draft=draft)
    if what == "add":
        listed.append({"name": str(_("Applicant %(number)s", number=len(listed) + 1)), "data": {}, "expect": {}})
        go_on = url_for("workbench.example", draft=draft, number=len(listed) - 1)
    elif number < 0:
        abort(404)
    elif what == "remove":
        del listed[number]
    elif what == "expect":
        listed[number] = _expecting(visit, opened, listed[number])
    return keeping.answer(visit, draft, *_with(opened, listed), go_on=go_on)


@workbench.get("/<uuid:draft>/examples/<int:number>")
@allow(Permission.MATTER_VIEW)
def example(visit: Visit, draft: UUID, number: int) -> ResponseReturnValue:
    """One applicant's answers, in the form itself."""
    opened = open_draft(visit, draft)
    return _page(opened, number, _example(opened, number))


@workbench.post("/<uuid:draft>/examples/<int:number>")
@allow(Permission.MATTER_EDIT)
def edit_example(visit: Visit, draft: UUID, number: int) -> ResponseReturnValue:
    """Keep the answers; what follows from a new applicant is expected from then on."""
    opened = keeping.held(visit, draft)
    old, matter = _example(opened, number), _compiled(opened)
    raw = {name: texts for name, texts in request.form.to_dict(flat=False).items() if name not in OWN}
    new = {**old, "name": request.form.get("name", "").strip() or old["name"], "data": trials.answers(matter.plan, raw)}
    code = request.form.get("tenant_code", "").strip()
    new = {**new, "tenant_code": code} if code else {key: new[key] for key in new if key != "tenant_code"}
    if request.form.get("act") == "update":
        return _page(opened, number, new)
    if not old.get("expect"):
        new = _expecting(visit, opened, new)
    listed = list(opened.proposal.body["examples"])
    listed[number] = new
    go_on = url_for("workbench.examples", draft=draft)
    return keeping.answer(visit, draft, *_with(opened, listed), go_on=go_on, done=_("The example is kept."))


def _expecting(visit: Visit, opened: Opened, kept: Json) -> Json:
    found = trials.expectation(_compiled(opened), kept, visit.now.date().isoformat())
    return kept if found is None else {**kept, "expect": dict(found)}


def _example(opened: Opened, number: int) -> Json:
    listed = opened.proposal.body.get("examples") or ()
    if number >= len(listed):
        abort(404)
    return listed[number]


def _compiled(opened: Opened) -> CompiledMatter:
    matter = running(opened.proposal, opened.general)
    if matter is None:
        abort(409, "草稿还有错误，改好之后才能录入示例；错误列在“待完善”里。")
    return matter


def _with(opened: Opened, listed: list[Json]) -> tuple[int, Json]:
    """The revision of the page, and its body with other examples."""
    return opened.proposal.revision, {**opened.proposal.body, "examples": listed}


def _page(opened: Opened, number: int, kept: Json) -> str:
    matter = _compiled(opened)
    values = revived(matter.plan, kept.get("data") or {})
    state = matter.plan.state(
        values, given_facts(matter, {**kept, "data": values}, opened.proposal.saved_at.date().isoformat())
    )
    return render_template(
        "workbench/example.html",
        **drawing.frame(opened, "examples"),
        name=kept.get("name", ""),
        tenant_code=kept.get("tenant_code", ""),
        sections=render_sections(matter.plan, state, typed(matter.plan, values)),
        save_url=url_for("workbench.example", draft=opened.proposal.id, number=number),
        back=url_for("workbench.examples", draft=opened.proposal.id),
    )
