"""What a parent leaves open: locks and bounds on the elements of an inherited document (R005, R006, R038).

A document says it under `inherit`: `{"limits/promised/value": "at_most", "form/materials": "may_hide", "contact":
"free"}`. A rule holds for its pointer and everything under it; `*` stands for any one segment; the longest pointer that
fits decides, and where none fits the element is locked.

| rule | a lower tenant may |
|---|---|
| `locked` | nothing |
| `free` | write another value, hide elements, add elements |
| `at_most`, `at_least` | write a number not above, not below the parent's (limits are shortened, never lengthened) |
| `{"between": [low, high]}` | write a number in this range |
| `{"one_of": [value, …]}` | choose one of these values |
| `may_hide` | hide elements, never add or change one (a material may be dropped, never added) |

A rule may say why: `{"rule": RULE, "reason": "县里统一标准"}`. Who is refused reads the reason with the rule.

A tenant in the middle may tighten: what its overlay says under `inherit` is one more layer, kept in the document under
`tightened`. Every layer has to agree, and a layer without a word on an element has nothing against it: so a tenant in
the middle can take away, never give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from .differences import Difference, State
from .errors import PatchError
from .pointers import Pointer, parse

Json = Any

WORDS = ("locked", "free", "at_most", "at_least", "may_hide")
RANGES = ("between", "one_of")
REASONED = frozenset({"rule", "reason"})
"""The keys of a rule that says why."""
RULES_AT = "inherit"
TIGHTENED_AT = "tightened"
ABOUT_RULES = (RULES_AT, TIGHTENED_AT)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its word, the values of `between` and `one_of`, and why the parent says so, where it tells."""

    word: str
    values: tuple[Json, ...] = ()
    reason: str = ""

    def against(self, one: Difference) -> str | None:
        """Say in Chinese why a lower tenant may not have this difference, or None when he may."""
        if one.state is State.HIDDEN:
            return None if self.word in ("free", "may_hide") else "上级已锁定，不能取消"
        if one.state is State.ADDED:
            return None if self.word == "free" else "上级未允许增加，不能增加"
        return self.refusal(one.above, one.below)

    def refusal(self, parent: Json, value: Json) -> str | None:
        """Say in Chinese why `value` may not stand where the parent has `parent`, or None when it may."""
        if self.word == "free":
            return None
        if self.word in ("locked", "may_hide"):
            return "上级已锁定，不能修改"
        if self.word == "one_of":
            return None if value in self.values else f"只能选 {'、'.join(map(str, self.values))}"
        low, high = self._range(parent)
        number = _number(value)
        if number is None:
            return "应填数字"
        if high is not None and number > high:
            return f"不得高于上级规定的 {_plain(high)}"
        if low is not None and number < low:
            return f"不得低于上级规定的 {_plain(low)}"
        return None

    def _range(self, parent: Json) -> tuple[Decimal | None, Decimal | None]:
        if self.word == "between":
            return _number(self.values[0]), _number(self.values[1])
        bound = _number(parent)
        return (None, bound) if self.word == "at_most" else (bound, None)


LOCKED = Rule("locked")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one document, by pointer pattern, and the layers that tenants in the middle put on top."""

    by_pattern: Mapping[Pointer, Rule]
    tightened: tuple[Rules, ...] = ()

    @classmethod
    def from_json(cls, written: Mapping[str, Json]) -> Rules:
        """Read `inherit`; raises PatchError for an unknown rule."""
        if not isinstance(written, Mapping):
            raise PatchError(f"「{RULES_AT}」应为对象：位置 → 约束。")
        return cls({parse(pattern): _rule(pattern, rule) for pattern, rule in written.items()})

    @classmethod
    def of_document(cls, document: Mapping[str, Json]) -> Rules:
        """The rules that travel with a document, all layers; raises PatchError when one cannot be read."""
        layers = document.get(TIGHTENED_AT, [])
        if not isinstance(layers, list):
            raise PatchError(f"「{TIGHTENED_AT}」应为列表。")
        own = cls.from_json(document.get(RULES_AT, {}))
        return cls(own.by_pattern, tuple(map(cls.from_json, layers)))

    def of(self, pointer: Pointer) -> Rule:
        """The document's own rule for the element at a pointer; LOCKED where none was given."""
        return self.fitting(pointer) or LOCKED

    def all_of(self, pointer: Pointer) -> Iterator[Rule]:
        """Every rule that has a say on the element at a pointer: the document's own first, then layer by layer."""
        yield self.of(pointer)
        for layer in self.tightened:
            if (rule := layer.fitting(pointer)) is not None:
                yield rule

    def against(self, one: Difference) -> tuple[str, str] | None:
        """The first rule (its word) that forbids a difference and what it says in Chinese, or None."""
        if one.pointer[0] in ABOUT_RULES:
            return "locked", "上级的约束不能修改"
        for rule in self.all_of(one.pointer):
            if said := rule.against(one):
                return rule.word, f"{said}（理由：{rule.reason}）" if rule.reason else said
        return None

    def fitting(self, pointer: Pointer) -> Rule | None:
        """The rule of the longest pattern that fits, or None when nothing was said."""
        fitting = [pattern for pattern in self.by_pattern if _fits(pattern, pointer)]
        if not fitting:
            return None
        return self.by_pattern[max(fitting, key=lambda pattern: (len(pattern), -pattern.count("*")))]


def _fits(pattern: Pointer, pointer: Pointer) -> bool:
    return len(pattern) <= len(pointer) and all(
        wanted in ("*", segment) for wanted, segment in zip(pattern, pointer, strict=False)
    )


def _rule(pattern: str, written: Json) -> Rule:
    if isinstance(written, str) and written in WORDS:
        return Rule(written)
    if isinstance(written, dict) and written.keys() == REASONED and isinstance(written["reason"], str):
        return replace(_rule(pattern, written["rule"]), reason=written["reason"].strip())
    if isinstance(written, dict) and len(written) == 1:
        ((word, values),) = written.items()
        if word in RANGES and isinstance(values, list) and values and _whole_range(word, values):
            return Rule(word, tuple(values))
    raise PatchError(f"「{pattern}」的约束无法识别，可以写：{'、'.join((*WORDS, *RANGES))}。")


def _whole_range(word: str, values: list[Json]) -> bool:
    numbers = [_number(value) for value in values]
    return word == "one_of" or (len(values) == 2 and None not in numbers and numbers[0] <= numbers[1])  # type: ignore[operator]


def _number(value: Json) -> Decimal | None:
    """An int or a decimal text as a number; anything else, and what is not finite, is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(number: Decimal) -> str:
    return f"{number:f}"
