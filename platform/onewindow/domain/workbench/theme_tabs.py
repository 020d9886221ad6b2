"""The tabs of a theme (一件事)."""

from __future__ import annotations

from onewindow.domain.workbench import words
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.tabs import Group, Listing, Tab

BASICS = Group(
    "名称与对象",
    (
        Entry("name", "一件事名称", required=True, hint="群众要办成的那件事，例如“开办餐饮店一件事”"),
        Entry("lead_department", "牵头部门", required=True, source="departments", hint="由它确定有分歧的地方怎样统一"),
        Entry("subjects", "服务对象", Kind.CHOICES, required=True, options=words.SUBJECTS),
        Entry("conditions", "申请条件", Kind.LINES, hint="一行一条；没有统一的条件就空着"),
    ),
)
LISTED = Listing(
    "members",
    "包含的事项",
    "事项",
    (
        Entry("include", "什么情况下要办", Kind.RULE),
        Entry("phase", "所属阶段", hint="例如“开业前”；不分阶段就空着"),
    ),
    title="matter",
)
MEMBERS = Tab("members", "事项与引导", (BASICS, LISTED), owns=("guide", "elements"))
"""Drawn on a page of its own, read back as a plain tab."""

TABS = (
    MEMBERS,
    Tab("merged", "合并后的表", owns=("settlements",)),
    Tab("scenarios", "示例", owns=("scenarios", "expected")),
    Tab("publish", "检查与发布"),
)
PLAIN = {MEMBERS.key: MEMBERS}
