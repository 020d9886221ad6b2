"""Filling: template + values -> content."""

from printing.fill.content import Filled
from printing.fill.filling import fill

__all__ = ["Filled", "fill"]
