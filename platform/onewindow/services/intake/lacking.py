"""What an application in preparation still lacks, as the one-time notice says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from form_builder import MaterialState, Problems
from onewindow.domain.actor import Actor
from onewindow.domain.applicant import applicant_of
from onewindow.domain.catalogue import department_of
from onewindow.domain.handing import ABSENT, HandedIn, waived_by
from onewindow.domain.missing_notice import Lacking, missing_template, missing_values
from onewindow.services.intake.drafting import Draft
from onewindow.services.intake.filing import judged, known
from onewindow.services.intake.lifting import standing_lifts
from onewindow.services.intake.preparing import Prepared
from onewindow.store import audit, tree
from onewindow.store.session import UnitOfWork
from tenants import branding


def missing_notice(
    uow: UnitOfWork, actor: Actor, prepared: Prepared, draft: Draft, *, demo: bool, now: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Template and values of the one-time notice of a draft; that it was given out is logged."""
    joint = prepared.joint
    values = known(prepared, draft.raw)
    plain = joint.plan.state(values, prepared.facts)
    states = joint.plan.state(values, prepared.facts, licences=waived_by(plain.materials, draft.handed)).materials
    found = judged(prepared, draft.raw, standing_lifts(prepared, draft))
    lineage = tree.lineage(uow.session, actor.scope)
    marks = branding.inherited({**one.branding, "phone": one.phone} for one in lineage)
    lacking = list(_lacking(states, draft.handed))
    act = audit.Act(
        now,
        UUID(actor.account_id),
        actor.name,
        "notice.once",
        f"draft:{draft.key}",
        {"materials": [one.name for one in lacking]},
    )
    audit.append(uow.session, act)
    return missing_template(), missing_values(
        lacking,
        list(dict.fromkeys(problem.label for problem in found)) if isinstance(found, Problems) else [],
        now.date(),
        org={"name": marks.get("body") or lineage[0].name, "address": marks.get("address") or lineage[0].name},
        applicant={"name": applicant_of(joint.plan, values).name},
        theme={
            "name": joint.title,
            "departments": "、".join(dict.fromkeys(department_of(one.document.json) for one in joint.members)),
        },
        clerk={"name": actor.name, "phone": marks.get("phone") or "12345"},
        marks={"demo": demo},
    )


def _lacking(states: tuple[MaterialState, ...], handed: Any) -> Iterator[Lacking]:
    for state in states:
        said: HandedIn | None = handed.get(state.key)
        if state.due and (said is None or said.medium == ABSENT):
            yield Lacking(
                state.name,
                state.originals,
                state.photocopies,
                state.medium,
                state.because,
                said.note if said else "",
                f"可在{state.waiver.days}个工作日内后补"
                if state.waiver and state.waiver.days
                else "可后补"
                if state.waiver
                else "",
            )
