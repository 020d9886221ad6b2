"""PDF objects whose bytes are ready: made once, written into many documents."""

from __future__ import annotations

import zlib

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

LEVEL = 4
"""Compression of what is made for one document."""
BEST = 9
"""Compression of what is made once for many documents."""
NONE = 0
"""Outlines of a single document are stored as they are: they shrink by a seventh, at a tenth of the whole time."""


class Raw(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """An indirect object with ready bytes."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """The bytes (ReportLab calls this when it writes the file)."""
        return self.data


def stream(content: bytes, entries: str = "", level: int = LEVEL) -> bytes:
    """A stream object, deflated unless the level is NONE."""
    packed, coding = (zlib.compress(content, level), "/Filter /FlateDecode ") if level else (content, "")
    return f"<</Length {len(packed)} {coding}{entries}>>\nstream\n".encode() + packed + b"\nendstream\n"


def add(document: PDFDocument, data: bytes) -> str:
    """Add an object; gives the reference other objects name it by."""
    reference: bytes = document.Reference(Raw(data)).format(document)
    return reference.decode()
