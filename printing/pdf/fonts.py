"""Embedding fonts: subsets with compact glyph numbers, exact ToUnicode for all planes, one Type0 font for each face.

The characters that stand in a template are subset and compressed once; a document adds a second subset with what its
values bring along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDocument

from printing.fonts import FontSet
from printing.fonts.face import Face
from printing.pdf.raw import BEST, LEVEL, add, stream
from printing.template import Template

BOX_STAND_IN = "口"
"""The invisible glyph behind a drawn box; ActualText says which box it is."""
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_CMAP_FOOT = "endcmap CMapName currentdict /CMap defineresource pop end end"
_BLOCK = 100


class Glyph(NamedTuple):
    """How a character is shown: font resource, hexadecimal code, stroked bolder, and whether the code says another
    character (then ActualText tells the true one)."""

    font: str
    code: str
    embolden: bool
    alias: bool


@dataclass(frozen=True, slots=True)
class Embedded:
    """A font subset ready to be written; `codes` maps a character to its hexadecimal code, `aliases` share a glyph."""

    codes: Mapping[str, str]
    aliases: frozenset[str]
    file: bytes
    to_unicode: bytes
    descriptor: str
    cid_font: str
    type0: str


def embed(face: Face, characters: frozenset[str], level: int) -> Embedded:
    """Subset a face; the same characters give the same bytes."""
    ordered = sorted(characters)
    glyphs = {character: face.glyph(character) for character in ordered}
    subset = face.subset(glyphs.values())
    shown: dict[int, str] = {}
    for character in ordered:
        shown.setdefault(subset.cids[glyphs[character]], character)
    codes = {character: f"{subset.cids[glyphs[character]]:04X}" for character in ordered}
    aliases = frozenset(character for character in ordered if shown[subset.cids[glyphs[character]]] != character)
    tag = hashlib.sha256("".join(ordered).encode()).digest()
    name = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + face.name
    true_type = face.kind == "glyf"
    widths = " ".join(
        f"{cid} [{face.width(character):g}]"
        for cid, character in sorted(shown.items())
        if face.width(character) != 1000
    )
    box = " ".join(map(str, face.box))
    system = "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
    return Embedded(
        codes,
        aliases,
        stream(subset.data, f"/Length1 {len(subset.data)}" if true_type else "/Subtype /CIDFontType0C", level),
        stream(to_unicode(shown), "", level),
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 /FontBBox [{box}] "
        f"/Ascent {face.ascent:.0f} /Descent {face.descent:.0f} /CapHeight 730 /StemV 80 "
        f"/{'FontFile2' if true_type else 'FontFile3'} %s>>",
        f"<</Type /Font /Subtype /{'CIDFontType2' if true_type else 'CIDFontType0'} /BaseFont /{name} {system} "
        f"/FontDescriptor %s /DW 1000 /W [{widths}]{' /CIDToGIDMap /Identity' if true_type else ''}>>",
        f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s>>",
    )


def to_unicode(shown: Mapping[int, str]) -> bytes:
    """The CMap from glyph numbers to UTF-16BE, surrogate pairs included (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{cid:04X}> <{character.encode('utf-16-be').hex().upper()}>" for cid, character in sorted(shown.items())]
    parts = [_CMAP_HEAD]
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        parts.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    return "".join([*parts, _CMAP_FOOT]).encode()


@dataclass(frozen=True, slots=True)
class Fixed:
    """The fonts of a template's own characters: face -> subset."""

    fonts: Mapping[Face, Embedded]


@lru_cache(maxsize=256)
def fixed_fonts(template: Template, fonts: FontSet) -> Fixed:
    """Subset the template's own characters, once."""
    found: dict[Face, set[str]] = {}
    for role, characters in template.fixed.items():
        chain = fonts.chain(role)
        for character in characters:
            place = chain.place(character)
            if place >= 0:
                found.setdefault(chain.links[place].face, set()).add(character)
    return Fixed({face: embed(face, frozenset(characters), BEST) for face, characters in found.items()})


class FontBook:
    """All fonts of one document: where every character of every role is found."""

    def __init__(self, fixed: Fixed, fonts: FontSet, used: Mapping[str, Iterable[str]]) -> None:
        """`used` maps a role to the characters it shows; all of them have a face (FontSet.lacking was empty)."""
        self.glyphs: dict[str, dict[str, Glyph]] = {}
        self.embedded: dict[str, Embedded] = {}
        names: dict[tuple[Face, bool], str] = {}
        fresh: dict[Face, set[str]] = {}
        places: list[tuple[str, str, Face, bool]] = []
        for role, characters in sorted(used.items()):
            chain = fonts.chain(role)
            for character in sorted(characters):
                link = chain.links[chain.place(character)]
                places.append((role, character, link.face, link.embolden))
                ready = fixed.fonts.get(link.face)
                if ready is None or character not in ready.codes:
                    fresh.setdefault(link.face, set()).add(character)
        made = {face: embed(face, frozenset(characters), LEVEL) for face, characters in fresh.items()}
        for role, character, face, embolden in places:
            ready = fixed.fonts.get(face)
            is_fixed = ready is not None and character in ready.codes
            font = ready if ready is not None and is_fixed else made[face]
            name = names.setdefault((face, is_fixed), f"F{len(names) + 1}")
            self.embedded[name] = font
            glyph = Glyph(name, font.codes[character], embolden, character in font.aliases)
            self.glyphs.setdefault(role, {})[character] = glyph

    def write(self, document: PDFDocument) -> dict[str, str]:
        """Add all fonts to a document: resource name -> reference."""
        return {name: _write(font, document) for name, font in self.embedded.items()}


def _write(font: Embedded, document: PDFDocument) -> str:
    file = add(document, font.file)
    descriptor = add(document, (font.descriptor % file).encode())
    cid_font = add(document, (font.cid_font % descriptor).encode())
    return add(document, (font.type0 % (cid_font, add(document, font.to_unicode))).encode())
