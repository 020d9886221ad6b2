"""The one table of a theme: who asks what, in which order, what the members disagree about and how that is settled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from form_builder import Conflict, Element, FormPlan, legible
from onewindow.domain.joint import JointForm
from onewindow.domain.permissions import Permission
from onewindow.domain.side_by_side import Row, side_by_side
from onewindow.domain.theme import ThemeDocument
from onewindow.domain.workbench.theming import looking, settling, waves
from onewindow.domain.workbench.theming.looking import Look
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened
from onewindow.web.workbench.theme import theme_opened

Json = Any
ANSWER = "answer:"
"""Names of the questions on the page, so that none meets a name of the page itself."""


@workbench.get("/<uuid:draft>/merged")
@allow(Permission.MATTER_VIEW)
def theme_merged(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The members of a theme beside their one table."""
    return _page(theme_opened(visit, draft))


@workbench.post("/<uuid:draft>/merged")
@allow(Permission.MATTER_VIEW)
def settle_merged(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Draw the table for other answers, or settle a conflict: as proposed, as typed, or no longer."""
    opened = theme_opened(visit, draft)
    what, _colon, key = request.form.get("act", "").partition(":")
    if what not in ("adopt", "own", "unsettle"):
        return _page(opened)
    if not opened.writable or not visit.actor.may(Permission.MATTER_EDIT):
        abort(403)
    settlement = _settlement(opened, what, key)
    if isinstance(settlement, str):
        return _page(opened, wrong={key: settlement}), 422
    base, revision = keeping.base_of(visit, draft)
    asked = {name: text for name, text in request.form.items() if name.startswith(ANSWER)}
    return keeping.answer(
        visit,
        draft,
        revision,
        settling.settle(base, key, settlement),
        go_on=url_for("workbench.theme_merged", draft=draft, **asked),  # type: ignore[arg-type]
        done=_("The settlement is gone.") if settlement is None else _("Settled."),
    )


def _settlement(opened: Opened, what: str, key: str) -> settling.Settlement | str | None:
    """What a button settles for a key; text says what is wrong, None takes the settlement away."""
    if what == "own":
        return settling.posted(key, request.form.to_dict(flat=False))
    if what == "unsettle":
        return None
    theme = looking.readable(opened.proposal.body)
    conflicts = looking.look(theme, opened.members, {}).conflicts if theme else ()
    found = next((each.settlement for each in conflicts if each.key == key and each.settlement), None)
    return dict(found) if found else str(_("This conflict is gone: the page shows how things stand now."))


def answers_of(plan: FormPlan | None, values: Mapping[str, str]) -> Mapping[str, Any]:
    """The answers of a page to the questions of the guide, as far as they can be read."""
    if plan is None:
        return {}
    raw = {key: [values[f"{ANSWER}{key}"]] for key in plan.by_key if values.get(f"{ANSWER}{key}")}
    return {key: value for key, value in legible(plan, raw).items() if key in raw and value is not None}


def questions_of(plan: FormPlan | None, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of the guide with their answers, as the page draws them."""
    found = []
    for key in plan.by_key if plan else ():
        element = plan[key].element  # type: ignore[index]
        options = [(option.value, option.label) for option in element.options] or [
            ("1", str(_("yes"))),
            ("0", str(_("no"))),
        ]
        value = answers.get(key)
        posted = "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)
        found.append({"name": f"{ANSWER}{key}", "label": element.label, "options": options, "value": posted})
    return found


def _page(opened: Opened, *, wrong: Mapping[str, str] | None = None) -> str:
    theme = looking.readable(opened.proposal.body)
    plan = looking.questions(theme, opened.general) if theme else None
    answers = answers_of(plan, request.values)
    seen = looking.look(theme, opened.members, answers) if theme else None
    return render_template(
        "workbench/theme_merged.html",
        **drawing.frame(opened, "merged"),
        save_url=url_for("workbench.settle_merged", draft=opened.proposal.id),
        members_url=url_for("workbench.theme_members", draft=opened.proposal.id),
        questions=questions_of(plan, answers),
        answered=len(answers),
        members=_members(opened, seen) if seen else [],
        conflicts=[_conflict(opened, each, wrong or {}) for each in (seen.conflicts if seen else ())],
        settled=_settled(opened, theme) if theme else [],
        proposed=seen.proposed if seen else False,
        table=_table(seen.joint) if seen and seen.joint else None,
        problems=[{"href": f"#c-{key}", "label": said, "message": ""} for key, said in (wrong or {}).items()],
    )


def _members(opened: Opened, seen: Look) -> list[dict[str, str]]:
    return [{"title": opened.members[key].document.name, "state": state} for key, state in seen.states.items()]


def _element(opened: Opened, key: str) -> Element | None:
    words = opened.around.dictionary
    return words[key] if words is not None and key in words else None


def _conflict(opened: Opened, conflict: Conflict, wrong: Mapping[str, str]) -> dict[str, Any]:
    element = _element(opened, conflict.key)
    settlement = conflict.settlement
    posted = request.form if conflict.key in wrong else {}
    low, high = (settlement or {}).get("min"), (settlement or {}).get("max")
    return {
        "kind": conflict.kind,
        "key": conflict.key,
        "label": conflict.label,
        "members": [opened.members[key].document.name for key in conflict.members if key in opened.members],
        "message": conflict.message,
        "proposal": settling.told(settlement, element) if settlement else conflict.proposal,
        "settles": settlement is not None,
        "own": settling.own(conflict, element),
        "low": posted.get(f"own:{conflict.key}:min", "" if low is None else low),
        "high": posted.get(f"own:{conflict.key}:max", "" if high is None else high),
        "chosen": (settlement or {}).get("options", ()),
        "name": posted.get(f"own:{conflict.key}:label", ""),
        "wrong": wrong.get(conflict.key, ""),
    }


def _settled(opened: Opened, theme: ThemeDocument) -> list[dict[str, Any]]:
    """What is settled, in words, and whether the members would disagree without it."""
    bare = ThemeDocument.stored({**theme.json, "settlements": {}})
    open_ = {each.key for each in looking.look(bare, opened.members, {}).conflicts}
    names = {
        material.key: material.name for each in opened.members.values() for material in each.document.form.materials
    }
    found = []
    for key, settlement in theme.settlements.items():
        element = _element(opened, key)
        label = element.label if element else names.get(key, key)
        needed = key in open_ or bool(settlement.get("label"))
        found.append({"key": key, "label": label, "said": settling.told(settlement, element), "needed": needed})
    return found


def _table(joint: JointForm) -> dict[str, Any]:
    seen = side_by_side(joint)
    order = joint.order(joint.plan.state({}))
    return {
        "columns": seen.columns,
        "sections": [{"label": label, "rows": [_row(row) for row in rows]} for label, rows in seen.sections],
        "materials": [_row(row) for row in seen.materials],
        "savings": seen.savings,
        "waves": Markup(waves.draw(order.waves, order.depends_on, joint.plan.titles)),  # noqa: S704
        "several": len(order.waves) > 1,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "cells": [{"says": cell.says, "note": cell.note} for cell in row.cells],
        "shared": row.asked_by > 1,
        "narrowed": row.narrowed,
        "by": "、".join(row.by),
    }
