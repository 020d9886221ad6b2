"""A tenant's whole configuration as files: written, read, zipped; pure. What it is for stands in docs/tenants.md."""

from onewindow.domain.packs.archive import unzipped, zipped
from onewindow.domain.packs.reading import Read, read
from onewindow.domain.packs.shape import Days, Department, Document, Overlay, Post, TenantPack, Unit
from onewindow.domain.packs.writing import document_file, held_file, overlay_file, write

__all__ = [
    "Days",
    "Department",
    "Document",
    "Overlay",
    "Post",
    "Read",
    "TenantPack",
    "Unit",
    "document_file",
    "held_file",
    "overlay_file",
    "read",
    "unzipped",
    "write",
    "zipped",
]
