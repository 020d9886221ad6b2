"""Reads the neutral exchange format of matters (docs/case-format.md): names and bytes in, documents or problems out."""

from onewindow.domain.case_format.files import MAX_BYTES
from onewindow.domain.case_format.pack import DocumentType, Pack, read_folder
from onewindow.domain.case_format.routes import Department

__all__ = ["MAX_BYTES", "Department", "DocumentType", "Pack", "read_folder"]
