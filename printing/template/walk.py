"""Walking a compiled template: every block, and every text with the style it is set in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from printing.template import blocks as b
from printing.template.sizes import Style
from printing.template.text import Blank, Literal, Text

DIGITS = "0123456789年月日号第页共〔〕"
"""Characters that nearly every value brings along."""

Set = tuple[Text, str, str]
"""A text, the name of its style, and where it stands (JSON pointer)."""


def walk(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """Every block, outer before inner."""
    for block in blocks:
        yield block
        match block:
            case b.Each() | b.Group():
                yield from walk(block.blocks)
            case b.If():
                yield from walk(block.then)
                yield from walk(block.otherwise)
            case _:
                pass


def texts(block: b.Block) -> Iterator[Set]:
    """The block's own texts (not those of blocks inside it)."""
    match block:
        case b.Letterhead():
            yield block.text, "title", f"{block.at}/text"
            yield block.number, "body", f"{block.at}/number"
        case b.Paragraph() | b.Place():
            yield block.text, block.style, f"{block.at}/text"
        case b.Grid() | b.KeyValues() | b.Table():
            yield from _table_texts(block)
        case b.CodeBlock():
            yield from _code_texts(block.code, block.at)
        case b.Sign():
            for text in (block.org, block.date, block.seal_name):
                yield text, block.style, block.at
            yield from _code_texts(block.code, block.at)
        case b.Rule():
            yield block.label, "small", f"{block.at}/label"
        case _:
            pass


def _table_texts(block: b.Grid | b.KeyValues | b.Table) -> Iterator[Set]:
    if isinstance(block, b.Grid):
        for cell in (cell for row in block.rows for cell in row.cells):
            yield cell.text, cell.style, cell.at
            yield from _code_texts(cell.code, cell.at)
    elif isinstance(block, b.KeyValues):
        for item in block.items:
            yield item.label, block.label_style, item.at
            yield item.text, block.style, item.at
    else:
        yield block.empty, block.style, f"{block.at}/empty"
        for column in block.columns:
            yield column.title, block.label_style, column.at
            yield column.text, block.style, column.at


def _code_texts(code: b.Code | None, at: str) -> Iterator[Set]:
    if code is not None:
        yield code.caption, "small", at
        yield code.data, "small", at


def fixed_characters(blocks: Iterable[b.Block], styles: Mapping[str, Style], extra: str) -> dict[str, frozenset[str]]:
    """Font role -> the characters of the template's own texts; `extra` (footer, watermark) is set in song.

    Their font subset is made once for the template, not once for each document.
    """
    found: dict[str, set[str]] = {"song": set(extra)}
    for block in walk(blocks):
        for text, style, _ in texts(block):
            for piece in text.pieces:
                for part in piece.pieces if isinstance(piece, Blank) else (piece,):
                    role = part.look.font or styles[style].font
                    found.setdefault(role, set()).update(part.text if isinstance(part, Literal) else DIGITS)
    return {role: frozenset(characters) - {"\n"} for role, characters in found.items() if characters}


def tags(block: b.Block) -> Iterator[tuple[str, bool]]:
    """The demanded elements a block carries, and whether it has anything to show for them."""
    shown = not isinstance(block, b.Paragraph | b.Letterhead) or bool(block.text.pieces)
    for element in block.elements:
        yield element, shown
    parts: Iterable[b.Cell | b.Item | b.Column] = ()
    if isinstance(block, b.Grid):
        parts = [cell for row in block.rows for cell in row.cells]
    elif isinstance(block, b.KeyValues):
        parts = block.items
    elif isinstance(block, b.Table):
        parts = block.columns
    for part in parts:
        for element in part.elements:
            yield element, bool(part.text.pieces)
