"""Before the form: the guide of a theme decides its members; or any set of matters is chosen by hand (R040, R132)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import FormPlan, Problems, clean
from form_builder.facts import facts as nested
from onewindow.domain.catalogue import department_of
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import active_members
from onewindow.domain.permissions import Permission
from onewindow.domain.theme import ThemeDocument
from onewindow.services import intake, overview
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.choosing import address
from onewindow.web.lines import bare, limit_text

Raw = dict[str, list[str]]
ELSEWHERE = {"compare": "desk.table", "blank": "desk.blank"}
"""Buttons of the guide that lead elsewhere than to the form."""
YES_NO = (("1", "Yes"), ("0", "No"))


@desk.get("/themes/<key>")
@allow(Permission.CASE_FILE)
def guide(visit: Visit, key: str) -> ResponseReturnValue:
    """The guide questions of a theme."""
    theme, plan, members = _theme(visit, key)
    return _guide_page(theme, plan, members, {}, None)


@desk.post("/themes/<key>")
@allow(Permission.CASE_FILE)
def answer_guide(visit: Visit, key: str) -> ResponseReturnValue:
    """Take the answers: on to the form, or the page again with what is still to be answered."""
    theme, plan, members = _theme(visit, key)
    raw = request.form.to_dict(flat=False)
    answers: Mapping[str, Any] | Problems = clean(plan, raw) if plan else {}
    if (action := request.form.get("action", "")) in ELSEWHERE:
        guided = {} if isinstance(answers, Problems) else dict(answers)
        return redirect(address(ELSEWHERE[action], intake.Selection(theme=key, guide=guided)), 303)
    if isinstance(answers, Problems) or action == "update":
        problems = answers if isinstance(answers, Problems) else None
        return _guide_page(theme, plan, members, raw, problems)
    selection = intake.Selection(theme=key, guide=dict(answers))
    draft = intake.begin(visit.uow, visit.actor, selection, now=visit.now)
    return redirect(url_for("desk.form", key=draft))


@desk.get("/matters")
@allow(Permission.CASE_FILE)
def choose(visit: Visit) -> ResponseReturnValue:
    """Choose any set of matters; `?matter=…&start=1` goes on to the form of those at once."""
    chosen = tuple(request.args.getlist("matter"))
    if chosen and request.args.get("start"):
        return _begin(visit, chosen)
    return _choice_page(visit, chosen, ())


@desk.post("/matters")
@allow(Permission.CASE_FILE)
def take(visit: Visit) -> ResponseReturnValue:
    """Begin the form of the chosen matters."""
    chosen = tuple(dict.fromkeys(request.form.getlist("matter")))
    if not chosen or request.form.get("action") == "update":
        lacking = (
            ()
            if chosen
            else ({"href": "#choices", "label": _("Matters"), "message": _("Choose at least one matter.")},)
        )
        return _choice_page(visit, chosen, lacking)
    if (action := request.form.get("action", "")) in ELSEWHERE:
        return redirect(address(ELSEWHERE[action], intake.Selection(matters=chosen)), 303)
    return _begin(visit, chosen)


def _begin(visit: Visit, chosen: tuple[str, ...]) -> ResponseReturnValue:
    known = intake.offered(visit.uow, visit.actor, on=visit.now.date()).matters
    if any(key not in known for key in chosen):
        abort(404)
    draft = intake.begin(visit.uow, visit.actor, intake.Selection(matters=chosen), now=visit.now)
    return redirect(url_for("desk.form", key=draft))


def _theme(visit: Visit, key: str) -> tuple[ThemeDocument, FormPlan | None, list[CompiledMatter]]:
    found = intake.open_theme(visit.uow, visit.actor, key, on=visit.now.date())
    if found is None:
        abort(404)
    return found


def _guide_page(
    theme: ThemeDocument, plan: FormPlan | None, members: list[CompiledMatter], raw: Raw, problems: Problems | None
) -> ResponseReturnValue:
    questions = [_question(plan, key, raw) for key in theme.guide] if plan else []
    values = _values(plan, raw)
    active = set(active_members(theme, values, {}))
    answered = all(question["value"] for question in questions)
    return render_template(
        "desk/guide.html",
        title=theme.name,
        lead=_("A few questions decide which matters are handled together."),
        questions=questions,
        members=[_member(theme, member, member.key in active, answered) for member in members],
        choices=[],
        rules=_rules(theme, plan),
        problems=[
            {"href": f"#f-{one.field}", "label": one.label, "message": bare(one.message, one.label)}
            for one in problems or ()
        ],
        action_url=url_for("desk.answer_guide", key=theme.key),
        back={"label": _("Window"), "url": url_for("desk.home")},
    )


def _question(plan: FormPlan, key: str, raw: Raw) -> dict[str, Any]:
    element = plan[key].element
    options = [(option.value, option.label) for option in element.options] or [
        (value, _(label)) for value, label in YES_NO
    ]
    return {
        "key": key,
        "label": plan[key].label,
        "hint": element.hint,
        "value": next(iter(raw.get(key, ())), ""),
        "options": [{"value": value, "label": label} for value, label in options],
    }


def _values(plan: FormPlan | None, raw: Mapping[str, list[str]]) -> dict[str, Any]:
    """The answers so far as values; those not given stay open."""
    if plan is None:
        return {}
    judged = clean(plan, raw)
    if not isinstance(judged, Problems):
        return dict(judged)
    wrong = {problem.field for problem in judged}
    parsed = {key: plan[key].kind.parse(plan[key].element, raw, key) for key in plan.by_key if key not in wrong}
    return {key: value for key, value in parsed.items() if value is not None}


def _member(theme: ThemeDocument, matter: CompiledMatter, active: bool, answered: bool) -> dict[str, Any]:
    conditional = next((member.include is not True for member in theme.members if member.matter == matter.key), False)
    state = "in" if active else "out" if answered or not conditional else "open"
    return {
        "key": matter.key,
        "name": matter.document.name,
        "department": department_of(matter.document.json),
        "limit": _("on the spot") if matter.document.instant else limit_text(matter.document.limits.promised),
        "state": state,
    }


def _rules(theme: ThemeDocument, plan: FormPlan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    members = [
        {"key": one.matter} | ({"include": one.include} if one.include is not True else {}) for one in theme.members
    ]
    return {
        "members": members,
        "facts": nested({}),
        "fields": {key: {"kind": plan[key].element.kind} for key in theme.guide},
    }


def _choice_page(visit: Visit, chosen: tuple[str, ...], problems: tuple[dict[str, str], ...]) -> ResponseReturnValue:
    _themes, matters = overview.entries(visit.uow, visit.actor, on=visit.now.date())
    return render_template(
        "desk/guide.html",
        title=_("Several matters together"),
        lead=_("What they ask twice is filled in once; materials are handed in once."),
        questions=[],
        members=[],
        choices=[
            {
                "key": one.key,
                "name": one.name,
                "daily_name": one.daily_name,
                "department": one.department,
                "limit": _("on the spot") if one.instant else limit_text(one.limit),
                "chosen": one.key in chosen,
                "initials": one.initials,
            }
            for one in matters
        ],
        rules=None,
        problems=problems,
        action_url=url_for("desk.take"),
        back={"label": _("Window"), "url": url_for("desk.home")},
    )
