"""The merged form: shown, saved while it is filled in, judged as a whole, filed once (R040, R041)."""

from __future__ import annotations

import secrets
from dataclasses import replace
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from form_builder.wtf import PlanForm, form_class
from onewindow.domain.handling import CaseStatus
from onewindow.domain.joint import Unjoinable
from onewindow.domain.masking import public_name
from onewindow.domain.permissions import Permission
from onewindow.services import intake
from onewindow.services.intake import AlreadyFiled, Draft, FilingProblem, NotFiled, Prepared
from onewindow.store.cases import Case
from onewindow.store.published import Cache
from onewindow.web.access import CHINA, Visit, allow, house
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.comparing import unjoinable_page
from onewindow.web.desk.earlier import NOT_LOOKED, earlier_values, look, take_over
from onewindow.web.desk.form_page import form_page
from onewindow.web.desk.handed import read_materials
from onewindow.web.desk.posted import read_fields
from onewindow.web.desk.ways import changed, remember
from onewindow.web.lines import limit_text
from rule_engine import Limit

_forms: Cache[str, type[PlanForm]] = Cache(256)


@desk.get("/apply/<key>")
@allow(Permission.CASE_FILE)
def form(visit: Visit, key: str) -> ResponseReturnValue:
    """The form of a draft, as far as it is filled in."""
    draft = _draft(visit, key)
    if isinstance(draft, Response):
        return draft
    prepared = _prepare(visit, draft)
    if isinstance(prepared, Unjoinable):
        return unjoinable_page(visit, draft.selection, prepared)
    if request.args.get("checked"):
        return _refused(visit, prepared, draft, _bind(prepared, draft))
    return form_page(visit, prepared, draft)


@desk.post("/apply/<key>")
@allow(Permission.CASE_FILE)
def submit(visit: Visit, key: str) -> ResponseReturnValue:
    """Take the page: save it, show it anew, or file it; whatever comes, what was typed is in the draft."""
    draft = _draft(visit, key)
    if isinstance(draft, Response):
        return draft
    prepared = _prepare(visit, draft)
    if isinstance(prepared, Unjoinable):
        return unjoinable_page(visit, draft.selection, prepared)
    materials = tuple(material.key for material in prepared.joint.merged.materials)
    handing = read_materials(visit, request, materials, draft.handed)
    page = read_fields(visit, request, prepared.joint.plan)
    draft = replace(draft, raw=page.raw, handed=handing.handed, saved_at=visit.now)
    bound = _bind(prepared, draft)
    if bound.problems:
        draft = replace(draft, raw=bound.problems.raw)
    action, looked = request.form.get("action", "submit"), NOT_LOOKED
    if action == "prefill":
        draft, looked = take_over(visit, prepared, draft)
    intake.keep(visit.uow, visit.actor, draft, now=visit.now)
    if action == "draft":
        return _saved()
    if cookie := changed(action):
        return _anew(key, request.args.get("step", ""), cookie)
    if action.startswith("step:"):
        return _anew(key, action.removeprefix("step:"))
    if action.startswith("lift:"):
        return redirect(url_for("desk.lift", key=key, field=action.removeprefix("lift:")), 303)
    if action == "earlier":
        return _earlier(visit, prepared, draft)
    if action in ("update", "prefill"):
        return form_page(visit, prepared, draft, looked=looked)
    refused = (
        *(FilingProblem(reason, field=key) for key, reason in page.refused.items()),
        *(FilingProblem(reason, material=key) for key, reason in handing.refused.items()),
    )
    return _file(visit, prepared, draft, bound, refused)


@desk.get("/applications/<uuid:application>")
@allow(Permission.CASE_FILE)
def submitted(visit: Visit, application: UUID) -> ResponseReturnValue:
    """The joint result: every case with number and code, the receipt one key press away."""
    from_record = intake.outcome(visit.uow, application)
    return render_template("desk/submitted.html", **_submitted_page(from_record))


def _earlier(visit: Visit, prepared: Prepared, draft: Draft) -> ResponseReturnValue:
    """What the applicant gave before: a script gets that part of the page alone."""
    looked = look(visit, prepared, draft)
    if request.headers.get("X-Requested-With") == "fetch":
        return render_template("macros/earlier.html", earlier=earlier_values(prepared, draft, looked))
    return form_page(visit, prepared, draft, looked=looked)


def _file(
    visit: Visit, prepared: Prepared, draft: Draft, bound: PlanForm, refused: tuple[FilingProblem, ...]
) -> ResponseReturnValue:
    if bound.answers is None or refused:
        return _refused(visit, prepared, draft, bound, refused), 422
    lifted = intake.standing_lifts(prepared, draft)
    submission = intake.Submission(draft.key, bound.answers, draft.handed, lifted=lifted)
    result = intake.file(
        visit.uow, visit.actor, prepared, submission, house().site, now=visit.now, entropy=secrets.token_bytes
    )
    if isinstance(result, NotFiled):
        return form_page(visit, prepared, draft, None, result.problems), 422
    intake.forget(visit.uow, visit.actor, draft.key)
    return redirect(url_for("desk.submitted", application=result.application), 303)


def _refused(
    visit: Visit, prepared: Prepared, draft: Draft, bound: PlanForm, refused: tuple[FilingProblem, ...] = ()
) -> str:
    """The form with everything that is wrong with it."""
    known = bound.answers or intake.known(prepared, draft.raw)
    said = {one.material for one in refused}
    missing = intake.judge_materials(prepared, known, draft.handed)
    lacking = (FilingProblem(one.message, material=one.material) for one in missing if one.material not in said)
    return form_page(visit, prepared, draft, bound.problems, (*refused, *lacking))


def _anew(key: str, step: str, cookie: tuple[str, str] | None = None) -> ResponseReturnValue:
    """The form again, looked at in another way, or another step of it; what was typed is in the draft."""
    answer = redirect(url_for("desk.form", key=key, step=step or None), 303)
    if cookie:
        remember(answer, cookie, secure=request.is_secure)
    return answer


def _draft(visit: Visit, key: str) -> Draft | Response:
    """The draft, or the way to what it became; nothing stands under a key of somebody else."""
    found = intake.resume(visit.uow, visit.actor, key)
    if isinstance(found, AlreadyFiled):
        return redirect(url_for("desk.submitted", application=found.application), 303)
    if found is None:
        abort(404)
    return found


def _prepare(visit: Visit, draft: Draft) -> Prepared | Unjoinable:
    return intake.prepare_form(visit.uow, visit.actor, draft.selection, now=visit.now)


def _bind(prepared: Prepared, draft: Draft) -> PlanForm:
    """WTForms binds and judges the page of a draft; its class is made once for each merged form."""
    joint = prepared.joint
    cls = _forms.find(joint.key, lambda: form_class(joint.plan))
    posted = MultiDict(joint.posted(draft.raw, prepared.selection.guide))
    lifted = intake.standing_lifts(prepared, draft)
    bound = cls(posted, extra_facts=prepared.facts, choices=prepared.choices, overrides=lifted)
    bound.validate()
    return bound


def _saved() -> ResponseReturnValue:
    """A script gets an empty answer, a person the start page."""
    if request.headers.get("X-Requested-With") == "fetch":
        return "", 204
    flash(_("The draft is saved. You find it under the drafts of this window."), "success")
    return redirect(url_for("desk.home"), 303)


def _submitted_page(outcome: intake.Outcome) -> dict[str, object]:
    papers = {(one.case_id, one.kind): url_for("desk.paper", notice=one.id) for one in outcome.notices}
    return {
        "title": outcome.title,
        "applicant": public_name(outcome.application.applicant_name),
        "accepted_at": outcome.application.submitted_at.astimezone(CHINA),
        "primary": {"label": _("Print the receipt"), "url": papers[None, intake.JOINT_RECEIPT]},
        "also": [
            {"label": _("Application form"), "url": url_for("desk.filed", application=outcome.application.id)},
        ],
        "cases": [_case(one, outcome, papers) for one in outcome.cases],
        "deferred": [{"name": line} for line in outcome.later],
        "pre_result": [
            {"matter": one.matter_name, "waits_for": "、".join(outcome.name_of(key) for key in one.route["depends_on"])}
            for one in outcome.cases
            if one.status == CaseStatus.WAITING
        ],
        "again_url": url_for("desk.home"),
        "due_note": outcome.due_note,
    }


def _case(one: Case, outcome: intake.Outcome, papers: dict[tuple[UUID | None, str], str]) -> dict[str, object]:
    limit = Limit(one.time_limit["value"], one.time_limit["unit"])
    titles = {intake.ACCEPTANCE_NOTICE: _("Acceptance notice"), intake.ACCEPTANCE_RECEIPT: _("Receipt")}
    return {
        "number": one.number,
        "query_code": outcome.codes.get(one.id, ""),
        "matter": one.matter_name,
        "department": outcome.departments.get(one.matter_key, ""),
        "due": one.due_on,
        "limit": _("on the spot") if one.case_type == "instant" else limit_text(limit),
        "state": "waiting" if one.status == CaseStatus.WAITING else "running",
        "url": url_for("desk.case", number=one.number),
        "documents": [
            {"label": label, "url": papers[one.id, kind]} for kind, label in titles.items() if (one.id, kind) in papers
        ],
    }
