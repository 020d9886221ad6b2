"""Situations of a theme: answers to its questions that are tried at every saving, with what follows and what should."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import typed
from form_builder.page import render_sections
from onewindow.domain.joint import JointForm, prepare
from onewindow.domain.permissions import Permission
from onewindow.domain.rehearsal.comparing import revived
from onewindow.domain.theme import ThemeDocument
from onewindow.domain.workbench.theming import looking
from onewindow.domain.workbench.theming import scenarios as situations
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened
from onewindow.web.workbench.theme import theme_held, theme_opened
from onewindow.web.workbench.theme_merged import ANSWER, answers_of, questions_of

Json = Any
OWN = frozenset({"csrf_token", "account", "revision", "name", "act"})


@workbench.get("/<uuid:draft>/scenarios")
@allow(Permission.MATTER_VIEW)
def scenarios(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Every situation with what follows from it now."""
    opened = theme_opened(visit, draft)
    theme = looking.readable(opened.proposal.body)
    tried = situations.trials(theme, opened.members) if theme else ()
    return render_template(
        "workbench/theme_scenarios.html",
        **drawing.frame(opened, "scenarios"),
        runs=theme is not None and bool(opened.members),
        trials=[
            {"trial": trial, "url": url_for("workbench.scenario", draft=draft, number=number)}
            for number, trial in enumerate(tried)
        ],
        static=_static(opened, theme) if theme else None,
        save_url=url_for("workbench.edit_scenarios", draft=draft),
    )


@workbench.post("/<uuid:draft>/scenarios")
@allow(Permission.MATTER_EDIT)
def edit_scenarios(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Add one, take one away, or make what follows now the expectation."""
    opened = theme_held(visit, draft)
    body, theme = opened.proposal.body, _theme(opened)
    what, _colon, text = request.form.get("act", "").partition(":")
    listed = body.get("scenarios") or []
    number = int(text) if text.isdecimal() and int(text) < len(listed) else -1
    go_on = url_for("workbench.scenarios", draft=draft)
    if what == "add":
        name = situations.fresh_name(str(_("Situation %(number)s", number=len(listed) + 1)), {"scenarios": listed}, -1)
        body = {**body, "scenarios": [*listed, {"name": name, "data": {}}]}
        go_on = url_for("workbench.scenario", draft=draft, number=len(listed))
    elif what == "expect-static":
        body = situations.expect_static(body, situations.static(theme, opened.members))
    elif number < 0:
        abort(404)
    elif what == "remove":
        body = situations.remove(body, number)
    elif what == "expect":
        body = _expecting(opened, theme, body, number)
    return keeping.answer(visit, draft, opened.proposal.revision, body, go_on=go_on)


@workbench.get("/<uuid:draft>/scenarios/<int:number>")
@allow(Permission.MATTER_VIEW)
def scenario(visit: Visit, draft: UUID, number: int) -> ResponseReturnValue:
    """The answers of one situation: to the guide's questions, and in the form that comes of them."""
    opened = theme_opened(visit, draft)
    kept = _kept(opened, number)
    return _page(opened, number, str(kept.get("name", "")), kept.get("data") or {})


@workbench.post("/<uuid:draft>/scenarios/<int:number>")
@allow(Permission.MATTER_EDIT)
def edit_scenario(visit: Visit, draft: UUID, number: int) -> ResponseReturnValue:
    """Keep the answers; what follows from a new situation is expected from then on."""
    opened = theme_held(visit, draft)
    old, theme = _kept(opened, number), _theme(opened)
    data = _posted(opened, theme, old.get("data") or {})
    wanted = request.form.get("name", "").strip() or str(old.get("name", ""))
    if request.form.get("act") != "save":
        return _page(opened, number, wanted, data)
    body = opened.proposal.body
    fresh = not any(each.get("name") == old.get("name") for each in situations.expectations(body))
    body = situations.keep(body, number, situations.fresh_name(wanted, body, number), data)
    return keeping.answer(
        visit,
        draft,
        opened.proposal.revision,
        _expecting(opened, theme, body, number) if fresh else body,
        go_on=url_for("workbench.scenarios", draft=draft),
        done=_("The situation is kept."),
    )


def _posted(opened: Opened, theme: ThemeDocument, old: Mapping[str, Json]) -> Mapping[str, Json]:
    """The answers of the page: to the questions, and to the form as it was drawn; what it did not show goes."""
    guide = answers_of(looking.questions(theme, opened.general), request.form)
    joint = _joint(opened, theme, {**{key: old[key] for key in theme.guide if key in old}})
    own = request.form.to_dict(flat=False).items()
    raw = {name: texts for name, texts in own if name not in OWN and not name.startswith(ANSWER)}
    answered = situations.answers(joint.plan, raw) if joint else {}
    return {**{key: value for key, value in answered.items() if key not in theme.guide}, **guide}


def _page(opened: Opened, number: int, name: str, data: Mapping[str, Json]) -> str:
    theme = _theme(opened)
    plan = looking.questions(theme, opened.general)
    guide = {key: data[key] for key in theme.guide if key in data}
    joint = _joint(opened, theme, guide)
    return render_template(
        "workbench/theme_scenario.html",
        **drawing.frame(opened, "scenarios"),
        name=name,
        questions=questions_of(plan, guide),
        open=len(theme.guide) - len(guide),
        sections=_sections(joint, theme, data) if joint else "",
        save_url=url_for("workbench.edit_scenario", draft=opened.proposal.id, number=number),
        back=url_for("workbench.scenarios", draft=opened.proposal.id),
    )


def _sections(joint: JointForm, theme: ThemeDocument, data: Mapping[str, Json]) -> str:
    values = revived(joint.plan, {key: value for key, value in data.items() if key in joint.plan.by_key})
    given = joint.facts({key: data[key] for key in theme.guide if key in data}, {})
    return str(render_sections(joint.plan, joint.plan.state(values, given), typed(joint.plan, values)))


def _joint(opened: Opened, theme: ThemeDocument, guide: Mapping[str, Json]) -> JointForm | None:
    """The form that the answers bring about; None while they bring none."""
    found = prepare(opened.members, theme, guide)
    return found if isinstance(found, JointForm) else None


def _static(opened: Opened, theme: ThemeDocument) -> dict[str, Any]:
    found, wanted = situations.static(theme, opened.members), (theme.json.get("expected") or {}).get("static")
    wrong = situations.static_faults(theme, opened.members)
    return {"savings": found, "expected": wanted is not None, "differs": bool(wrong), "wrong": wrong}


def _expecting(opened: Opened, theme: ThemeDocument, body: Json, number: int) -> Json:
    """The body with what follows now as the expectation; as it is where nothing can be said."""
    found = situations.ran(theme, opened.members, body["scenarios"][number].get("data") or {})
    return body if isinstance(found, str) else situations.expect(body, number, found.facts)


def _theme(opened: Opened) -> ThemeDocument:
    theme = looking.readable(opened.proposal.body)
    if theme is None:
        abort(409, "草稿还有错误，改好之后才能录入示例；错误列在“待完善”里。")
    return theme


def _kept(opened: Opened, number: int) -> Mapping[str, Json]:
    listed = opened.proposal.body.get("scenarios") or []
    if number >= len(listed):
        abort(404)
    return dict(listed[number])
