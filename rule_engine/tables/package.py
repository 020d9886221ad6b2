"""The package of a workbook (.xlsx), looked into before it is read: bombs, macros, entities, wide ranges."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO
from typing import Final

from openpyxl.utils import column_index_from_string

MOST_BYTES: Final = 25_000_000
"""Of all parts unpacked."""
MOST_PARTS, MOST_CELLS = 200, 300_000
"""Parts of a package; cells that may be merged, linked or commented together."""
_OVER = re.compile(rb"<(?:[\w.-]+:)?(?:mergeCell|hyperlink|comment)\b([^>]*)>")
_REF = re.compile(rb"""\bref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?["']""")
_FAILURES: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    RuntimeError,  # a part is encrypted
    NotImplementedError,  # a part is packed in a way, or has a version, that zipfile does not know
)


class Fault(StrEnum):
    """Why a package is not opened; the value says it with the way out."""

    LARGE = "文件展开后太大，请删去图片和多余的工作表再上传。"
    MACROS = "文件里有宏，请另存为不带宏的 .xlsx。"
    FORBIDDEN = "文件里有不允许的内容，请用 Excel 或 WPS 重新另存为 .xlsx。"
    DAMAGED = "不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再上传。"


def package_fault(data: bytes) -> Fault | None:
    """What speaks against opening a package; nothing is unpacked beyond `MOST_BYTES`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_BYTES:
                return Fault.LARGE
            if any("vbaproject" in each.filename.lower() for each in parts):
                return Fault.MACROS
            for each in parts:
                content = archive.read(each).replace(b"\0", b"")  # two bytes a sign hide nothing either
                if b"<!DOCTYPE" in content or _spread(content) > MOST_CELLS:
                    return Fault.FORBIDDEN
    except _FAILURES:
        return Fault.DAMAGED
    return None


def _spread(part: bytes) -> int:
    """How many cells are merged, linked or commented together: openpyxl makes each of them, a million if asked to."""
    found = 0
    for tag in _OVER.finditer(part):
        at = _REF.search(tag.group(1))
        if at is None:
            return MOST_CELLS + 1
        left, top, right, bottom = (each.decode() if each else "" for each in at.groups())
        width = column_index_from_string(right or left) - column_index_from_string(left)
        found += (abs(width) + 1) * (abs(int(bottom or top) - int(top)) + 1)
    return found
