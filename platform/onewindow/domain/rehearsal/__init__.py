"""Documents tested by their own examples: what a designer wrote down as «this must come out» is run on the engine."""

from onewindow.domain.rehearsal.comparing import Mismatch, Rehearsed, revived
from onewindow.domain.rehearsal.examples import rehearse_matter
from onewindow.domain.rehearsal.themes import rehearse_theme

__all__ = ["Mismatch", "Rehearsed", "rehearse_matter", "rehearse_theme", "revived"]
