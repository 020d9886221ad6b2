"""The tabs of a theme (一件事), beside the one that shows the merged table."""

from __future__ import annotations

from onewindow.domain.workbench import words
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.tabs import Group, Listing, Tab

_BASICS = Group(
    "名称与对象",
    (
        Entry("name", "一件事名称", required=True, hint="群众要办成的那件事，例如“开办餐饮店”"),
        Entry("lead_department", "牵头部门", required=True),
        Entry("subjects", "服务对象", Kind.CHOICES, required=True, options=words.SUBJECTS),
        Entry("conditions", "申请条件", Kind.LINES, hint="一行一条"),
    ),
)
_GUIDE = Group(
    "情形引导",
    (
        Entry(
            "guide",
            "先问申请人的问题",
            Kind.CHOICES,
            source="elements",
            hint="用回答决定要办哪些事项，例如“是否设置户外招牌”",
        ),
    ),
)
_MEMBERS = Listing(
    "members",
    "包含的事项",
    "事项",
    (
        Entry("matter", "事项", Kind.CHOICE, required=True, source="matters"),
        Entry("include", "什么情况下要办", Kind.RULE, hint="不设条件就是都要办"),
        Entry("phase", "所属阶段"),
    ),
    title="matter",
    blank={"matter": ""},
    empty="还没有事项。请把办成这件事需要的事项加进来。",
)
MEMBERS = Tab("members", "事项与引导", (_BASICS, _GUIDE, _MEMBERS))

TABS = (
    MEMBERS,
    Tab("merged", "合并后的表", owns=("settlements",)),
    Tab("examples", "示例", owns=("scenarios",)),
    Tab("publish", "检查与发布"),
)
PLAIN = {MEMBERS.key: MEMBERS}
