"""What a list of materials says about each single one: when it is needed, what may come later, who is asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onewindow.domain.publishing.findings import WARNING, Finding
from onewindow.domain.publishing.lint.parts import number, objects, text

Json = Any


def findings(body: Json) -> Iterator[Finding]:
    """Materials that are required and conditional at once, wait longer than the case lasts, or stand there twice."""
    named: dict[str, int] = {}
    for at, material in objects(body, "form", "materials"):
        here, name = f"/form/materials/{at}", text(material, "name")
        yield from _need(here, name, material)
        yield from _waiver(here, name, material, body)
        if name and named.setdefault(name, at) != at and "needed" not in material:
            yield Finding(f"{here}/name", f"材料「{name}」写了两次。", "合成一份，或写清楚两份有什么不同。", WARNING)
    if body.get("seed_class") != "consultation" and not any(True for _ in objects(body, "form", "materials")):
        yield Finding("/form/materials", "没有申请材料。", "确实什么都不用交，才可以这样发布；否则请添加。", WARNING)


def _need(here: str, name: str, material: Mapping[str, Json]) -> Iterator[Finding]:
    """The other way round, a conditional one without its condition, is no form at all and told by `form_builder`."""
    if text(material, "necessity") == "required" and "needed" in material and material["needed"] is not True:
        message = f"材料「{name}」写着“必要”，又设了条件。"
        yield Finding(f"{here}/necessity", message, "把必要性改为“有条件时必要”，或删除条件。", WARNING)


def _waiver(here: str, name: str, material: Mapping[str, Json], body: Json) -> Iterator[Finding]:
    """A promise to hand in later may not outlast the promised limit (domain study 2.6)."""
    days, promised = number(material, "waiver", "days"), number(body, "limits", "promised", "value")
    if days and promised and text(body, "limits", "promised", "unit") == "working_day" and days > promised:
        yield Finding(
            f"{here}/waiver/days",
            f"材料「{name}」容缺补交期限 {days} 天，长于承诺办结时限 {promised} 个工作日。",
            f"改为不超过 {promised} 天。",
            WARNING,
        )
