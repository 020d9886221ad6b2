"""How a sheet's list grows and shrinks."""

from __future__ import annotations

from enum import StrEnum


class Growth(StrEnum):
    """What a new row means.

    `FIXED`: nothing, its rows can only be changed; `LISTED`: an element at its place in the list, with a number of its
    own making; `NAMED`: the same, called by what stands in its number; `FIELDS`: a field of the form; `STEPS`: a step
    of the way.
    """

    FIXED = "fixed"
    LISTED = "listed"
    NAMED = "named"
    FIELDS = "fields"
    STEPS = "steps"
