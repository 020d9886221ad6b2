"""The way of a matter as a sheet: a row for each step; what leads where is told, and drawn on the workbench."""

from __future__ import annotations

from typing import Any

from onewindow.domain.sheets.cells import Column, column
from onewindow.domain.sheets.views import View
from onewindow.domain.workbench import words
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.routing.steps import MARKS, WORK, named, step_of, ways
from onewindow.domain.workbench.tabs import Listing

Json = Any
TITLE = "办理流程"
LISTING = Listing("route/steps", TITLE, "环节", (), identity="id", title="action")
KIND = "kind"
_KINDS = (("task", "在本系统办理"), ("external", "在外部系统办理"))


def columns(view: View) -> tuple[Column, ...]:
    """The columns of the way's sheet."""
    departments = view.entry(Entry("department", "办理部门", source="departments", hint="可选，也可直接填写"))
    return (
        column(Entry("action", "环节名称", required=True, hint="例如“审核”“现场核查”")),
        column(
            Entry(KIND, "环节类型", Kind.CHOICE, options=_KINDS, hint="新行可选；已有的行只供查看"),
            lambda step: MARKS.get(_kind(step)) or dict(_KINDS).get(_kind(step), ""),
        ),
        column(Entry("level", "层级", Kind.CHOICE, options=words.LEVELS)),
        column(departments),
        column(Entry("post", "岗位", hint="不填就是这个部门的经办岗")),
        column(Entry("limit", "办理时限", Kind.LIMIT, hint="例如“5 个工作日”")),
        column(Entry("acceptance", "只是受理", Kind.FLAG, hint="综合窗口受理时就算办完")),
        column(Entry("special", "特别程序", Kind.FLAG, hint="时间不计入承诺期限")),
        column(Entry("special_procedure", "特别程序的依据和说明")),
        column(Entry("after_decision", "决定之后", Kind.FLAG, hint="不影响出件")),
        column(Entry("standard", "裁量标准", Kind.LONG_TEXT)),
        column(Entry("note", "说明", Kind.LONG_TEXT)),
        column(Entry("next", "去向", hint="在工作台上画"), lambda step: _onward(view, step), begins=False),
    )


def bare(step: Json) -> bool:
    """Whether a step has nothing that a cell could hold: it parts the ways, brings them together or ends them."""
    return _kind(step) not in WORK


def _kind(step: Json) -> str:
    return str(step.get("kind", "task"))


def _onward(view: View, step: Json) -> str:
    """Where a step leads, in the order in which its ways are tried."""
    lines = []
    for way in ways(step):
        target = step_of(view.document, str(way.get("to", "")))
        when = view.sentence(way["if"]) if "if" in way else ""
        lines.append(f"{when} → {named(target) if target else way.get('to', '')}".strip())
    return "\n".join(lines)
