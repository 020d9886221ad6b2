"""One font file: its characters, widths and subsets.

HarfBuzz does the work, so that glyf, CFF and CFF2 outlines, collections and variable fonts are all read.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from printing.errors import FontError

RESTRICTED, NO_SUBSETTING, BITMAP_ONLY = 0x0002, 0x0100, 0x0200
"""Bits of OS/2.fsType that forbid what we do (OpenType specification, OS/2 table)."""

ROWS, CELLS = range(0xA1, 0xF8), range(0xA1, 0xFF)
COMMON = frozenset(
    character for row in ROWS for cell in CELLS for character in bytes((row, cell)).decode("gb2312", "ignore")
) | frozenset(map(chr, range(0x20, 0x7F)))
"""GB 2312 and ASCII: nearly every character of nearly every document."""

OUTLINES = ("glyf", "CFF ", "CFF2")
NEEDED = (*OUTLINES, "loca", "head", "hhea", "hmtx", "maxp", "fvar", "gvar", "avar", "HVAR", "VORG")
"""Tables a subset is made from; leaving the others out makes a subset four times as fast."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font handed in: the role it serves (`fallback` = after all others, in every role), a path or the bytes, and
    its place in a collection."""

    role: str
    source: Path | bytes
    index: int = 0


@dataclass(frozen=True, slots=True)
class Subset:
    """Outlines of some characters; `cids` maps a character to the number of its glyph in the subset."""

    data: bytes
    cids: dict[str, int]


class Face:
    """A font face. Characters and widths are looked up on demand and remembered; nothing else changes."""

    def __init__(self, source: Path | bytes, index: int = 0) -> None:
        """Open a font; raises FontError when it is damaged or may not be embedded as a subset."""
        self.sha256 = digest_of(source)
        try:
            blob = hb.Blob(source) if isinstance(source, bytes) else hb.Blob.from_file_path(str(source))
            face = hb.Face(blob, index)
            tables = set(face.table_tags)
            self.kind = next(tag for tag in OUTLINES if tag in tables)
            self.name = _postscript_name(face)
            fs_type = struct.unpack_from(">H", face.reference_table("OS/2").data, 8)[0] if "OS/2" in tables else 0
            box = struct.unpack_from(">4h", face.reference_table("head").data, 36)
            self._outlines = _slim(face, tables)
        except (hb.HarfBuzzError, StopIteration, struct.error, ValueError, OSError) as error:
            raise FontError("字体文件不能读取。请上传完整的 TrueType 或 OpenType 字体文件") from error
        _check_rights(self.name, fs_type)
        self._font = hb.Font(face)
        self._unit = 1000.0 / int(face.upem)
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender * self._unit, extents.descender * self._unit
        self.box = tuple(round(side * self._unit) for side in box)
        self._variable = "fvar" in tables
        self._glyphs: dict[str, int] = {}

    def glyph(self, character: str) -> int:
        """The glyph of a character; 0 when the font has none."""
        glyph = self._glyphs.get(character)
        if glyph is None:
            glyph = self._glyphs[character] = self._font.get_nominal_glyph(ord(character)) or 0
        return glyph

    def width(self, character: str) -> float:
        """Advance width in thousandths of the type size."""
        advance = int(self._font.get_glyph_h_advance(self.glyph(character)))
        return advance * self._unit

    def characters(self) -> frozenset[int]:
        """The code points the font has glyphs for."""
        return frozenset(self._font.face.unicodes)

    def subset(self, characters: Iterable[str]) -> Subset:
        """The outlines of these characters, all common or none; the same characters give the same bytes."""
        wanted = {character: self.glyph(character) for character in characters}
        source = self._outlines
        if wanted.keys() <= COMMON:
            source, known = self._common
            wanted = {character: known[glyph] for character, glyph in wanted.items()}
        plan = self._plan(source, wanted.values())
        face = plan.execute()
        data = face.blob.data if self.kind == "glyf" else face.reference_table("CFF ").data
        new = plan.old_to_new_glyph_mapping
        return Subset(bytes(data), {character: new[glyph] for character, glyph in wanted.items()})

    @cached_property
    def _common(self) -> tuple[hb.Face, dict[int, int]]:
        """A small font of the common characters and where its glyphs come from: it makes subsets forty times faster."""
        plan = self._plan(self._outlines, {self.glyph(character) for character in COMMON}, flat=True)
        small = hb.Face(hb.Blob(bytes(plan.execute().blob.data)))
        return hb.subset_preprocess(small), dict(plan.old_to_new_glyph_mapping)

    def _plan(self, source: hb.Face, glyphs: Iterable[int], *, flat: bool = False) -> hb.SubsetPlan:
        order = hb.SubsetInput()
        order.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        flags = hb.SubsetFlags
        order.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE | flags.CFF_IDENTITY_CHARSET
        if flat:
            order.flags |= flags.DESUBROUTINIZE
        if self.kind == "CFF2" and source is self._outlines:
            order.flags |= flags.DOWNGRADE_CFF2
        if self._variable and source is self._outlines:
            order.pin_all_axes_to_default(self._outlines)
        return hb.SubsetPlan(source, order)


def digest_of(source: Path | bytes) -> str:
    """`sha256:` and the hash of a font file; raises FontError when it cannot be read."""
    if isinstance(source, bytes):
        return "sha256:" + hashlib.sha256(source).hexdigest()
    try:
        with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return "sha256:" + hashlib.sha256(data).hexdigest()
    except (OSError, ValueError) as error:
        raise FontError(f"字体文件“{source.name}”不能读取。请检查文件是否存在、是否为空") from error


def _postscript_name(face: hb.Face) -> str:
    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
    return "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_")) or "Font"


def _check_rights(name: str, fs_type: int) -> None:
    if fs_type & (RESTRICTED | NO_SUBSETTING | BITMAP_ONLY):
        raise FontError(
            f"字体“{name}”的授权不允许嵌入文书（fsType {fs_type:#06x}）。请换用允许嵌入的字体，或向字体厂商取得授权版本"
        )


def _slim(face: hb.Face, tables: set[str]) -> hb.Face:
    """The face with only the tables a subset is made from; ValueError when one of them is cut off."""
    kept = {tag: bytes(face.reference_table(tag).data) for tag in (*NEEDED, "cmap") if tag in tables}
    if "cmap" not in kept or not all(kept.values()):
        raise ValueError(face)
    kept.pop("cmap")
    return hb.Face.create_for_tables(lambda _face, tag, _data: kept.get(tag), None)
