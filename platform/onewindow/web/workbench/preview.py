"""The form of a draft as it would be: for the applicant, at the window, on paper. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from form_builder import FormPlan, legible
from form_builder.page import render_sections
from onewindow.domain.paper_form import paper_form
from onewindow.domain.permissions import Permission
from onewindow.web import errors
from onewindow.web.access import Visit, allow, house
from onewindow.web.inline import inline
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft, running
from printing import compile_template, render
from rule_engine import evaluate, truthy

SIGHTS = ("citizen", "clerk", "paper")


@workbench.route("/<uuid:draft>/preview/<sight>", methods=["GET", "POST"])
@allow(Permission.MATTER_VIEW)
def preview(visit: Visit, draft: UUID, sight: str) -> ResponseReturnValue:
    """The form as one of the three will see it; posted answers show what then appears."""
    if sight not in SIGHTS:
        abort(404)
    opened = open_draft(visit, draft)
    matter = running(opened.proposal, opened.general)
    if matter is None:
        return errors.page(409, "表单还有错误，改好之后才能预览；错误列在“待完善”里。")
    plan = matter.plan
    if sight == "paper":
        return _paper(opened, plan)
    raw = {name: texts for name, texts in request.form.to_dict(flat=False).items() if name != "csrf_token"}
    today = visit.now.date().isoformat()
    state = plan.state(legible(plan, raw), {"today": today, "application": {"date": today}})
    return render_template(
        "workbench/preview.html",
        title=opened.proposal.body.get("name"),
        sight=sight,
        layout="citizen.html" if sight == "citizen" else "desk.html",
        sections=render_sections(plan, state, raw),
        materials=[each.name for each in state.materials if each.status in ("needed", "deferred")],
        back=url_for("workbench.form", draft=draft),
    )


def _paper(opened: Opened, plan: FormPlan) -> ResponseReturnValue:
    template, values = paper_form(str(opened.proposal.title), plan, None, units={}, demo=house().site.demo)
    painted = render(compile_template(template), values, house().fonts, condition=_holds)
    return inline(painted.data, "application/pdf", f"{opened.proposal.title}.pdf")


def _holds(rule: Any, known: Mapping[str, Any]) -> bool:
    return truthy(evaluate(rule, known))
