"""Looking cases up: the list, and one case."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.handling import CaseStatus
from onewindow.domain.permissions import Permission
from onewindow.domain.timing import WARN_WITHIN_DAYS
from onewindow.services import casework, intake, overview
from onewindow.services.casework import seeing
from onewindow.store.case_list import Wanted
from onewindow.web import case_page
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.lines import case_line

PAGE = 50
SHOWN = ("open", "warning", "overdue", "ended")
ENDED = (CaseStatus.FINISHED, CaseStatus.REFUSED)


@desk.get("/cases")
@allow(Permission.CASE_VIEW)
def cases(visit: Visit) -> ResponseReturnValue:
    """The cases in sight, the newest first."""
    asked, matter = request.args.get("q", "").strip(), request.args.get("matter", "")
    show = request.args.get("show", "open")
    wanted = filter_of(visit)
    found = overview.cases(visit.uow, visit.actor, wanted, now=visit.now, limit=PAGE)
    _themes, matters = overview.entries(visit.uow, visit.actor, on=visit.now.date())
    today = visit.now.date()
    last = found.lines[-1] if found.lines else None
    return render_template(
        "desk/cases.html",
        tabs=[
            {"label": label, "url": url_for("desk.cases", show=key), "count": None, "current": key == show}
            for key, label in zip(SHOWN, (_("In progress"), _("Due soon"), _("Overdue"), _("Finished")), strict=True)
        ],
        filter={
            "url": url_for("desk.cases"),
            "q": asked,
            "matter": matter,
            "matters": [{"key": one.key, "name": one.name} for one in matters],
            "hidden": [("show", show)],
        },
        sort={"key": "accepted", "direction": "descending", "urls": {}},
        cases=[
            case_line(line, found.calendar, today, url_for("desk.case", number=line.number)) for line in found.lines
        ],
        page={
            "first": 1 if found.lines else 0,
            "last": len(found.lines),
            "previous_url": None,
            "next_url": url_for(
                "desk.cases", show=show, q=asked, matter=matter, after=f"{last.accepted_at.isoformat()}|{last.id}"
            )
            if found.more and last
            else None,
        },
        start={"label": _("Accept an application"), "url": url_for("desk.home")}
        if visit.actor.may(Permission.CASE_FILE)
        else None,
        batch_url=url_for("desk.batch_new", show=show, q=asked, matter=matter)
        if found.lines and visit.actor.may(Permission.DOCUMENT_PRINT)
        else None,
    )


@desk.get("/cases/<number>")
@allow(Permission.CASE_VIEW)
def case(visit: Visit, number: str) -> ResponseReturnValue:
    """One case with everything about it that the reader may see."""
    today = visit.now.date()
    view = casework.see_case(visit.uow, visit.actor, number, on=today)
    codes = intake.query_codes([view.case], view.notices)
    return render_template(
        "desk/case.html",
        case=case_page.head(view, today) | {"query_code": codes.get(view.case.id, "—")},
        facts=[{"label": _("Applicant"), "value": view.case.applicant_name}],
        sections=case_page.sections(view, masked=True),
        materials=case_page.materials(view),
        steps=case_page.steps(view),
        notices=case_page.papers(view),
        audit=case_page.audit(seeing.history(visit.uow, view)),
        siblings=[
            {
                "number": one.number,
                "matter": one.matter_name,
                "state": {"finished": "done"}.get(one.status, one.status),
                "url": url_for("desk.case", number=one.number),
            }
            for one in seeing.siblings(visit.uow, visit.actor, view)
        ],
        actions=_actions(visit, view),
        back={"label": _("Cases"), "url": url_for("desk.cases")},
    )


def _actions(visit: Visit, view: casework.CaseView) -> list[dict[str, object]]:
    """The open tasks of this case that are the reader's."""
    own = visit.actor.departments
    return [
        {"label": task.action, "url": url_for("officer.task", task=task.id), "icon": "edit", "primary": True}
        for task in view.tasks
        if task.state == "open" and task.scope == visit.actor.scope and (not own or task.department_key in own)
    ]


def filter_of(visit: Visit) -> Wanted:
    """What the address of this request narrows the cases to."""
    asked, matter = request.args.get("q", "").strip(), request.args.get("matter", "")
    show = request.args.get("show", "open")
    today = visit.now.date()
    work = overview.working_days(visit.uow, today)
    soon = work.add(today, WARN_WITHIN_DAYS)
    by_number = asked[:1].isdecimal()
    return Wanted(
        statuses=ENDED if show == "ended" else overview.OPEN,
        matters=(matter,) if matter else (),
        number=asked if by_number else "",
        applicant_name=asked if asked and not by_number else "",
        due_from=today if show == "warning" else None,
        due_to=_before(today) if show == "overdue" else soon if show == "warning" and isinstance(soon, date) else None,
        after=_after(request.args.get("after", "")),
    )


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _after(text: str) -> tuple[datetime, UUID] | None:
    moment, _bar, identity = text.partition("|")
    if not text:
        return None
    try:
        return datetime.fromisoformat(moment), UUID(identity)
    except ValueError:
        abort(404)
