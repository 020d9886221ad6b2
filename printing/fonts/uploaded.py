"""A font from outside: sniffed, bounded, its rights checked, and every table written anew.

What is kept is a file of our own making: outlines, metrics and the character map of the uploaded font. Programs
(hinting), layout tables, bitmaps, signatures and anything unknown are left behind.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from fontTools.ttLib import TTFont, TTLibError

from printing.errors import FontError
from printing.fonts.face import COMMON, NEEDED, Face

LARGEST = 48 * 1024 * 1024
MAGIC = (b"\x00\x01\x00\x00", b"OTTO", b"true")
COLLECTION = b"ttcf"
WEB = (b"wOFF", b"wOF2")
KEPT = frozenset((*NEEDED, "cmap", "OS/2", "name"))
READ = ("head", "hhea", "maxp", "hmtx", "OS/2", "cmap", "name", "fvar", "avar")
"""Small tables that are read and written anew; outlines are copied, HarfBuzz bounds them when it reads."""
NAMES = frozenset({1, 2, 4, 6})
UNICODE_MAPS = (4, 12)
FAULTS = (TTLibError, struct.error, ValueError, KeyError, IndexError, AssertionError, AttributeError, TypeError)


@dataclass(frozen=True, slots=True)
class UploadedFont:
    """A font fit to be kept: its new bytes and their digest, its name, how many characters it has, and how many of the
    6,763 Chinese characters of GB 2312 it lacks."""

    data: bytes
    digest: str
    name: str
    characters: int
    lacks_common: int


def read_font(data: bytes) -> UploadedFont:
    """Check an uploaded font and write it anew. Of a collection the first font is taken.

    Raises FontError naming what is wrong and the way out: too large, no font, no right to embed (OS/2.fsType), damaged.
    """
    if len(data) > LARGEST:
        raise FontError(f"字体文件超过 {LARGEST // 1024**2} MB。请上传单个字体，不要上传整套字体的合集")
    if data[:4] in WEB:
        raise FontError("这是网页字体（WOFF）。请上传同一字体的 TrueType 或 OpenType 文件（.ttf、.otf）")
    if data[:4] not in (*MAGIC, COLLECTION):
        raise FontError("这不是字体文件。请上传 TrueType 或 OpenType 字体文件（.ttf、.otf、.ttc）")
    Face(data)
    clean = _rewritten(data)
    face = Face(clean)
    found = face.characters()
    lacks = sum(ord(sign) not in found for sign in COMMON if "一" <= sign <= "龥")
    return UploadedFont(clean, face.sha256, face.name, len(found), lacks)


def _rewritten(data: bytes) -> bytes:
    try:
        font = TTFont(BytesIO(data), fontNumber=0, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
        for tag in set(font.keys()) - KEPT - {"GlyphOrder"}:
            del font[tag]
        for tag in READ:
            font.get(tag)
        maps = font["cmap"]
        maps.tables = [table for table in maps.tables if table.isUnicode() and table.format in UNICODE_MAPS]
        if "name" in font:
            font["name"].names = [record for record in font["name"].names if record.nameID in NAMES]
        out = BytesIO()
        font.save(out, reorderTables=None)
    except FAULTS as fault:
        raise FontError("字体文件已损坏，不能读取。请从字体厂商处重新取得完整的文件") from fault
    return out.getvalue()
