"""The inbox and one task."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import Problems, typed
from form_builder.page import render_sections
from onewindow.domain.handling import Outcome
from onewindow.domain.masking import public_name
from onewindow.domain.permissions import Permission
from onewindow.domain.timing import standing
from onewindow.services import casework, overview
from onewindow.services.casework import DecisionProblem, Stale, TaskView, Verdict
from onewindow.services.casework.deciding import Refused
from onewindow.web import case_page
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.lines import bare
from onewindow.web.officer.blueprint import officer

ANSWERS = {"1": True, "0": False}


@officer.get("/")
@allow(Permission.CASE_VIEW)
def inbox(visit: Visit) -> ResponseReturnValue:
    """The open tasks of the reader's departments, the shortest time first."""
    today = visit.now.date()
    lines = casework.inbox(visit.uow, visit.actor)
    work = overview.working_days(visit.uow, today)
    asked = request.args.get("q", "").strip()
    tasks = [_line(line, work, today) for line in lines if not asked or asked in (line.number, line.applicant_name)]
    return render_template(
        "officer/inbox.html",
        tabs=[{"label": _("My tasks"), "url": url_for("officer.inbox"), "count": len(lines), "current": True}],
        filter={"url": url_for("officer.inbox"), "q": asked, "hidden": []},
        sort={"key": "due", "direction": "ascending", "urls": {}},
        tasks=tasks,
        page={"first": 1 if tasks else 0, "last": len(tasks), "previous_url": None, "next_url": None},
        done_today=None,
    )


@officer.get("/<uuid:task>")
@allow(Permission.CASE_VIEW)
def task(visit: Visit, task: UUID) -> ResponseReturnValue:
    """One task: what was filled in, what was handed in, what there is to decide."""
    seen = casework.see_task(visit.uow, visit.actor, task, on=visit.now.date())
    return _page(visit, seen, Verdict(""), (), None)


@officer.post("/<uuid:task>")
@allow(Permission.CASE_VIEW)
def decide(visit: Visit, task: UUID) -> ResponseReturnValue:
    """Take the step, or the page again with everything that was typed."""
    seen = casework.see_task(visit.uow, visit.actor, task, on=visit.now.date())
    verdict = _verdict(seen)
    result = casework.complete(visit.uow, visit.actor, seen, verdict, now=visit.now)
    if isinstance(result, Refused):
        return _page(visit, seen, verdict, result.problems, result.result), 422
    if isinstance(result, Stale):
        return _page(
            visit, seen, verdict, (), None, locked=_("%(name)s has taken this step already.", name=result.by)
        ), 409
    flash(_("Done: case %(number)s is passed on.", number=result.number), "success")
    return redirect(url_for("officer.inbox"), 303)


def _verdict(seen: TaskView) -> Verdict:
    form = request.form
    return Verdict(
        outcome=form.get("outcome", ""),
        opinion=form.get("opinion", ""),
        reason=form.get("reason", ""),
        result={name: texts for name, texts in form.to_dict(flat=False).items() if "." in name},
        facts={key: ANSWERS.get(form.get(f"fact-{key}", "")) for key in seen.questions},
    )


def _line(line: Any, work: Any, today: Any) -> dict[str, Any]:
    due = line.due_on or line.case_due_on
    stands = standing(line.status, due, today, work)
    return {
        "number": line.number,
        "matter": line.matter_name,
        "action": line.action,
        "applicant": public_name(line.applicant_name),
        "from": "",
        "arrived_at": line.opened_at.astimezone(CHINA),
        "due": due,
        "days": stands.days,
        "state": stands.look.value,
        "url": url_for("officer.task", task=line.task_id),
    }


def _page(
    visit: Visit,
    seen: TaskView,
    verdict: Verdict,
    problems: tuple[DecisionProblem, ...],
    wrong: Problems | None,
    *,
    locked: str | None = None,
) -> str:
    view, today = seen.view, visit.now.date()
    closed = seen.task.state != "open"
    return render_template(
        "officer/task.html",
        case=case_page.head(view, today),
        task={"action": seen.task.action, "post": seen.task.post or seen.task.department_name, "basis": []},
        sections=case_page.sections(view, masked=False),
        materials=case_page.materials(view),
        steps=case_page.steps(view),
        notices=case_page.papers(view),
        outcomes=[
            {"value": Outcome.AGREE, "label": _("Agree"), "refuses": False, "chosen": verdict.outcome == Outcome.AGREE},
            {
                "value": Outcome.REFUSE,
                "label": _("Refuse"),
                "refuses": True,
                "chosen": verdict.outcome == Outcome.REFUSE,
            },
        ],
        questions=[{"key": key, "label": _fact(key), "value": verdict.facts.get(key)} for key in seen.questions],
        result_html=_result(seen, verdict, wrong),
        opinion=verdict.opinion,
        reason=verdict.reason,
        problems=[{"href": f"#f-{one.field}", "label": _field(one.field), "message": one.message} for one in problems]
        + [
            {"href": f"#f-{one.field}", "label": one.label, "message": bare(one.message, one.label)}
            for one in wrong or ()
        ],
        errors={one.field: one.message for one in problems},
        decide_url=url_for("officer.decide", task=seen.task.id),
        token=str(seen.task.id),
        account=visit.actor.account_id,
        back={"label": _("My tasks"), "url": url_for("officer.inbox")},
        locked=locked or (_("%(name)s has taken this step already.", name=seen.task.done_by_name) if closed else None),
    )


def _result(seen: TaskView, verdict: Verdict, wrong: Problems | None) -> str | None:
    """The form of what the result provides: later cases of the same application take it from here.

    What the applicant answered to the same elements stands in it already, to be checked.
    """
    if seen.result is None:
        return None
    answered = {key: value for key, value in seen.view.answers.items() if key in seen.result.by_key}
    return render_sections(seen.result, seen.result.state({}), verdict.result or typed(seen.result, answered), wrong)


def _field(name: str) -> str:
    words = {"outcome": _("Outcome"), "reason": _("Reason of the refusal"), "opinion": _("Opinion")}
    return str(words.get(name) or _fact(name))


def _fact(key: str) -> str:
    """A fact that staff find out, as people call it; an unknown one by its own name."""
    words = {"case.answered": _("Answered on the spot")}
    return str(words.get(key, key.partition(".")[2]))
