"""Differences and refusals as Chinese sentences: the labels that people see, never a pointer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onewindow.domain.inheritance.names import ELEMENTS, PARTS, VALUES
from tenants.differences import State
from tenants.drift import Deviation
from tenants.overlay import Refusal
from tenants.pointers import ABSENT, Pointer, find, parse

Json = Any
Labels = Mapping[str, str]
NAMES = ("name", "label", "title", "text")
LONGEST = 40
ADDED_MATERIAL, CHANGED_MATERIAL = "擅自增加申请材料", "擅自改变申请材料"
CONDITION, OTHER = "违规设置办理条件", "擅自改变上级规定"


@dataclass(frozen=True, slots=True)
class Told:
    """One difference told: a sentence, and the red card's title when the standard never left it open (R038)."""

    element: str
    state: State
    sentence: str
    red_card: str = ""


def place(pointer: Pointer, document: Json, labels: Labels) -> str:
    """How people call an element: 材料「身份证」, 字段「名称」的是否必填, 承诺期限.

    `labels`: the dictionary's, by element key; a field is called by its own label, or by that of its element.
    """
    words: list[str] = []
    at, inside = document, ""
    for index, segment in enumerate(pointer):
        at = find(document, pointer[: index + 1])
        if inside in ELEMENTS:
            words = [f"{ELEMENTS[inside]}「{_called(at, segment, labels)}」"]
            inside = ""
        else:
            inside = segment
            if segment not in ELEMENTS or index + 1 == len(pointer):
                words.append(PARTS.get(segment) or ELEMENTS.get(segment) or f"「{segment}」")
    return "的".join(_shorter(words))


def refused(refusal: Refusal, document: Json, labels: Labels) -> str:
    """A refusal as a sentence that names the element and quotes the rule."""
    if not refusal.element:
        return f"{refusal.said}。"
    return f"{place(parse(refusal.element), document, labels)}：{refusal.said}。"


def told(deviation: Deviation, standard: Json, document: Json, labels: Labels) -> Told:
    """A difference from the standard as a sentence, with its red card."""
    one = deviation.difference
    known = document if one.state is State.ADDED else standard
    where = place(one.pointer, known, labels)
    if one.state is State.ADDED:
        said = f"{where}：上级没有，本级增加"
    elif one.state is State.HIDDEN:
        said = f"{where}：上级有，本级没有采用"
    else:
        said = f"{where}：{_changed(one.above, one.below)}"
    why = f"（{deviation.said}）" if deviation.said else ""
    card = "" if deviation.allowed else card_of(one.pointer, one.state)
    return Told("/".join(one.pointer), one.state, f"{said}{why}。", card)


def card_of(pointer: Pointer, state: State) -> str:
    """The title of the red card for a difference that was not open."""
    if "materials" in pointer:
        whole = state is State.ADDED and pointer[-2] == "materials"
        return ADDED_MATERIAL if whole else CHANGED_MATERIAL
    return CONDITION if pointer[0] in ("conditions", "checks") else OTHER


def _changed(above: Json, below: Json) -> str:
    if isinstance(above, dict | list) or isinstance(below, dict | list):
        return "内容与上级不同"
    return f"上级为{_value(above)}，本级为{_value(below)}"


def _value(value: Json) -> str:
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if value is None or value == "":
        return "空"
    text = VALUES.get(value, value) if isinstance(value, str) else str(value)
    return f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”"


def _called(element: Json, segment: str, labels: Labels) -> str:
    """The name of an element of a list: its own, that of the dictionary, or its key."""
    if isinstance(element, dict):
        own = next((str(element[name]) for name in NAMES if isinstance(element.get(name), str) and element[name]), "")
        of_dictionary = labels.get(str(element.get("element", "")), "")
        found = own or of_dictionary
        if found:
            return found if len(found) <= LONGEST else f"{found[:LONGEST]}…"
    return labels.get(segment, segment) if element is not ABSENT else segment


def _shorter(words: list[str]) -> list[str]:
    """Without the names of what only holds other things: 承诺期限, not 办理期限的承诺期限的数值."""
    kept = [word for word in words if word not in ("办理期限", "表单", "流程")] or words
    return kept[:-1] if len(kept) > 1 and kept[-1] == "数值" else kept
