"""How one case is shown, on the desk and to an officer: answers, materials, its way, its papers, what happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from form_builder import Element, display
from onewindow.domain.catalogue import department_of
from onewindow.domain.masking import public_value
from onewindow.domain.paper import state_of
from onewindow.domain.timing import standing
from onewindow.services.casework import CaseView
from onewindow.store.audit import Entry
from onewindow.store.case_files import MATERIAL
from onewindow.store.materials import Material
from onewindow.store.tasks import Task
from onewindow.web.access import CHINA
from onewindow.web.lines import limit_text
from rule_engine import Limit

WIDE = frozenset({"long_text", "table", "address"})
MATERIAL_LOOK = {"received": "done", "needed": "waiting", "deferred": "waiting", "waived": "done", "internal": "paused"}


def head(view: CaseView, today: date) -> dict[str, Any]:
    """The head of the page: number, matter, how it stands."""
    case = view.case
    stands = standing(case.status, case.due_on, today, view.calendar)
    return {
        "number": case.number,
        "query_code": "",
        "matter": case.matter_name,
        "theme": view.theme or None,
        "state": stands.look.value,
        "days": stands.days,
        "due": case.due_on,
        "accepted_at": case.accepted_at.astimezone(CHINA),
        "channel": _("Window"),
        "clerk": view.clerk,
        "department": department_of(view.matter.document.json),
        "applicant": case.applicant_name,
    }


def sections(view: CaseView, *, masked: bool) -> list[dict[str, Any]]:
    """The answers of this case, section by section.

    ID numbers, phones and addresses hidden where the reader needs none.
    """
    plan, answers = view.matter.plan, view.answers
    return [
        {
            "label": section.label,
            "fields": [
                {
                    "label": plan[key].label,
                    "value": _value(view, plan[key].element, answers[key], masked=masked),
                    "wide": plan[key].element.kind in WIDE,
                }
                for key in section.fields
                if answers.get(key) is not None
            ],
        }
        for section in plan.merged.sections
        if any(answers.get(key) is not None for key in section.fields)
    ]


def materials(view: CaseView) -> list[dict[str, Any]]:
    """The materials with how each came."""
    return [
        {
            "name": one.name,
            "state": MATERIAL_LOOK[one.state],
            "label": _how(one),
            "note": _note(one),
            "files": _files(view, one.key),
            "checks": [check["text"] for check in one.checks if check["ticked"]],
            "checked_by": one.checked_by_name,
            "checked_at": one.checked_at.astimezone(CHINA) if one.checked_at else None,
        }
        for one in view.materials
    ]


def steps(view: CaseView) -> list[dict[str, Any]]:
    """The way of the case: what is done, what is open, what is to come, and why it goes there."""
    plan = view.matter.document.route
    because = {each["to"]: each["sentence"] for each in view.case.route.get("because", ())}
    by_step: dict[str, Task] = {task.step: task for task in view.tasks}
    planned = [key for wave in view.case.route["waves"] for key in wave]
    return [
        _step(plan.steps[key], by_step.get(key), because.get(key))
        for key in dict.fromkeys([*planned, *by_step])
        if key in plan.steps
    ]


def papers(view: CaseView) -> list[dict[str, Any]]:
    """The documents of the case."""
    return [
        {
            "name": one.title,
            "number": one.number.partition(":")[2],
            "made_at": one.issued_at.astimezone(CHINA),
            "prints": one.printed,
            "url": url_for("desk.paper", notice=one.id),
            "page_url": url_for("desk.paper_page", notice=one.id),
            "state": state_of(one.voided_at is not None, one.replaced_by is not None).value,
        }
        for one in view.notices
    ]


def audit(entries: list[Entry]) -> list[dict[str, Any]]:
    """What happened, the newest first."""
    return [
        {"at": one.at.astimezone(CHINA), "who": one.actor_name, "what": _act(one), "detail": _detail(one.detail)}
        for one in reversed(entries)
    ]


def _value(view: CaseView, element: Element, value: Any, *, masked: bool) -> str:
    if element.kind == "division":
        return view.units.get(str(value), str(value))
    if element.kind in ("file", "image"):
        return Markup("、").join(_file(view, one) for one in value)
    return public_value(element, value) if masked else display(element, value)


def _files(view: CaseView, material: str) -> list[dict[str, Any]]:
    """The files of a material in their order, each with its pages as far as they were counted."""
    return [
        {
            "name": one.name + (_(", %(n)s pages", n=one.pages) if one.pages else ""),
            "url": url_for("desk.file", scope=one.file_scope, digest=one.file_digest),
        }
        for one in view.files
        if one.place == MATERIAL and one.key == material
    ]


def _note(one: Material) -> str | None:
    """Why a material is not in the file, and what the clerk wrote about it."""
    why = one.reason if one.state in ("internal", "waived", "deferred") else ""
    until = _("by %(day)s", day=format_date(one.until_on)) if one.state == "deferred" and one.until_on else ""
    return " · ".join(part for part in (why, until, one.note) if part) or None


def _file(view: CaseView, one: Any) -> Markup:
    url = url_for("desk.file", scope=view.case.accepting_scope, digest=one["digest"])
    return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(url, one["name"])


def _how(one: Any) -> str:
    words: Mapping[str, str] = {
        "received": _("received on paper") if one.medium == "paper" else _("received as a file"),
        "needed": _("missing"),
        "deferred": _("to follow"),
        "waived": _("not asked: on file"),
        "internal": _("not asked: our own result"),
    }
    pages = _(", %(n)s pages", n=one.pages) if one.state == "received" and one.pages else ""
    return f"{words[one.state]}{pages}"


def _step(step: Any, task: Task | None, because: str | None) -> dict[str, Any]:
    state = "next" if task is None else {"done": "done", "open": "current"}.get(task.state, "skipped")
    return {
        "name": step.action,
        "department": step.department,
        "state": state,
        "who": task.done_by_name if task and task.done_by_name else None,
        "when": task.done_at.astimezone(CHINA) if task and task.done_at else None,
        "limit": limit_text(Limit(step.limit.value, step.limit.unit)) if step.limit and step.limit.value else None,
        "because": because,
        "opinion": task.opinion if task and task.opinion else None,
    }


def _act(entry: Entry) -> str:
    words = {
        "case.accept": _("Accepted"),
        "case.step": _("Step taken"),
        "case.start": _("Started after an earlier result"),
        "notice.print": _("Printed"),
        "notice.reprint": _("Further copy"),
        "notice.void": _("Paper taken back"),
        "application.file": _("Filed"),
        "case.override": _("Check released"),
    }
    return str(words.get(entry.act, entry.act))


def _detail(detail: Any) -> str:
    due = f"{_('Due')} {detail['due']}" if detail.get("due") else ""
    paper = " ".join(str(detail[key]) for key in ("title", "reason") if detail.get(key))
    return " · ".join(part for part in (str(detail.get("action") or ""), due, paper) if part)
