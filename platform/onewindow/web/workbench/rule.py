"""One condition of a draft: sentences from lists, read back in words, checked and tried before it is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.conditions import kept, read, write
from onewindow.domain.workbench.conditions import sketch as sketching
from onewindow.domain.workbench.conditions.posting import path_of, posted
from onewindow.domain.workbench.conditions.settling import Settled, settle
from onewindow.domain.workbench.conditions.sketch import Bundle
from onewindow.domain.workbench.conditions.trying import asked, attempt
from onewindow.domain.workbench.conditions.vocabulary import Vocabulary, labels
from onewindow.domain.workbench.editing import tab_of
from onewindow.domain.workbench.kinds import tabs_of
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.routing.steps import named, step_of
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from onewindow.web.workbench.rule_drawing import drawn
from tenants.pointers import ABSENT, Pointer, parse
from tenants.pointers import write as write_pointer

Json = Any
RULES = ("if", "needed", "shown", "required", "include")
"""Keys under which a rule may stand."""


@workbench.get("/<uuid:draft>/rule")
@allow(Permission.MATTER_VIEW)
def rule(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The condition at a place of the draft."""
    opened, at = _opened(open_draft(visit, draft))
    stored = _stored(opened, at)
    return _page(opened, at, sketching.draw(None if stored is None else read(stored)), Settled(), stored)


@workbench.post("/<uuid:draft>/rule")
@allow(Permission.MATTER_EDIT)
def edit_rule(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Do what the pressed button says to the sentences; keep them when it says so."""
    opened, at = _opened(keeping.held(visit, draft))
    stored = _stored(opened, at)
    form = request.form.to_dict(flat=False)
    old = None if stored is None else read(stored)
    sketch = posted(form, [each.rule for each in kept(old)] if old else [])
    act, _colon, part = request.form.get("act", "").partition(":")
    words = _words(opened, at)
    if act == "clear":
        return _keep(visit, opened, at, ABSENT)
    if act == "keep":
        settled = settle(sketch, words)
        if settled.missing:
            return _page(opened, at, sketch, settled, stored), 422
        if sketch == sketching.draw(old):
            return _keep(visit, opened, at, ABSENT if stored is None else stored)
        return _keep(visit, opened, at, ABSENT if settled.block is None else write(settled.block))
    changed = _changed(sketch, act, part)
    settled = settle(changed, words) if act == "try" else Settled()
    return _page(opened, at, changed, settled, stored, tried=act == "try")


def _changed(sketch: Bundle, act: str, part: str) -> Bundle:
    """The sketch after a button: `add-line:b-0`, `remove:b-0-1`, `up:b-1`."""
    path = path_of(part)
    changed: sketching.Sketch = sketch
    if act.startswith("add-"):
        changed = sketching.add(sketch, path, act.removeprefix("add-"))
    elif act == "remove":
        changed = sketching.remove(sketch, path)
    elif act in ("up", "down"):
        changed = sketching.move(sketch, path, -1 if act == "up" else 1)
    return changed if isinstance(changed, Bundle) else sketch


def _opened(opened: Opened) -> tuple[Opened, Pointer]:
    """A draft with the place of the rule; what is none is not found."""
    at = parse(request.values.get("at", ""))
    if at[-1] not in RULES or find(opened.proposal.body, at[:-1]) is ABSENT:
        abort(404)
    return opened, at


def _stored(opened: Opened, at: Pointer) -> Json:
    """The rule that stands there; None where there is none, or only a yes or no."""
    value = find(opened.proposal.body, at)
    return value if isinstance(value, dict) else None


def _words(opened: Opened, at: Pointer) -> Vocabulary:
    return opened.around.vocabulary(opened.proposal.body, at[0])


def _keep(visit: Visit, opened: Opened, at: Pointer, value: Json) -> ResponseReturnValue:
    """Save the condition and go back to where it stands. Without a rule a field is simply not required."""
    proposal = opened.proposal
    if at[-1] == "required" and value is ABSENT:
        value = False
    owner = find(proposal.body, at[:-1])
    choosing = isinstance(owner, dict) and owner.get("type") == "if"  # a part of a template that stands under it
    if at[-1] == "if" and value is ABSENT and (choosing or at[0] in ("checks", "limits")):
        value = False
    body, back = put(proposal.body, at, value), _back(opened, write_pointer(at))
    return keeping.answer(visit, proposal.id, proposal.revision, body, go_on=back, done=_("The condition is kept."))


def _page(opened: Opened, at: Pointer, sketch: Bundle, settled: Settled, stored: Json, *, tried: bool = False) -> str:
    words = _words(opened, at)
    checked = settle(sketch, words)
    now = write(checked.block) if checked.block is not None and not checked.missing else None
    typed = {name.removeprefix("try:"): texts for name, texts in request.form.lists() if name.startswith("try:")}
    today = opened.proposal.saved_at.date().isoformat()
    name = write_pointer(at)
    return render_template(
        "workbench/rule.html",
        **drawing.frame(opened, tab_of(tabs_of(opened.proposal.kind), name)),
        save_url=url_for("workbench.edit_rule", draft=opened.proposal.id, at=name),
        place=_place(opened, at),
        root=drawn(sketch, words, {each.part: each.message for each in settled.missing}, labels(words.terms)),
        sentence=drawing.sentence(now, words.labels) if now is not None else "",
        stored=stored is not None,
        findings=[task for task in drawing.to_do(opened) if task.name == name or task.name.startswith(f"{name}/")],
        asked=[
            {"term": term, "options": words.options(term.path), "texts": typed.get(term.path, [])}
            for term in (asked(now, words) if now is not None else ())
        ],
        outcome=attempt(now, words, typed, today) if tried and now is not None else None,
        problems=[{"href": f"#{each.part}", "label": each.message, "message": ""} for each in settled.missing],
        back=_back(opened, name),
    )


def _back(opened: Opened, name: str) -> str:
    """Where the condition stands in its tab."""
    at = parse(name)
    if at[:2] == ("route", "steps"):
        return url_for("workbench.route", draft=opened.proposal.id, step=at[2], _anchor="ways")
    where = tab_of(tabs_of(opened.proposal.kind), name)
    owner = name.rpartition("/")[0]
    return url_for("workbench.tab", draft=opened.proposal.id, tab=where, field=owner or None, _anchor=f"f-{name}")


def _ends(opened: Opened, at: Pointer) -> dict[str, str]:
    """Between which steps an arrow leads."""
    body = opened.proposal.body
    leads = find(body, (*at[:-1], "to"))
    called = {name: step_of(body, str(name)) for name in (at[2], leads)}
    here, there = (f"「{named(step) if step else name}」" for name, step in called.items())
    return {"step": here, "to": there}


def _place(opened: Opened, at: Pointer) -> str:
    """Whose condition it is: the name of what stands around it."""
    owner = find(opened.proposal.body, at[:-1])
    words = {
        "needed": _("When is this material needed?"),
        "shown": _("When is this field asked?"),
        "required": _("When must this field be filled in?"),
        "include": _("When is this matter handled?"),
    }
    if at[:2] == ("route", "steps"):
        return str(_("When does the way lead from %(step)s to %(to)s?", **_ends(opened, at)))
    what = str(words.get(at[-1], _("When does this hold?")))
    if not isinstance(owner, dict):
        return what
    if owner.get("matter"):
        return f"{(opened.around.matters or {}).get(owner['matter'], owner['matter'])}：{what}"
    element = owner.get("element")
    term = opened.around.term(str(element)) if element else None
    named = term.label if term else next((owner[key] for key in ("name", "text", "label") if owner.get(key)), "")
    return f"{named}：{what}" if named else what
