"""The way of a case as rows of steps, for the chart on paper and for those who cannot see the drawing."""

from __future__ import annotations

from typing import Any

from onewindow.domain.guide.words import limit
from rule_engine import RoutePlan
from rule_engine.routing.layout import layers
from rule_engine.routing.plan import Step

Json = Any
_LEVELS = {"county": "县级", "town": "镇（街道）", "village": "村（社区）"}


def flow_rows(plan: RoutePlan) -> list[Json]:
    """Steps from the application to the end: one that stands alone, or a list of those that stand side by side."""
    depth = layers(plan)
    rows: dict[int, list[Json]] = {}
    for step in plan.steps.values():
        if step.is_work:
            rows.setdefault(depth.get(step.id, 0), []).append(_row(step))
    steps = [row if len(row) > 1 else row[0] for _, row in sorted(rows.items())]
    return [{"name": "申请", "note": "提交申请表和材料"}, *steps] if steps else []


def _row(step: Step) -> Json:
    who = "，".join(part for part in (_LEVELS.get(step.level, ""), step.department) if part)
    time = limit({"value": step.limit.value, "unit": step.limit.unit}, instant="当场") if step.limit else ""
    if step.special:
        time = f"{time}（不计入时限）" if time else "不计入时限"
    return {"name": step.action or "办理", "note": "，".join(part for part in (who, time) if part)}
