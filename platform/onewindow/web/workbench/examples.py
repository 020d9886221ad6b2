"""Sample applicants: typed into the very form, they are tests, preview data and demonstration."""

from __future__ import annotations

from collections.abc import Mapping
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
from onewindow.domain.workbench.conditions.vocabulary import DATES, Term
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft, running

Json = Any
OWN = frozenset({"csrf_token", "account", "revision", "name", "tenant_code", "expect", "act"})


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
    new = _posted(matter, old)
    if request.form.get("act") == "update":
        return _page(opened, number, new)
    new = _expecting(visit, opened, new, {key for key, _label in trials.PARTS if key in request.form.getlist("expect")})
    listed = list(opened.proposal.body["examples"])
    listed[number] = new
    go_on = url_for("workbench.examples", draft=draft)
    return keeping.answer(visit, draft, *_with(opened, listed), go_on=go_on, done=_("The example is kept."))


def _posted(matter: CompiledMatter, old: Mapping[str, Json]) -> dict[str, Json]:
    """The example with what its page holds; what was not touched stays as it is written."""
    raw = {name: texts for name, texts in request.form.to_dict(flat=False).items() if name not in OWN}
    data = old.get("data") or {}
    typed_in = {**trials.answers(matter.plan, raw, data), **trials.statements(trials.stated(matter), raw)}
    boxes = {
        "tenant_code": request.form.get("tenant_code", "").strip(),
        "parameters": trials.parameters(matter, raw, old.get("parameters") or {}),
    }
    kept = {key: each for key, each in old.items() if key not in boxes}
    name = request.form.get("name", "").strip() or old.get("name", "")
    return {**kept, "name": name, "data": typed_in, **{key: each for key, each in boxes.items() if each}}


def _expecting(visit: Visit, opened: Opened, kept: Json, parts: set[str] | None = None) -> Json:
    """The example with what follows now expected; of `parts` only, where these are named, and then only what is new."""
    found = trials.expectation(_compiled(opened), kept, visit.now.date().isoformat())
    if found is None:
        return kept
    old = kept.get("expect") or {}
    if parts is None:
        return {**kept, "expect": {key: each for key, each in found.items() if not old or key in old}}
    return {**kept, "expect": {key: old.get(key, each) for key, each in found.items() if key in parts}}


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
    expected = kept.get("expect") or {key: None for key, _label in trials.PARTS}
    own = kept.get("parameters") or {}
    return render_template(
        "workbench/example.html",
        **drawing.frame(opened, "examples"),
        stated=[_statement(term, kept.get("data") or {}) for term in trials.stated(matter)],
        parameters=[_parameter(each, own) for each in trials.plain_parameters(matter)],
        expected=[{"value": key, "label": label, "ticked": key in expected} for key, label in trials.PARTS],
        name=kept.get("name", ""),
        tenant_code=kept.get("tenant_code", ""),
        sections=render_sections(matter.plan, state, typed(matter.plan, values)),
        save_url=url_for("workbench.example", draft=opened.proposal.id, number=number),
        back=url_for("workbench.examples", draft=opened.proposal.id),
    )


def _statement(term: Term, data: Mapping[str, Json]) -> dict[str, Any]:
    """One thing that an example may state beside the answers."""
    yes_or_no = term.kind in ("boolean", "declaration")
    return {
        "name": f"{trials.STATED}{term.path}",
        "label": term.label,
        "kind": "flag" if yes_or_no else "date" if term.kind in DATES else "text",
        "text": _shown(data.get(term.path)),
    }


def _parameter(parameter: Mapping[str, Json], own: Mapping[str, Json]) -> dict[str, str]:
    """A local standard with what the example says instead of the usual value."""
    key = str(parameter["key"])
    return {
        "name": f"{trials.PARAMETER}{key}",
        "label": str(parameter.get("name") or key),
        "own": _shown(own.get(key)),
        "usual": _shown(parameter.get("example")),
    }


def _shown(value: Json) -> str:
    return "" if value is None else ("true" if value else "false") if isinstance(value, bool) else str(value)
