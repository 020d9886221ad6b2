"""Everything that printing raises, and the finding that template checks return.

PrintingError
├── TemplateError     a template is not well formed; lists every Finding at once
├── ValuesError       values a template needs are missing or of the wrong kind; all names at once
├── FontError         a font file cannot be used (damaged, or its licence forbids embedding)
├── GlyphsMissing     no font has a character that should be printed; all characters at once
├── ImageError        an image that a template names was not handed in or cannot be read
└── TooLarge          a document would grow beyond the bounds of this library

Messages are Chinese and are shown to clerks and designers as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a template: where (JSON pointer), what (Chinese) and the way out (Chinese)."""

    pointer: str
    message: str
    suggestion: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.pointer or '/'}：{self.message}。{self.suggestion}"


class PrintingError(Exception):
    """Base of all errors of this library."""


class TemplateError(PrintingError):
    """The template cannot be compiled; `findings` holds every fault."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("模板有误：\n" + "\n".join(str(finding) for finding in self.findings))


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A value that is there but cannot be printed as the template asks."""

    name: str
    message: str


class ValuesError(PrintingError):
    """Values do not fit the template; `missing` and `wrong` hold all names."""

    def __init__(self, missing: Sequence[str], wrong: Sequence[WrongValue] = ()) -> None:
        self.missing = tuple(missing)
        self.wrong = tuple(wrong)
        parts = [f"缺少：{'、'.join(self.missing)}"] if self.missing else []
        parts += [f"{value.name}：{value.message}" for value in self.wrong]
        super().__init__("不能打印。" + "；".join(parts) + "。请补齐后重打")


class FontError(PrintingError):
    """A font file cannot be used."""


class GlyphsMissing(PrintingError):  # noqa: N818 - says what is wrong, as TooLarge does
    """No font has these characters; `characters` holds all of them in code order."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        named = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in self.characters)
        super().__init__(f"没有字体能打印{named}。请在“字体”中上传含有该字的字体后重打")


class ImageError(PrintingError):
    """An image is missing or cannot be read."""


class TooLarge(PrintingError):  # noqa: N818 - a state of the document, named as the reader says it
    """The document would grow beyond the bounds of this library."""
