"""Reads the neutral exchange format of matters (docs/case-format.md): names and bytes in, documents or problems out."""

from onewindow.domain.case_format.pack import DocumentType, Pack, read_folder
from onewindow.domain.case_format.routes import Department

__all__ = ["Department", "DocumentType", "Pack", "read_folder"]
