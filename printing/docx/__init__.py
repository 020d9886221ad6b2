"""Word documents (.docx) -> templates: a first draft to be edited, imported once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from printing.docx.archive import NAMESPACE, child, number, open_body
from printing.docx.paragraphs import Typed, read_paragraph
from printing.docx.tables import TWIPS_PER_MM, read_table
from printing.template.compile import SCHEMA
from printing.template.sizes import PAPERS
from printing.values import Json

LEFT_OUT = {
    "drawing": "图片和文本框没有导入，请用“image”块放置图片",
    "pict": "图片和文本框没有导入，请用“image”块放置图片",
    "footnoteReference": "脚注没有导入",
    "headerReference": "页眉没有导入",
    "footerReference": "页脚没有导入，页码请在模板的“footer”中设置",
    "numPr": "自动编号没有导入，请直接写出编号",
    "ins": "修订标记没有导入，请先接受全部修订",
}
"""What a template has no word for -> what to tell."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The draft template (`onewindow/template/1`), and what could not be taken over (Chinese sentences)."""

    template: Json
    notes: tuple[str, ...]


def import_docx(data: bytes, *, key: str, name: str) -> Imported:
    """Read a Word document: paragraphs with their type and marks, tables with merged cells, paper and margins.

    `{{name}}` typed in Word becomes a placeholder, underlined room a blank field. Raises TemplateError when the file
    is no Word document.
    """
    body = open_body(data)
    blocks: list[Json] = []
    styles: dict[str, Json] = {}
    for block, typed in _blocks(body):
        blocks.append(block)
        styles |= {part.style: part.style_json() for part in typed if part.text.strip()}
    template: Json = {
        "schema": SCHEMA,
        "key": key,
        "name": name,
        "page": _page(body),
        "styles": styles,
        "blocks": blocks,
    }
    found = {node.tag.removeprefix(NAMESPACE) for node in body.iter()}
    return Imported(template, tuple(dict.fromkeys(note for tag, note in LEFT_OUT.items() if tag in found)))


def _blocks(body: ET.Element) -> Iterator[tuple[Json, list[Typed]]]:
    for node in body:
        if node.tag == f"{NAMESPACE}p":
            yield _paragraph(read_paragraph(node))
        elif node.tag == f"{NAMESPACE}tbl":
            table = read_table(node)
            if table is not None:
                yield table


def _paragraph(typed: Typed) -> tuple[Json, list[Typed]]:
    if not typed.text.strip():
        return {"type": "space", "height": max(round(typed.half_points / 2 * 1.5 / 72 * 25.4), 1)}, []
    block: Json = {
        "type": "paragraph",
        "style": typed.style,
        "align": typed.align,
        "indent": typed.indent,
        "text": typed.text,
    }
    return block, [typed]


def _page(body: ET.Element) -> Json:
    """Paper and margins of the last section: the nearest paper there is."""
    section = child(body, "sectPr")
    if section is None:
        return {"paper": "A4"}
    width, height = (number(section, "pgSz", attribute=side) / TWIPS_PER_MM or default for side, default in SIDES)
    paper = min(
        (name for name, (_, tall) in PAPERS.items() if tall),
        key=lambda name: abs(PAPERS[name][0] - width) + abs((PAPERS[name][1] or 0) - height),
    )
    sides = ("top", "right", "bottom", "left")
    margins: list[Json] = [
        min(max(round(number(section, "pgMar", attribute=side) / TWIPS_PER_MM), 0), 60) for side in sides
    ]
    return {"paper": paper, "margin": margins if child(section, "pgMar") is not None else [25, 25, 25, 25]}


SIDES = (("w", 210), ("h", 297))
"""Attributes of the paper's size, and A4 where they are absent."""
