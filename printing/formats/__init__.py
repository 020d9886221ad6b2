"""Formats: how a value becomes text."""

from printing.formats.formats import FORMATS, SPEAKS_FOR_BLANK, plain

__all__ = ["FORMATS", "SPEAKS_FOR_BLANK", "plain"]
