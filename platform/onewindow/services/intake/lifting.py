"""A check that a supervisor lifts: a genuine credit code whose check character fails (GB 32100) is let through.

Only what the form itself calls liftable; for one value, so that a corrected code is judged anew; by somebody with the
permission who proved himself for this act, with a reason. It stands in the log of the draft and of every case that asks
the field.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from form_builder import Problem, Problems
from onewindow.domain.actor import Actor
from onewindow.domain.permissions import ROLE_PERMISSIONS, Permission
from onewindow.services.intake.drafting import Draft, Lifted
from onewindow.services.intake.filing import judged, known
from onewindow.services.intake.preparing import Prepared
from onewindow.store import audit
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

LONGEST_REASON = 200
NO_REASON = f"请填写核准理由（{LONGEST_REASON} 字以内），例如“与营业执照原件核对一致”。"
NOT_ALLOWED = "该账号不是本窗口或其上级单位的负责人，不能核准，请由负责人本人核准。"


def liftable(prepared: Prepared, draft: Draft) -> tuple[Problem, ...]:
    """The problems of a draft that a supervisor may lift, as it was saved."""
    found = judged(prepared, draft.raw, lifted_keys(prepared, draft))
    return tuple(one for one in found if one.overridable) if isinstance(found, Problems) else ()


def lift(
    uow: UnitOfWork, actor: Actor, prepared: Prepared, draft: Draft, problem: Problem, by: Actor, reason: str,
    *, now: datetime,
) -> Draft | str:  # fmt: skip
    """The draft with one problem lifted by `by`, who proved himself just now; or why not, in Chinese."""
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        return NO_REASON
    if not may_lift(by, actor.scope):
        return NOT_ALLOWED
    value = str(known(prepared, draft.raw)[problem.field])
    mark = Lifted(value, problem.label, said, by.account_id, by.name, now)
    detail = {"field": problem.field, "title": problem.label, "reason": said, "clerk": actor.name}
    audit.append(
        uow.session, audit.Act(now, UUID(by.account_id), by.name, "form.override", f"draft:{draft.key}", detail)
    )
    return replace(draft, lifted={**draft.lifted, problem.field: mark})


def may_lift(by: Actor, scope: int) -> bool:
    """Whether somebody may lift a check at a window: with the permission in its unit, or in one above it."""
    return any(
        Permission.FORM_OVERRIDE in ROLE_PERMISSIONS[one.role] and Scope.of(one.scope).holds(scope)
        for one in by.bindings
    )


def lifted_keys(prepared: Prepared, draft: Draft) -> frozenset[str]:
    """The fields whose liftable problem is lifted: their value is still the one that was looked at."""
    return frozenset(standing_lifts(prepared, draft))


def standing_lifts(prepared: Prepared, draft: Draft) -> dict[str, Lifted]:
    """What was lifted and still counts, by element key."""
    if not draft.lifted:
        return {}
    values = known(prepared, draft.raw)
    return {key: one for key, one in draft.lifted.items() if str(values.get(key)) == one.value}


def lift_notes(prepared: Prepared, draft: Draft) -> dict[str, str]:
    """The line under each such field."""
    return {
        key: f"校验位不符，{one.name}已于 {one.at:%Y-%m-%d %H:%M} 核准放行：{one.reason}"
        for key, one in standing_lifts(prepared, draft).items()
    }
