"""What every kind of field owns: schema checks, parsing, validation, display, cell, sample, fragment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from form_builder.elements import Element
from form_builder.places import Places
from form_builder.reading import Json

Value = Json
"""A clean value: text, bool, int, Decimal, list, a mapping of those, or None when nothing was answered."""

Raw = Mapping[str, Sequence[str]]
"""A posted page: control name → the texts posted under it, in order."""

Choices = Mapping[str, Sequence[tuple[str, str]] | Places]
"""Divisions that the caller knows: element key or `division:<level>` → a tree, or a plain list of (code, name)."""

TYPED_MAX = 20_000
"""Characters that one control may carry at all; longer posts are refused before anything looks at them."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A schema check that an element does not pass: the key, what is wrong, what to do."""

    key: str
    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that is refused: the sentence after the label, the sub-control, and whether a supervisor may lift it."""

    message: str
    at: str = ""
    code: str = "invalid"
    overridable: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed cannot be read as a value of this kind."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is judged against besides itself: the day of the application (ISO) and the kind of ID document."""

    today: str = ""
    id_kind: str = ""
    choices: Choices = field(default_factory=dict)


def refuse(message: str, at: str = "", code: str = "unreadable") -> Refused:
    """A refusal with one fault."""
    return Refused((Fault(message, at, code),))


def half_width(text: str) -> str:
    """Full-width digits, letters, marks and the wide space become their half-width twins."""
    return text.translate(_FULL_WIDTH)


def one(raw: Raw, name: str, most: int = TYPED_MAX) -> str | Refused:
    """The single text posted under `name`, trimmed; empty if nothing was posted; two different texts are refused."""
    texts = {text.strip() for text in raw.get(name, ())[:3]}
    texts.discard("")
    if len(texts) > 1:
        return refuse("收到了多个不同的值，请只填写一个", code="repeated")
    text = texts.pop() if texts else ""
    if len(text) > most:
        return refuse(f"内容过长（超过 {most} 字），请缩短后重新填写", code="too_long")
    if _UNREADABLE.search(text):
        return refuse("含有无法识别的字符，请删除后重新输入", code="encoding")
    return text


def nothing_if_blank(text: str | Refused) -> Value | Refused:
    """A typed text as a value: the blank one is no answer."""
    return text or None


def plain(number: Decimal) -> str:
    """A decimal in plain figures: no exponent, no trailing zeros after the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Kind:
    """One kind of field. Kinds are stateless and shared; subclasses override what differs from a plain text."""

    name: ClassVar[str]
    fragment: ClassVar[str] = "text.line"
    grouped: ClassVar[bool] = False
    stored: ClassVar[bool] = True
    verb: ClassVar[str] = "填写"
    """What people are told to do with a blank one."""
    bounds: ClassVar[str] = ""
    """What `min` and `max` mean: `length`, `value`, `count` or nothing."""
    keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of the element shape that this kind understands besides the common ones."""

    def flaws(self, element: Element) -> Iterator[Flaw]:
        """Schema checks of the element itself."""
        if element.min is not None and element.max is not None and element.min > element.max:
            yield Flaw("min", "最小值大于最大值", f"改为不大于 {plain(element.max)}")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        """What was typed → a normalised value, None when nothing was answered, or a refusal."""
        raise TypeError(f"kind {self.name!r} reads nothing")

    def attributes(self, element: Element) -> dict[str, str]:
        """Attributes of the control beyond its identity; an empty value is an attribute without one."""
        return {}

    def adopt(self, element: Element, result: Value) -> Value:
        """The result of a calculation as a value of this kind; a result that does not fit is no value."""
        return str(result) if result not in (None, "") else None

    def complete(self, element: Element, value: Value, context: Context) -> Value:
        """A parsed value with what can be worked out inside it filled in (computed columns of a table)."""
        return value

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        """Everything that is wrong with a parsed value; nothing means it is accepted."""
        return iter(())

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        """The value as people read it on paper and screen."""
        return "" if value is None else str(value)

    def totals(self, element: Element, value: Value) -> dict[str, Decimal]:
        """The sums under the columns of a table, by column key."""
        return {}

    def cell(self, element: Element, value: Value, choices: Choices) -> str:
        """The value as text of one spreadsheet cell; by default what people read."""
        return self.display(element, value, choices)

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        """The text of a spreadsheet cell as a page posted under `x`; the twin of `cell`."""
        return {"x": [text]}

    def revive(self, element: Element, stored: Json) -> Value:
        """A value read back from its JSON form."""
        return stored

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        """A clean value back as it would have been typed: `parse(typed(value)) == value`."""
        return {} if value is None else {name: [str(value)]}

    def sample(self, element: Element, context: Context) -> Value:
        """A valid example value for tests, previews and the demonstration."""
        raise TypeError(f"kind {self.name!r} has no sample")
