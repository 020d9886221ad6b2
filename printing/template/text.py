"""The inline language of templates: literal text, values and marks.

    你单位于{{case.received_at|date}}提出的[[b|{{matter.name}}]]申请……  签名：[[blank:8|{{clerk.name?}}]]

`{{name}}` must have a value, `{{name?}}` may be blank; filters follow after `|`, an argument after `:`.
Marks: `b` bold, `u` underlined, `red`, `hei`, `kai`, `song` (fonts), `blank:n` an underlined field of n characters.
A backslash before `{{`, `[[` or `]]` prints them as they stand.
Marks are read from the template only: a value is never looked at for marks or markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from printing.errors import Finding
from printing.formats import FORMATS

MARKS = ("b", "u", "red", "hei", "kai", "song", "blank")
MAX_DEPTH = 4
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*\Z")
_OPENING = re.compile(r"\\?(?:\{\{|\[\[|\]\])")
_SIGNS = re.compile(r"\{\{|\[\[|\]\]")


@dataclass(frozen=True, slots=True)
class Look:
    """What marks change about the text inside them."""

    bold: bool = False
    underline: bool = False
    colour: str = ""
    font: str = ""
    blank: int = 0


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Filter:
    """`|name:argument`."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands in the template."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Value:
    """A name to be filled; `name` is as written, `path` its steps."""

    name: str
    path: tuple[str, ...]
    optional: bool = False
    filters: tuple[Filter, ...] = ()
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Blank:
    """An underlined field of at least `look.blank` characters."""

    pieces: tuple[Literal | Value, ...]
    look: Look


Piece = Literal | Value | Blank


@dataclass(frozen=True, slots=True)
class Text:
    """A compiled text."""

    pieces: tuple[Piece, ...] = ()

    def values(self) -> tuple[Value, ...]:
        """All values the text reads, in order."""
        found: list[Value] = []
        for piece in self.pieces:
            inner = piece.pieces if isinstance(piece, Blank) else (piece,)
            found += [part for part in inner if isinstance(part, Value)]
        return tuple(found)

    def literals(self) -> str:
        """All fixed characters of the text."""
        found: list[str] = []
        for piece in self.pieces:
            inner = piece.pieces if isinstance(piece, Blank) else (piece,)
            found += [part.text for part in inner if isinstance(part, Literal)]
        return "".join(found)


class _Parser:
    def __init__(self, source: str, pointer: str) -> None:
        self.source = source
        self.pointer = pointer
        self.at = 0
        self.findings: list[Finding] = []

    def fail(self, message: str, suggestion: str) -> None:
        self.findings.append(Finding(self.pointer, message, suggestion))

    def pieces(self, look: Look, depth: int) -> list[Piece]:
        """Read until the end, or until the `]]` that closes the mark this call stands in."""
        found: list[Piece] = []
        while True:
            match = _OPENING.search(self.source, self.at)
            end = match.start() if match else len(self.source)
            if end > self.at:
                found.append(Literal(self.source[self.at : end], look))
            if match is None:
                if depth:
                    self.fail("标记“[[”没有结束", "在标记末尾补上“]]”")
                self.at = end
                return found
            self.at = match.end()
            if match.group().startswith("\\"):
                found.append(Literal(match.group()[1:], look))
                continue
            if match.group() == "{{":
                found += self.value(look)
            elif match.group() == "[[":
                found += self.mark(look, depth)
            elif depth:
                return found
            else:
                found.append(Literal("]]", look))

    def value(self, look: Look) -> list[Piece]:
        end = self.source.find("}}", self.at)
        if end < 0:
            self.fail("“{{”没有结束", "在名称后补上“}}”")
            self.at = len(self.source)
            return []
        name, *filters = [part.strip() for part in self.source[self.at : end].split("|")]
        self.at = end + 2
        optional = name.endswith("?")
        name = name.removesuffix("?")
        if not _NAME.match(name):
            self.fail(f"名称“{name}”不合规", "名称用英文字母、数字和下划线，层级用点隔开，例如 applicant.name")
            return []
        return [Value(name, tuple(name.split(".")), optional, tuple(map(self.filter, filters)), look)]

    def filter(self, source: str) -> Filter:
        name, _, argument = source.partition(":")
        if name not in FORMATS:
            self.fail(f"没有名为“{name}”的格式", f"可用的格式：{'、'.join(FORMATS)}")
        return Filter(name, argument)

    def mark(self, look: Look, depth: int) -> list[Piece]:
        bar, close = self.source.find("|", self.at), self.source.find("]]", self.at)
        if close < 0:
            self.fail("标记“[[”没有结束", "在标记末尾补上“]]”")
            self.at = len(self.source)
            return []
        has_body = 0 <= bar < close
        head = self.source[self.at : bar if has_body else close]
        self.at = bar + 1 if has_body else close + 2
        inner = self.look(head.strip(), look)
        if depth >= MAX_DEPTH:
            self.fail(f"标记套得太深（超过 {MAX_DEPTH} 层）", "减少标记的层数")
        body = self.pieces(inner, depth + 1) if has_body else []
        if inner.blank and not look.blank:
            return [Blank(tuple(piece for piece in body if not isinstance(piece, Blank)), inner)]
        return body

    def look(self, head: str, look: Look) -> Look:
        name, _, argument = head.partition(":")
        if name == "blank":
            if not (argument.isascii() and argument.isdigit() and 1 <= int(argument) <= 60):
                self.fail(f"空白“{head}”没有合适的宽度", "写成 [[blank:8]]，数字为 1 至 60 个字")
                argument = "4"
            return replace(look, underline=True, blank=int(argument))
        if name == "b":
            return replace(look, bold=True)
        if name == "u":
            return replace(look, underline=True)
        if name == "red":
            return replace(look, colour="red")
        if name not in MARKS:
            self.fail(f"没有名为“{name}”的标记", f"可用的标记：{'、'.join(MARKS)}")
            return look
        return replace(look, font=name)


def escape_text(text: str) -> str:
    """Text that the inline language prints exactly as it stands."""
    return _SIGNS.sub(lambda match: "\\" + match.group(), text)


def parse_text(source: str, pointer: str) -> tuple[Text, list[Finding]]:
    """Compile one text; faults come back as findings at `pointer`. Linear in the length of the text."""
    parser = _Parser(source, pointer)
    pieces = parser.pieces(PLAIN, 0)
    return Text(tuple(pieces)), parser.findings
