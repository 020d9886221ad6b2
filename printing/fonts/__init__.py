"""Fonts: roles, chains, faces."""

from printing.fonts.face import Face, FontFile
from printing.fonts.fontset import BOXES, FALLBACK, ROLES, Chain, FontSet, Link
from printing.fonts.uploaded import UploadedFont, read_font

__all__ = [
    "BOXES",
    "FALLBACK",
    "ROLES",
    "Chain",
    "Face",
    "FontFile",
    "FontSet",
    "Link",
    "UploadedFont",
    "read_font",
]
