"""The properties of what is picked on the form: a section, a field, an element of the matter's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from form_builder import KINDS
from onewindow.domain.workbench import words
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.matter_tabs import name_of
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.tabs import Group, Tab
from tenants.pointers import ABSENT, parse, write

Json = Any
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "length": ("最短（字）", "最长（字）"),
    "value": ("最小", "最大"),
    "count": ("最少（项）", "最多（项）"),
}
_OWN: Mapping[str, Entry] = {
    "options": Entry("options", "选项", Kind.OPTIONS, hint="一行一个；已经有人选过的，不要改“：”前面的代号"),
    "option_list": Entry("option_list", "引用国家代码表", hint="例如“GB/T 3304”；与选项二者只填其一", rare=True),
    "scale": Entry("scale", "小数位数", Kind.INTEGER),
    "pattern": Entry("pattern", "格式（正则表达式）", rare=True),
    "level": Entry("level", "到哪一级", Kind.CHOICE, required=True, options=words.LEVELS),
    "must_be": Entry("must_be", "必须为“是”", Kind.FLAG),
    "id_kind": Entry("id_kind", "由哪一项说明证件种类", Kind.CHOICE, source="asked", rare=True),
    "accept": Entry("accept", "可以上传的类型", Kind.LINES, hint="一行一种，例如“image/jpeg”", rare=True),
    "max_kb": Entry("max_kb", "最大（KB）", Kind.INTEGER),
    "min_rows": Entry("min_rows", "最少几行", Kind.INTEGER),
    "max_rows": Entry("max_rows", "最多几行", Kind.INTEGER),
}
"""What the kinds of elements have beside the others (form_builder, `Kind.keys`)."""
_ALL = (
    Entry("hint", "填写提示"),
    Entry("mask", "给别人看时遮住", Kind.CHOICE, options=words.MASKS, rare=True),
    Entry("after", "要晚于哪一项", Kind.CHOICE, source="asked", rare=True),
    Entry("at_most", "不能超过哪一项", Kind.CHOICE, source="asked", rare=True),
    Entry("derive/from", "可以由哪个身份证号算出", Kind.CHOICE, source="asked", rare=True),
    Entry("derive/part", "算出什么", Kind.CHOICE, options=words.DERIVED, rare=True),
)
"""What every element can say."""


def section_tab(document: Json, picked: str) -> Tab:
    """The properties of what is picked in the form: a field, a section, or nothing."""
    at = parse(picked) if picked else ()
    if len(at) < 3 or find(document, at) is ABSENT:
        return Tab("form", "表单")
    if len(at) == 3:
        return Tab("form", "表单", (_section(picked),))
    element = ("elements", str(find(document, (*at, "element"))))
    own = find(document, element)
    groups = (_field(picked), _element(write(element), own)) if isinstance(own, Mapping) else (_field(picked),)
    return Tab("form", "表单", groups)


def _section(at: str) -> Group:
    return Group(
        "这一部分",
        (
            Entry(f"{at}/label", "标题", required=True),
            Entry(f"{at}/place", "在合并表里的位置", Kind.CHOICE, options=words.PLACES),
            name_of(f"{at}/id", "各事项的同一部分用同一个标识，一起办理时合在一处"),
        ),
    )


def _field(at: str) -> Group:
    return Group(
        "这一项",
        (
            Entry(f"{at}/required", "是否必填", Kind.ASKED, required=True),
            Entry(f"{at}/required", "什么情况下必填", Kind.RULE),
            Entry(f"{at}/shown", "什么情况下才问", Kind.RULE),
            Entry(f"{at}/label", "本事项的叫法", hint="不填就用字典里的名称"),
            Entry(f"{at}/hint", "填写提示"),
            Entry(f"{at}/options", "只留哪些选项", Kind.CHOICES, source="values", hint="都不选就是全部可选"),
            Entry(f"{at}/min", "最少（最短）", Kind.DECIMAL),
            Entry(f"{at}/max", "最多（最长）", Kind.DECIMAL),
        ),
    )


def _element(at: str, element: Mapping[str, Json]) -> Group:
    """What an element of the matter's own is, as far as its kind has it."""
    placed = (replace(each, at=f"{at}/{each.at}") for each in own_entries(str(element.get("kind"))))
    return Group("本事项自己的数据项", tuple(placed), "它只属于这个事项；改动会影响所有用到它的地方。")


def own_entries(kind: str) -> Iterator[Entry]:
    """The controls of an element of a kind, each at its key."""
    yield Entry("label", "名称", required=True)
    if kind not in KINDS:
        return
    if KINDS[kind].bounds:
        low, high = _BOUNDS[KINDS[kind].bounds]
        yield Entry("min", low, Kind.DECIMAL)
        yield Entry("max", high, Kind.DECIMAL)
    yield from (entry for key, entry in _OWN.items() if key in KINDS[kind].keys)
    yield from _ALL
