"""Turning compiled texts into spans, noting every name that is missing or wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from printing.errors import TooLarge, WrongValue
from printing.fill.content import Span, Spans
from printing.formats import FORMATS, SPEAKS_FOR_BLANK, plain
from printing.template.text import PLAIN, Blank, Literal, Text, Value
from printing.values import Json, is_blank, look_up

Condition = Callable[[Json, Mapping[str, object]], bool]
MAX_CHARACTERS = 1_000_000
MAX_CONTENT = 20_000
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Control, bidirectional and zero-width characters as `[U+202E]`: nothing in a document is unseen.

    A line feed starts a new line, a tab is a wide space.
    """
    if _INVISIBLE.search(text) is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "\u3000")
    return _INVISIBLE.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


@dataclass(slots=True)
class Ledger:
    """What one filling notes, and how much it has produced."""

    condition: Condition
    draft: bool
    missing: dict[str, None] = field(default_factory=dict)
    wrong: dict[str, WrongValue] = field(default_factory=dict)
    characters: int = 0
    content: int = 0

    def count(self, amount: int = 1) -> None:
        """Note that content was made; a template cannot grow without bound."""
        self.content += amount
        if self.content > MAX_CONTENT:
            raise TooLarge(f"文书太大：内容超过 {MAX_CONTENT} 块。请减少列表的行数或分几份打印")


@dataclass(frozen=True, slots=True)
class Scope:
    """The values in reach, and what loop names stand for (`item` -> `materials[2]`)."""

    ledger: Ledger
    values: Mapping[str, object]
    labels: Mapping[str, str] = field(default_factory=dict)

    def within(self, name: str, label: str, item: object, number: int) -> Scope:
        """The scope of one item of a list; `number` counts from 1."""
        self.ledger.count()
        return Scope(self.ledger, {**self.values, name: item, "n": number}, {**self.labels, name: f"{label}[{number}]"})

    def label(self, name: str) -> str:
        """A name as the clerk can find it: loop names resolved, rows counted from 1."""
        head, dot, rest = name.partition(".")
        return f"{self.labels[head]}{dot}{rest}" if head in self.labels else name

    def holds(self, rule: Json) -> bool:
        """Whether a condition holds here; no condition always holds."""
        return rule is None or bool(self.ledger.condition(rule, self.values))

    def spans(self, text: Text) -> Spans:
        """The text with its values in."""
        found: list[Span] = []
        for piece in text.pieces:
            if isinstance(piece, Literal):
                found.append(Span(visible(piece.text), piece.look))
            elif isinstance(piece, Value):
                found.append(Span(self.value(piece), piece.look))
            else:
                found.append(self.blank(piece))
        self.ledger.characters += sum(len(span.text) for span in found)
        if self.ledger.characters > MAX_CHARACTERS:
            raise TooLarge(f"文书太大：超过 {MAX_CHARACTERS} 个字。请分几份打印")
        return tuple(found)

    def string(self, text: Text) -> str:
        """The text with its values in, without looks."""
        return "".join(span.text for span in self.spans(text))

    def blank(self, piece: Blank) -> Span:
        """An underlined field with what stands on it."""
        return Span("".join(span.text for span in self.spans(Text(piece.pieces))), piece.look)

    def value(self, piece: Value) -> str:
        """One value as text; notes it when it is missing or wrong."""
        value = look_up(self.values, piece.path)
        if is_blank(value):
            speaks = [part for part in piece.filters if part.name in SPEAKS_FOR_BLANK]
            if speaks:
                return visible(FORMATS[speaks[-1].name](value, speaks[-1].argument))
            if piece.optional:
                return ""
            self.ledger.missing[self.label(piece.name)] = None
            return f"【{self.label(piece.name)}】" if self.ledger.draft else ""
        try:
            for part in piece.filters:
                value = FORMATS[part.name](value, part.argument)
            return visible(plain(value))
        except ValueError as error:
            name = self.label(piece.name)
            self.ledger.wrong[name] = WrongValue(name, str(error))
            return f"【{name}】" if self.ledger.draft else ""

    def rows(self, name: str, path: tuple[str, ...], *, optional: bool) -> list[object]:
        """The items of a list; notes it when it is missing or no list."""
        value = look_up(self.values, path)
        if isinstance(value, list | tuple):
            return list(value)
        if value is not None:
            self.ledger.wrong[self.label(name)] = WrongValue(self.label(name), "不是列表")
        elif not optional:
            self.ledger.missing[self.label(name)] = None
        return []


NOTHING: Spans = (Span("", PLAIN),)
