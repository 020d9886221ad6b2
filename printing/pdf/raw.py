"""PDF objects whose bytes are ready: made once, written into many documents."""

from __future__ import annotations

import zlib

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

LEVEL = 6
"""Compression of what is made once for a document; fixed parts are compressed harder, once."""
BEST = 9


class Raw(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """An indirect object with ready bytes."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """The bytes (ReportLab calls this when it writes the file)."""
        return self.data


def stream(content: bytes, entries: str = "", level: int = LEVEL) -> bytes:
    """A stream object with deflated content."""
    packed = zlib.compress(content, level)
    head = f"<</Length {len(packed)} /Filter /FlateDecode {entries}>>\nstream\n".encode()
    return head + packed + b"\nendstream\n"


def add(document: PDFDocument, data: bytes) -> str:
    """Add an object; gives the reference other objects name it by."""
    reference: bytes = document.Reference(Raw(data)).format(document)
    return reference.decode()
