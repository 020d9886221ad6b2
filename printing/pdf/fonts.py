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

from printing.errors import GlyphsMissing
from printing.fonts import FontSet, Link
from printing.fonts.face import COMMON, Face
from printing.pdf.raw import BEST, LEVEL, NONE, add, stream
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
FULL = 1000.0
"""Width of a full character in thousandths of the type size."""


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


def embed(face: Face, characters: Iterable[str], level: int) -> Embedded:
    """Subset a face; the same characters give the same bytes."""
    ordered = sorted(characters)
    subset = face.subset(ordered)
    shown: dict[int, str] = {}
    for character in ordered:
        shown.setdefault(subset.cids[character], character)
    codes = {character: f"{cid:04X}" for character, cid in subset.cids.items()}
    aliases = frozenset(ordered) - frozenset(shown.values())
    tag = hashlib.sha256("".join(ordered).encode()).digest()
    name = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + face.name
    true_type = face.kind == "glyf"
    widths = {cid: face.width(character) for cid, character in sorted(shown.items())}
    narrow = " ".join(f"{cid} [{width:g}]" for cid, width in widths.items() if width != FULL)
    box = " ".join(map(str, face.box))
    system = "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
    return Embedded(
        codes,
        aliases,
        stream(subset.data, f"/Length1 {len(subset.data)}" if true_type else "/Subtype /CIDFontType0C", level),
        stream(to_unicode(shown), "", level or LEVEL),
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 /FontBBox [{box}] "
        f"/Ascent {face.ascent:.0f} /Descent {face.descent:.0f} /CapHeight 730 /StemV 80 "
        f"/{'FontFile2' if true_type else 'FontFile3'} %s>>",
        f"<</Type /Font /Subtype /{'CIDFontType2' if true_type else 'CIDFontType0'} /BaseFont /{name} {system} "
        f"/FontDescriptor %s /DW {FULL:g} /W [{narrow}]{' /CIDToGIDMap /Identity' if true_type else ''}>>",
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
    """The fonts of a template's own characters: resource name -> subset, and for each role how its characters show."""

    fonts: Mapping[str, Embedded]
    glyphs: Mapping[str, Mapping[str, Glyph]]


@lru_cache(maxsize=256)
def fixed_fonts(template: Template, fonts: FontSet) -> Fixed:
    """Subset the template's own characters, once."""
    lacking = fonts.lacking((role, "".join(signs)) for role, signs in template.fixed.items())
    known = {role: signs.difference(lacking) for role, signs in template.fixed.items()}
    embedded, glyphs = _embed_all(known, fonts, "T", BEST)
    return Fixed(embedded, glyphs)


Roles = Mapping[str, Iterable[str]]


def _embed_all(
    roles: Roles, fonts: FontSet, prefix: str, level: int
) -> tuple[dict[str, Embedded], dict[str, dict[str, Glyph]]]:
    """Subset what the roles show: one font for the common characters of each face, one for its rare ones.

    Raises GlyphsMissing naming every character that no font has.
    """
    groups: dict[tuple[str, Link, bool], list[str]] = {}
    missing: set[str] = set()
    for role, characters in sorted(roles.items()):
        chain = fonts.chain(role)
        for character in sorted(characters):
            place = chain.place(character)
            if place < 0:
                missing.add(character)
            else:
                groups.setdefault((role, chain.link(place), character in COMMON), []).append(character)
    if missing:
        raise GlyphsMissing(sorted(missing))
    needed: dict[tuple[Face, bool], set[str]] = {}
    for (_, link, common), own in groups.items():
        needed.setdefault((link.face, common), set()).update(own)
    names = {key: f"{prefix}{index}" for index, key in enumerate(needed)}
    made = {key: embed(key[0], characters, level) for key, characters in needed.items()}
    glyphs: dict[str, dict[str, Glyph]] = {}
    for (role, link, common), own in groups.items():
        name, font = names[link.face, common], made[link.face, common]
        shown = {sign: Glyph(name, font.codes[sign], link.embolden, sign in font.aliases) for sign in own}
        glyphs.setdefault(role, {}).update(shown)
    return {names[key]: font for key, font in made.items()}, glyphs


class FontBook:
    """All fonts of one document: where every character of every role is found."""

    def __init__(self, fixed: Fixed, fonts: FontSet, used: Mapping[str, set[str]]) -> None:
        """`used` maps a role to the characters it shows. Raises GlyphsMissing naming every one that no font has."""
        nothing: Mapping[str, Glyph] = {}
        known = {role: fixed.glyphs.get(role, nothing) for role in used}
        fresh = {role: signs - known[role].keys() for role, signs in used.items()}
        self.embedded, own = _embed_all({role: signs for role, signs in fresh.items() if signs}, fonts, "F", NONE)
        self.glyphs = {role: {**known[role], **own.get(role, nothing)} for role in used}
        reused = {known[role][sign].font for role, signs in used.items() for sign in signs & known[role].keys()}
        self.embedded |= {name: fixed.fonts[name] for name in sorted(reused)}

    def write(self, document: PDFDocument) -> dict[str, str]:
        """Add all fonts to a document: resource name -> reference."""
        return {name: _write(font, document) for name, font in self.embedded.items()}


def _write(font: Embedded, document: PDFDocument) -> str:
    file = add(document, font.file)
    descriptor = add(document, (font.descriptor % file).encode())
    cid_font = add(document, (font.cid_font % descriptor).encode())
    return add(document, (font.type0 % (cid_font, add(document, font.to_unicode))).encode())
