"""Where each control of an inherited document stands: inherited or not, and what the parent leaves open there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onewindow.domain.workbench.entries import Entry, Kind
from tenants.differences import Difference, State, differences
from tenants.pointers import Pointer, find, parse
from tenants.rules import Rule, Rules

Json = Any
WRITABLE = frozenset({"free", "at_most", "at_least", "between", "one_of"})
HIDEABLE = frozenset({"free", "may_hide"})
LOCKED = "上级已锁定"


class Standing(StrEnum):
    """How an element of the tenant's document came to be."""

    INHERITED = "inherited"
    ADAPTED = "adapted"
    ADDED = "added"
    HIDDEN = "hidden"


STANDING_NAMES = {
    Standing.INHERITED: "沿用上级",
    Standing.ADAPTED: "本地调整",
    Standing.ADDED: "本地增加",
    Standing.HIDDEN: "本地去掉",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One element. `said`: what the parent leaves open, in words; `reason`: why. The rest is what follows."""

    standing: Standing
    said: str
    reason: str
    writable: bool
    hideable: bool


@dataclass(frozen=True)
class Marks:
    """The marks of one document as a tenant has it, beside what its parent has."""

    base: Json
    rules: Rules
    found: tuple[Difference, ...]

    @classmethod
    def of(cls, base: Json, document: Json) -> Marks:
        """Compare a tenant's document with its parent's."""
        return cls(base, Rules.of_document(base), tuple(differences(base, document)))

    def control(self, name: str, entry: Entry) -> Mark:
        """The mark of a control; of a limit it is the number that counts."""
        pointer = parse(name)
        if entry.kind is Kind.LIMIT:
            pointer = (*pointer, "value")
        return self.element(pointer)

    def element(self, pointer: Pointer) -> Mark:
        """The mark of an element at a pointer of the document."""
        standing = self.standing(pointer)
        rules = tuple(self.rules.all_of(pointer))
        added = self._inside_added(pointer)
        words = {rule.word for rule in rules}
        writable = added or words <= WRITABLE
        hideable = added or words <= HIDEABLE
        said = "本级自己增加，可以改" if added else say(rules, find(self.base, pointer))
        return Mark(standing, said, "；".join(rule.reason for rule in rules if rule.reason), writable, hideable)

    def standing(self, pointer: Pointer) -> Standing:
        """How the element at a pointer came to be; a change inside it is a change of it."""
        for one in self.found:
            shorter = min(len(one.pointer), len(pointer))
            if one.pointer[:shorter] != pointer[:shorter]:
                continue
            if len(one.pointer) <= len(pointer):
                return Standing(one.state.value)
            return Standing.ADAPTED
        return Standing.INHERITED

    def addable(self, at: str) -> bool:
        """Whether the tenant may add to a list."""
        place = (*parse(at), "*")
        return isinstance(find(self.base, parse(at)), list) and (
            self.rules.against(Difference(place, State.ADDED, below={})) is None
        )

    def gone(self, at: str) -> tuple[Difference, ...]:
        """The elements of a list that the tenant took away."""
        place = parse(at)
        return tuple(one for one in self.found if one.state is State.HIDDEN and one.pointer[:-1] == place)

    def _inside_added(self, pointer: Pointer) -> bool:
        return any(
            one.state is State.ADDED and one.pointer == pointer[: len(one.pointer)] and self._in_list(one.pointer)
            for one in self.found
        )

    def _in_list(self, pointer: Pointer) -> bool:
        return isinstance(find(self.base, pointer[:-1]), list)


def say(rules: Iterable[Rule], value: Json) -> str:
    """What rules leave open at an element where the parent has `value`, in words."""
    said = list(dict.fromkeys(_one(rule, value) for rule in rules))
    if LOCKED in said:
        return LOCKED
    return "，并且".join(said)


def _one(rule: Rule, value: Json) -> str:
    known = value if isinstance(value, int | str) and not isinstance(value, bool) and value != "" else ""
    return _WORDS[rule.word](rule, known)


_WORDS: Mapping[str, Callable[[Rule, Json], str]] = {
    "locked": lambda rule, known: LOCKED,
    "free": lambda rule, known: "可以改",
    "may_hide": lambda rule, known: "可以去掉，不能改",
    "at_most": lambda rule, known: f"只能改小：不高于上级的 {known}" if known != "" else "只能改小",
    "at_least": lambda rule, known: f"只能改大：不低于上级的 {known}" if known != "" else "只能改大",
    "between": lambda rule, known: f"可以改，范围 {rule.values[0]} 到 {rule.values[1]}",
    "one_of": lambda rule, known: f"可以选：{'、'.join(map(str, rule.values))}",
}
