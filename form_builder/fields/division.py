"""`division`: a unit of the tenant's tree, chosen from the top down or found by name (js/form/places.js)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from form_builder.elements import Element
from form_builder.fields.base import Choices, Context, Fault, Flaw, Kind, Raw, Refused, Value, nothing_if_blank, one
from form_builder.places import LEVELS, Listed, Places, first

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{1,23}")
_SAMPLE = {"county": "441322", "town": "441322001", "village": "441322001001"}


class Division(Kind):
    """A division code (GB/T 2260 and the statistics bureau's town and village codes, or a tenant's local code).

    Which divisions may be chosen is the tenant's tree: the caller hands it in as choices (`Places`, or a plain list)
    under the element key or `division:<level>`; without it only the form of the code is checked. Without a script the
    lists above the last are posted as `<name>-<level>`, and `<name>-in` says what the last list was drawn for.
    """

    name = "division"
    verb = "选择"
    fragment = "division.lists"
    keys = frozenset({"level"})

    def flaws(self, element: Element) -> Iterator[Flaw]:
        if element.level not in LEVELS:
            yield Flaw("level", "区划要写明级别", "county、town 或 village")

    @staticmethod
    def places(element: Element, choices: Choices) -> Places | None:
        """The divisions that may be chosen; None when the caller handed none in."""
        found = choices.get(element.key) or choices.get(f"division:{element.level}")
        return Listed(dict(found)) if isinstance(found, (list, tuple)) else found or None  # type: ignore[return-value]

    @staticmethod
    def picked(raw: Raw, name: str) -> dict[str, str]:
        """What was chosen in the lists above the last, by level."""
        posted = {level: raw.get(f"{name}-{level}", ()) for level in LEVELS}
        return {level: texts[0][:24] for level, texts in posted.items() if texts and texts[0]}

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        drawn_for = raw.get(f"{name}-in", ())
        if drawn_for and drawn_for[0] != way(self.picked(raw, name)):
            return None
        return nothing_if_blank(one(raw, name))

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        places = self.places(element, context.choices)
        if not _CODE.fullmatch(value):
            yield Fault("区划代码格式不正确，请从列表中选择", code="option")
        elif places is not None:
            unit = places.unit(value)
            if unit is None or unit.level not in ("", element.level):
                yield Fault("所选区划不在可选范围内，请重新选择", code="option")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        places = self.places(element, choices)
        unit = places.unit(value) if value and places else None
        return unit.full or unit.name if unit else str(value or "")

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        places = self.places(element, choices)
        called = [code for code in _codes(places) if self.display(element, code, choices) == text] if places else []
        return {"x": called or [text]}

    def sample(self, element: Element, context: Context) -> Value:
        places = self.places(element, context.choices)
        return (first(places, element.level) if places else "") or _SAMPLE[element.level]


def way(picked: Mapping[str, str]) -> str:
    """The choices above the last list as one text."""
    return "/".join(picked.values())


def _codes(places: Places, above: str = "") -> Iterator[str]:
    for unit in places.below(above):
        yield unit.code
        if unit.level not in ("", LEVELS[-1]):
            yield from _codes(places, unit.code)
