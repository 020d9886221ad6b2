"""The one table on paper: blank for handwriting, filled in for signature, and what is still missing, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import FormState
from onewindow.domain.joint import JointForm, Unjoinable
from onewindow.domain.paper_form import paper_form
from onewindow.domain.permissions import Permission
from onewindow.services import intake
from onewindow.services.intake import Draft, Prepared
from onewindow.web import errors
from onewindow.web.access import Visit, allow, house
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.choosing import selection_of
from onewindow.web.desk.resuming import prepared_draft
from onewindow.web.inline import inline
from printing import compile_template, render
from rule_engine import evaluate, truthy


@desk.get("/blank.pdf")
@allow(Permission.CASE_FILE)
def blank(visit: Visit) -> ResponseReturnValue:
    """The blank form of a theme or of chosen matters."""
    selection = selection_of(visit, request.args)
    joint = intake.join_whole(visit.uow, visit.actor, selection, now=visit.now)
    if isinstance(joint, Unjoinable):
        return errors.page(409, "；".join(joint.messages))
    return _pdf(visit, joint, None, _("blank form"))


@desk.get("/apply/<key>/form.pdf")
@allow(Permission.CASE_FILE)
def filled(visit: Visit, key: str) -> ResponseReturnValue:
    """The form as far as it is filled in, for the applicant to sign."""
    prepared, draft = _opened(visit, key)
    state = prepared.joint.plan.state(intake.known(prepared, draft.raw), prepared.facts)
    return _pdf(visit, prepared.joint, state, _("application form"))


@desk.get("/applications/<uuid:application>/form.pdf")
@allow(Permission.CASE_FILE)
def filed(visit: Visit, application: UUID) -> ResponseReturnValue:
    """The form as it was filed."""
    joint, state = intake.form_as_filed(visit.uow, application)
    return _pdf(visit, joint, state, _("application form"))


@desk.get("/apply/<key>/missing.pdf")
@allow(Permission.CASE_FILE)
def missing(visit: Visit, key: str) -> ResponseReturnValue:
    """The one-time notice (一次性告知): everything that is still missing, with the way out."""
    prepared, draft = _opened(visit, key)
    found = intake.missing_notice(visit.uow, visit.actor, prepared, draft, demo=house().site.demo, now=visit.now)
    return _print(*found, _("one-time notice"))


def _opened(visit: Visit, key: str) -> tuple[Prepared, Draft]:
    found = prepared_draft(visit, key)
    if found is None:
        abort(404)
    return found


def _pdf(visit: Visit, joint: JointForm, state: FormState | None, name: str) -> ResponseReturnValue:
    title = _("%(title)s application form", title=joint.title)
    units = intake.unit_names(visit.uow, state) if state else {}
    on = visit.now.date().isoformat() if state else ""
    paper = paper_form(title, joint.plan, state, units=units, demo=house().site.demo, on=on)
    return _print(*paper, f"{joint.title}-{name}")


def _print(template: dict[str, Any], values: dict[str, Any], name: str) -> ResponseReturnValue:
    painted = render(compile_template(template), values, house().fonts, condition=_holds)
    return inline(painted.data, "application/pdf", f"{name}.pdf")


def _holds(rule: Any, known: Mapping[str, Any]) -> bool:
    return truthy(evaluate(rule, known))
