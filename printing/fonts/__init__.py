"""Fonts: roles, chains, faces."""

from printing.fonts.face import FontFile
from printing.fonts.fontset import BOXES, ROLES, Chain, FontSet, Link

__all__ = ["BOXES", "ROLES", "Chain", "FontFile", "FontSet", "Link"]
