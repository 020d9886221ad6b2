"""Ready to open or not: one line a condition, each with its state, the reason, and the way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.domain.effective import CompiledMatter
from onewindow.domain.rehearsal import rehearse_matter
from printing import Template, lint
from rule_engine import Clock, Limit, WorkCalendar, due

SHOWN = 5
"""How many names a reason tells before it only counts."""


class State(StrEnum):
    """`ready`; `doubt`: may open, but look at it; `missing`: must not open yet."""

    READY = "ready"
    DOUBT = "doubt"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Line:
    """One condition of opening. `reason` tells what was found, `way_out` what to do; empty when nothing is to do."""

    key: str
    title: str
    state: State
    reason: str
    way_out: str = ""


def catalogue_line(matters: Sequence[CompiledMatter]) -> Line:
    """Something is offered at all."""
    if matters:
        return Line("catalogue", "事项目录", State.READY, f"提供 {len(matters)} 个事项。")
    return Line("catalogue", "事项目录", State.MISSING, "还没有任何事项。", "请采用标准配置包，或发布事项。")


def calendar_line(matters: Sequence[CompiledMatter], calendar: WorkCalendar, on: date) -> Line:
    """The work calendar reaches as far as the longest promised limit that starts today."""
    limits = [limit for matter in matters for limit in _limits(matter)]
    longest = max(limits, key=lambda limit: limit.value, default=Limit(0))
    end = due(Clock(on, longest), calendar)
    if not isinstance(end, date):
        return Line(
            "calendar",
            "工作日历",
            State.MISSING,
            f"最长的承诺期限是 {longest}，{end}",
            "请在后台补充该年份的节假日安排，公布前按国务院办公厅通知。",
        )
    said = f"{end.year}年{end.month}月{end.day}日"
    return Line("calendar", "工作日历", State.READY, f"最长的承诺期限是 {longest}，今天受理的到 {said}为止都能计算。")


def _limits(matter: CompiledMatter) -> Iterator[Limit]:
    limits = matter.document.limits
    yield limits.promised
    yield from (situation.promised for situation, _ in matter.situations)
    if limits.statutory:
        yield limits.statutory


def seal_line(count: int, warnings: Sequence[str] = ()) -> Line:
    """A seal may be used."""
    if not count:
        return Line("seal", "印章", State.MISSING, "没有可以使用的印章。", "请在后台登记印章并上传图片。")
    if warnings:
        return Line("seal", "印章", State.DOUBT, "；".join(warnings), "请在到期前换用新印章。")
    return Line("seal", "印章", State.READY, f"可以使用 {count} 枚印章。")


def phone_line(phone: str) -> Line:
    """Paper and guide name a telephone number."""
    if phone:
        return Line("phone", "咨询电话", State.READY, f"咨询电话 {phone}。")
    return Line("phone", "咨询电话", State.MISSING, "没有设置咨询电话。", "请在后台“单位”中填写。")


def routes_line(matters: Sequence[CompiledMatter], departments: Collection[str]) -> Line:
    """Every step leads to a department that exists."""
    lost = sorted(
        {f"《{matter.document.name}》→“{name}”" for matter, _, name in _work(matters) if name not in departments}
    )
    if lost:
        way_out = "请在后台新增该部门，或修改流程。"
        return Line("routes", "流程去向", State.MISSING, f"流程指向不存在的部门：{_some(lost)}。", way_out)
    return Line("routes", "流程去向", State.READY, "流程中的每个环节都有对应的部门。")


def staff_line(
    matters: Sequence[CompiledMatter], staffed: Collection[tuple[int, str]], open_units: Mapping[str, Sequence[int]]
) -> Line:
    """Somebody sits at every department that a step leads to. `open_units`: the tenants by level, from here down."""
    wanted = {(level, name) for _, level, name in _work(matters)}
    empty = [
        (name, len(alone), len(open_units[level]))
        for level, name in sorted(wanted)
        if level in open_units
        and (alone := [one for one in open_units[level] if (one, name) not in staffed and (one, "") not in staffed])
    ]
    if empty:
        said = _some([f"“{name}”（{alone} 个单位）" if units > 1 else f"“{name}”" for name, alone, units in empty])
        way_out = "请为这些部门设置账号和岗位。"
        whole = any(alone == units for _, alone, units in empty)
        return Line("staff", "岗位人员", State.MISSING if whole else State.DOUBT, f"没有人员的部门：{said}。", way_out)
    return Line("staff", "岗位人员", State.READY, "每个要办理的部门都有人员。")


def _work(matters: Iterable[CompiledMatter]) -> Iterator[tuple[CompiledMatter, str, str]]:
    for matter in matters:
        for step in matter.document.route.steps.values():
            if step.is_work and step.department:
                yield matter, step.level, step.department


def examples_line(matters: Sequence[CompiledMatter], on: date) -> Line:
    """Every matter does what its examples say."""
    outcomes = [outcome for matter in matters for outcome in rehearse_matter(matter, on.isoformat())]
    wrong = [f"《{one.subject}》的“{one.name}”" for one in outcomes if not one.ok]
    if wrong:
        return Line("examples", "事项示例", State.MISSING, f"示例不通过：{_some(wrong)}。", "请核对事项的规则或示例。")
    without = [f"《{matter.document.name}》" for matter in matters if not matter.document.examples]
    if without:
        return Line(
            "examples", "事项示例", State.DOUBT, f"没有示例的事项：{_some(without)}。", "请为每个事项补充示例。"
        )
    return Line("examples", "事项示例", State.READY, f"{len(outcomes)} 个示例全部通过。")


def templates_line(templates: Mapping[str, Template | str]) -> Line:
    """Print templates compile and lint clean; a text instead of a template says why it does not compile."""
    broken = [f"{key}：{one}" for key, one in sorted(templates.items()) if isinstance(one, str)]
    faults = [
        f"“{one.name}”：{finding}"
        for _, one in sorted(templates.items())
        if not isinstance(one, str)
        for finding in lint(one)
    ]
    if broken or faults:
        state = State.MISSING if broken else State.DOUBT
        return Line("templates", "打印模板", state, f"{_some([*broken, *faults])}。", "请修改打印模板后重新发布。")
    return Line("templates", "打印模板", State.READY, f"{len(templates)} 个打印模板没有问题。")


def _some(names: Sequence[str]) -> str:
    rest = f" 等 {len(names)} 项" if len(names) > SHOWN else ""
    return "、".join(names[:SHOWN]) + rest
