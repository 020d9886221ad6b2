"""Plain texts: `text` (one line), `long_text` (several lines) and `address`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from form_builder.elements import Element
from form_builder.fields.base import Context, Fault, Flaw, Kind, Raw, Refused, Value, one
from form_builder.fields.pattern import pattern_flaw, pattern_sample

PATTERN_MAX = 500
"""Texts that have a pattern are never longer: matching stays cheap whatever the pattern is."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled whole-string expression."""
    return re.compile(pattern)


class Text(Kind):
    """One line of text."""

    name = "text"
    bounds = "length"
    keys = frozenset({"pattern"})
    longest: ClassVar[int] = 200

    def limit(self, element: Element) -> int:
        """Characters allowed: the element's own maximum or the kind's."""
        return int(element.max) if element.max is not None else self.longest

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        if element.pattern:
            problem = pattern_flaw(element.pattern)
            if problem:
                yield Flaw("pattern", problem, "只用字符集、简单重复和分组")
            if self.limit(element) > PATTERN_MAX:
                yield Flaw("max", f"有格式要求的文字最长 {PATTERN_MAX} 字")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = one(raw, name)
        if isinstance(text, str):
            return " ".join(text.split("\n")).replace("\r", "").replace("\t", " ") or None
        return text

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        least, most = int(element.min or 0), self.limit(element)
        if len(value) > most:
            yield Fault(f"最多 {most} 字，现有 {len(value)} 字，请精简", code="too_long")
        elif len(value) < least:
            yield Fault(f"至少 {least} 字，请补充完整", code="too_short")
        elif element.pattern and not compiled(element.pattern).fullmatch(value):
            yield Fault(f"格式不正确，请按要求填写{f'（{element.hint}）' if element.hint else ''}", code="pattern")

    def sample(self, element: Element, context: Context) -> Value:
        if element.pattern:
            return pattern_sample(element.pattern)
        text = "示例" + element.label
        return text[: self.limit(element)].ljust(int(element.min or 0), "例")


class LongText(Text):
    """Several lines of text; line breaks are kept as `\\n`."""

    name = "long_text"
    fragment = "text.area"
    longest = 5000

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = one(raw, name)
        if isinstance(text, str):
            return text.replace("\r\n", "\n").replace("\r", "\n").strip() or None
        return text


class Address(Text):
    """A detailed address in one line; the division stands in its own field."""

    name = "address"
