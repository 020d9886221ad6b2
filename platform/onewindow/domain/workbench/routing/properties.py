"""The properties of what is picked on the drawing, as plain controls."""

from __future__ import annotations

from typing import Any

from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.routing.steps import WORK, step_of
from onewindow.domain.workbench.tabs import Group, Tab
from onewindow.domain.workbench.words import LEVELS
from tenants.pointers import write

Json = Any
_KINDS = (("task", "在本系统办理"), ("external", "在外部系统办理，结果回填"))
_WAITS = (("all", "全部分支办完"), ("any", "任何一个分支办完"))


def step_tab(document: Json, name: str) -> Tab:
    """The controls of one step: of work all of them, of a join whom it waits for, of others the name."""
    step = step_of(document, name)
    if step is None:
        return Tab("route", "办理流程")
    at = write(("route", "steps", name))
    if step.get("kind") in WORK:
        return Tab("route", "办理流程", (_work(at), _time(at), _words(at)))
    return Tab("route", "办理流程", (*((_waiting(at),) if step.get("kind") == "join" else ()), Group("", (_name(at),))))


def _waiting(at: str) -> Group:
    return Group(
        "会合",
        (
            Entry(f"{at}/wait", "等谁", Kind.CHOICE, options=_WAITS),
            Entry(f"{at}/wait/ratio", "或者办完几成就往下走", Kind.DECIMAL, hint="例如 0.5 表示一半分支", rare=True),
        ),
    )


def _name(at: str) -> Entry:
    return Entry(f"{at}/id", "标识", Kind.NAME, hint="系统用它称呼这个环节，一般不用改", rare=True)


def _work(at: str) -> Group:
    return Group(
        "谁来办",
        (
            Entry(f"{at}/action", "环节名称", required=True, hint="例如“审核”“现场核查”"),
            Entry(f"{at}/level", "哪一级", Kind.CHOICE, required=True, options=LEVELS),
            Entry(f"{at}/department", "部门", required=True, source="departments", hint="可从列表选，也可直接填写"),
            Entry(f"{at}/post", "岗位", source="posts", hint="不填就是这个部门的经办岗"),
            Entry(f"{at}/kind", "在哪里办", Kind.CHOICE, required=True, options=_KINDS),
            Entry(f"{at}/acceptance", "只是受理：综合窗口受理时就算办完", Kind.FLAG),
        ),
    )


def _time(at: str) -> Group:
    return Group(
        "期限",
        (
            Entry(f"{at}/limit", "本环节期限", Kind.LIMIT),
            Entry(f"{at}/special", "特别程序：时间不计入承诺期限", Kind.FLAG),
            Entry(f"{at}/special_procedure", "特别程序的依据和说明", hint="例如“听证、公示、检验”，会书面告知申请人"),
            Entry(f"{at}/after_decision", "决定之后的环节：不影响出件", Kind.FLAG),
        ),
    )


def _words(at: str) -> Group:
    return Group(
        "怎样办",
        (
            Entry(f"{at}/standard", "裁量标准", Kind.LONG_TEXT, hint="怎样算符合、怎样算不符合，写给经办人看"),
            Entry(f"{at}/note", "说明", Kind.LONG_TEXT),
            _name(at),
        ),
    )
