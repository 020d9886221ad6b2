"""Word paragraphs -> texts of the inline language and paragraph blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from printing.docx.archive import NAMESPACE, is_on, number, value
from printing.template.text import escape_text, parse_text
from printing.values import Json

ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
ROLES = (("小标宋", "title"), ("仿宋", "body"), ("黑体", "hei"), ("楷", "kai"))
"""A part of the font's name -> the role it plays; every other font is 宋体."""
DEFAULT_HALF_POINTS = 21
LEADING = 1.5
_ROOM = re.compile(r"[ \u3000\u00a0_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A paragraph as Word has it: text with marks, alignment, size in half points, font role, indent in characters."""

    text: str
    align: str
    half_points: int
    role: str
    indent: int

    @property
    def style(self) -> str:
        """The name of its style in the template."""
        return f"word_{self.role}_{self.half_points}"

    def style_json(self) -> Json:
        """That style."""
        size = self.half_points / 2
        return {"font": self.role, "size": f"{size:g}", "lead": f"{size * LEADING:g}"}


def read_paragraph(node: ET.Element) -> Typed:
    """Text, alignment and dominant type of one `w:p`."""
    text, sizes, fonts = "", [], []
    for run in node.iter(f"{NAMESPACE}r"):
        typed = "".join(_characters(run))
        text += _marked(typed, run)
        if typed.strip():
            sizes.append(number(run, "rPr", "sz"))
            fonts.append(value(run, "rPr", "rFonts", attribute="eastAsia"))
    half_points = next((size for size in sizes if 8 <= size <= 200), DEFAULT_HALF_POINTS)
    font = next((font for font in fonts if font), "")
    role = next((role for part, role in ROLES if part in font), "song")
    align = ALIGNMENTS.get(value(node, "pPr", "jc"), "left")
    indent = number(node, "pPr", "ind", attribute="firstLineChars") // 100
    if not indent and number(node, "pPr", "ind", attribute="firstLine") > 0:
        indent = round(number(node, "pPr", "ind", attribute="firstLine") / (half_points * 10))
    return Typed(text, align, half_points, role, min(max(indent, 0), 20))


def _characters(run: ET.Element) -> Iterator[str]:
    for part in run:
        if part.tag == f"{NAMESPACE}t":
            yield part.text or ""
        elif part.tag == f"{NAMESPACE}tab":
            yield "\u3000"
        elif part.tag == f"{NAMESPACE}br":
            yield "\n"


def _marked(typed: str, run: ET.Element) -> str:
    """The characters of a run with marks for bold and underline; underlined room becomes a blank field.

    Placeholders `{{name}}` that were typed in Word stay placeholders.
    """
    if not typed:
        return ""
    if is_on(run, "rPr", "u") and _ROOM.fullmatch(typed):
        return f"[[blank:{min(max(len(typed) // 2, 1), 60)}]]"
    text = "".join(part if _is_placeholder(part) else escape_text(part) for part in _PLACEHOLDER.split(typed))
    if not typed.strip():
        return text
    if is_on(run, "rPr", "u"):
        text = f"[[u|{text}]]"
    return f"[[b|{text}]]" if is_on(run, "rPr", "b") else text


_PLACEHOLDER = re.compile(r"(\{\{[^{}\n]{1,200}\}\})")


def _is_placeholder(part: str) -> bool:
    return _PLACEHOLDER.fullmatch(part) is not None and not parse_text(part, "")[1]
