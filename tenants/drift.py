"""How far a lower tenant stands from the standard, and what of it the standard never left open (R038)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .differences import Difference, differences
from .rules import ABOUT_RULES, Rules

Json = Any


@dataclass(frozen=True, slots=True)
class Deviation:
    """One difference from the standard; `rule` and `said` tell what forbids it, empty where it is left open."""

    difference: Difference
    rule: str = ""
    said: str = ""

    @property
    def allowed(self) -> bool:
        """The standard leaves it open."""
        return not self.rule


def drift(standard: Json, document: Json) -> Iterator[Deviation]:
    """Every difference of a tenant's document from the standard, judged by the standard's own rules.

    It does not matter how the difference got in: by an overlay, an import, or a version of the tenant's own. Raises
    PatchError when the standard's rules cannot be read.
    """
    rules = Rules.of_document(standard)
    for one in differences(standard, document):
        if one.pointer[0] not in ABOUT_RULES:
            yield Deviation(one, *(rules.against(one) or ("", "")))
