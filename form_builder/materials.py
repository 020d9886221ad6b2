"""Materials at run time: needed, deferred, internal, waived, optional or not needed, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from form_builder.compiled import Compiled, PlanMaterial, holds
from form_builder.document import Waiver
from form_builder.facts import Facts
from form_builder.merging.handing import strictest
from form_builder.merging.values import MaterialUse
from rule_engine import explain


@dataclass(frozen=True, slots=True)
class MaterialState:
    """One material now. `status`: needed, deferred, waived, internal, optional or not_needed.

    `needed_by` are the members that ask it now, copies the largest that those ask; with `waiver` it may follow later.
    """

    key: str
    name: str
    medium: str
    status: str
    originals: int
    photocopies: int
    needed_by: tuple[str, ...]
    because: str
    waiver: Waiver | None = None
    checks: tuple[str, ...] = ()
    licence_kind: str = ""

    @property
    def due(self) -> bool:
        """Whether the applicant has to bring it, now or later."""
        return self.status in ("needed", "deferred")


def material_states(
    plan: Compiled,
    facts: Facts,
    licences: Collection[str],
    deferred: Collection[str],
) -> tuple[MaterialState, ...]:
    """Every material of the plan with its status, in the order of the merged form."""
    return tuple(_state(plan, item, facts, licences, deferred) for item in plan.materials)


def _state(
    plan: Compiled,
    item: PlanMaterial,
    facts: Facts,
    licences: Collection[str],
    deferred: Collection[str],
) -> MaterialState:
    merged = item.merged
    asking = {form for form, needed in item.uses if holds(needed, facts)}
    uses = [use for use in merged.uses if use.form in asking]
    shown = uses or list(merged.uses)
    waiver = strictest([use.material for use in uses]) if uses else None
    status, because = _status(plan, item, uses, facts, licences)
    if status == "needed" and waiver and merged.key in deferred:
        status, because = "deferred", because + _later(waiver)
    return MaterialState(
        key=merged.key,
        name=merged.name,
        medium=merged.medium,
        status=status,
        originals=max(use.material.originals for use in shown),
        photocopies=max(use.material.photocopies for use in shown),
        needed_by=tuple(use.form for use in uses),
        because=because,
        waiver=waiver,
        checks=tuple(dict.fromkeys(check for use in shown for check in use.material.checks)),
        licence_kind=merged.licence_kind,
    )


def _status(
    plan: Compiled,
    item: PlanMaterial,
    uses: list[MaterialUse],
    facts: Facts,
    licences: Collection[str],
) -> tuple[str, str]:
    merged = item.merged
    if not uses:
        if any(use.material.necessity == "optional" for use in merged.uses):
            return "optional", "可以提交，不提交不影响受理"
        return "not_needed", "按目前填写的内容无需提交"
    if merged.internal_from:
        names = "".join(f"《{plan.titles[form]}》" for form in merged.internal_from)
        return "internal", f"是{names}的办理结果，由系统内部流转，无需提交"
    if merged.licence_kind and merged.licence_kind in licences:
        return "waived", "证照库中已有有效证照，免于提交"
    names = "".join(f"《{use.title}》" for use in uses)
    reasons = "".join(_reasons(plan, uses, facts))
    return "needed", f"{reasons}{names}需要提交“{merged.name}”"


def _reasons(plan: Compiled, uses: list[MaterialUse], facts: Facts) -> Iterator[str]:
    """The reason of the first member whose demand depends on the answers; none where a member always asks it."""
    if any(use.needed is True for use in uses):
        return
    yield explain(uses[0].needed, facts, plan.labels).sentence + "，"


def _later(waiver: Waiver) -> str:
    return f"，已承诺{f' {waiver.days} 日内' if waiver.days is not None else '在规定期限内'}补交"
