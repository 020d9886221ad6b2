"""The sentences of a difference, with the words that people use for its place."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from onewindow.domain.publishing import values
from onewindow.domain.publishing.elements import ABSENT, ORDER, RULES, Finder, Json, Pointer
from onewindow.domain.publishing.rules import is_rule
from onewindow.domain.publishing.words import WORDS, Labels, called, place

_REQUIRED = {True: "必填", False: "选填"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says differences between two versions."""

    old: Json
    new: Json
    labels: Labels
    finder: Finder = field(default_factory=Finder)

    def say(self, at: Pointer, old: Json, new: Json) -> str:
        """One difference at a place."""
        key = at[-1] if at else ""
        if key == ORDER and isinstance(old, list) and isinstance(new, list) and self.in_list(at):
            return self.reordered(at, old, new)
        if key == "required" and len(at) > 1:
            return f"{self.where(at[:-1])}由{self.required(old)}改为{self.required(new)}"
        if key in RULES or is_rule(key, old) or is_rule(key, new):
            return self.rule(at, old, new)
        if self.in_list(at):
            return self.element(at, old, new)
        if values.is_limit(old) and values.is_limit(new):
            return f"{self.where(at)}由 {values.limit(old)}改为 {values.limit(new)}"
        before, then = (values.value(key, each, self.labels) for each in (old, new))
        if old is ABSENT:
            return f"{self.where(at)}新增，为{then}"
        if new is ABSENT:
            return f"{self.where(at)}取消，原为{before}"
        if before == then:
            return f"{self.where(at)}的写法有改动，现为{then}（两版文字相同，数据类型或细节不同）"
        return f"{self.where(at)}由{before}改为{then}".rstrip()

    def moved(self, left: Pointer, at: Pointer) -> str:
        """An element that stands in another list."""
        return f"{self.where(at[-2:], at)}由{self.where(left[:-2])}移到{self.where(at[:-2])}"

    def renamed(self, left: Pointer, at: Pointer) -> str:
        """An element with another identity."""
        return f"{self.where(at)}的标识由「{left[-1]}」改为「{at[-1]}」，其余不变"

    def where(self, at: Pointer, full: Pointer | None = None) -> str:
        """What people call a place; of an element only its own part when `full` says where it stands."""
        said = place(full or at, (self.old, self.new), self.labels, self.finder)
        parts = [part for part in said.split(" › ") if part not in ("表单", "办理时限", "办理流程")] or [said]
        return parts[-1] if full else " › ".join(parts)

    def element(self, at: Pointer, old: Json, new: Json) -> str:
        """An element of a list that is new or gone."""
        there, verb = (new, "新增") if old is ABSENT else (old, "取消")
        if old is not ABSENT and new is not ABSENT:
            before, then = (values.value(at[-2], each, self.labels) for each in (old, new))
            return f"{self.where(at)}由{before}改为{then}"
        outside, name = at[:-2], f"{WORDS.get(at[-2], at[-2])}「{self.name(at, there)}」"
        around = f"{self.where(outside)}中" if self.in_list(outside) else ""
        return f"{around}{verb}{name}{self.circumstance(there)}"

    def name(self, at: Pointer, element: Json) -> str:
        """What an element is called."""
        if isinstance(element, str):
            return values.CHOICES.get(at[-2], {}).get(element) or self.labels.get(element, element)
        return called(element, self.labels) or at[-1]

    def circumstance(self, element: Json) -> str:
        """When an element is asked for: its rule, or its necessity."""
        if not isinstance(element, dict):
            return ""
        if is_rule("needed", element.get("needed")):
            return f"（当{values.rule(element['needed'], self.labels)}时必需）"
        if is_rule("if", element.get("if")):
            return f"（当{values.rule(element['if'], self.labels)}时）"
        if "required" in element and "element" in element:
            return f"（{self.required(element['required'])}）"
        if "necessity" in element:
            return f"（{values.CHOICES['necessity'].get(str(element['necessity']), element['necessity'])}）"
        return ""

    def required(self, given: Json) -> str:
        """Whether a field has to be filled."""
        if given is ABSENT or given is None:
            return "选填"
        if isinstance(given, bool):
            return _REQUIRED[given]
        return f"当{values.rule(given, self.labels)}时必填"

    def rule(self, at: Pointer, old: Json, new: Json) -> str:
        """A condition that changed, came or went."""
        before, then = (values.rule(each, self.labels) for each in (old, new))
        if before == then:
            return f"{self.where(at)}的写法有改动，意思仍是“{then}”"
        if old is ABSENT:
            return f"{self.where(at)}新增：当{then}时"
        if new is ABSENT:
            return f"{self.where(at)}取消，原为：当{before}时"
        return f"{self.where(at)}由“{before}”改为“{then}”"

    def reordered(self, at: Pointer, old: list[str], new: list[str]) -> str:
        """Elements in another order: the fewest that moved, each with its new neighbour."""
        told = []
        for name in _wanderers(old, new):
            before = new.index(name) - 1
            here = self.where((*at[:-1], name))
            told.append(f"{here}移到最前" if before < 0 else f"{here}移到{self.where((*at[:-1], new[before]))}之后")
        return "顺序调整：" + "；".join(told)

    def in_list(self, at: Pointer) -> bool:
        """Whether a place is an element of a list, in either version."""
        return (
            any(isinstance(self.finder.find(document, at[:-1]), list) for document in (self.new, self.old))
            if at
            else False
        )


def _wanderers(old: list[str], new: list[str]) -> list[str]:
    """The fewest names that have to move: those outside the longest common order (patience sorting)."""
    places = {name: at for at, name in enumerate(old)}
    tops: list[int] = []
    ends: list[str] = []
    before: dict[str, str | None] = {}
    for name in new:
        pile = bisect.bisect_left(tops, places[name])
        tops[pile : pile + 1] = [places[name]]
        ends[pile : pile + 1] = [name]
        before[name] = ends[pile - 1] if pile else None
    stay: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        stay.add(last)
        last = before[last]
    return [name for name in new if name not in stay]
