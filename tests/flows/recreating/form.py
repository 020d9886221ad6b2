"""The form: sections, fields from the palette, the properties of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.flows.recreating.hand import Worker
from tests.flows.recreating.plain import fill

Json = Any
SECTIONS = "form/sections"
AS_PLACED = {"required": True}
"""What a field says that was only placed."""


def build(hand: Worker, target: Json) -> None:
    """The sections and fields of the target, without conditions."""
    wanted = target["form"]["sections"]
    for section in wanted:
        _section(hand, target, section)
    for name in _sections(hand):
        if name not in [section["id"] for section in wanted] and len(_sections(hand)) > 1:
            hand.do("form", f"drop-section:{SECTIONS}/{name}", field=f"{SECTIONS}/{name}")
    _order(hand, [section["id"] for section in wanted])
    for section in wanted:
        for field in section["fields"]:
            _field(hand, target, section["id"], field)


def _sections(hand: Worker) -> list[str]:
    """The sections, as the page shows them."""
    start = f"pick:{SECTIONS}/"
    picks = [value.removeprefix(start) for _name, value in hand.open("form").form().buttons if value.startswith(start)]
    return [each for each in picks if "/" not in each]


def _section(hand: Worker, target: Json, section: Mapping[str, Json]) -> None:
    at = f"{SECTIONS}/{section['id']}"
    if section["id"] not in _sections(hand):
        before = _sections(hand)
        hand.do("form", "add-section")
        [new] = set(_sections(hand)) - set(before)
        fill(hand, "form", target, {f"{SECTIONS}/{new}": at}, field=f"{SECTIONS}/{new}")
    else:
        fill(hand, "form", target, field=at)


def _order(hand: Worker, wanted: list[str]) -> None:
    for place, name in enumerate(wanted):
        while _sections(hand).index(name) > place:
            at = f"{SECTIONS}/{name}"
            hand.do("form", f"section-up:{at}", field=at)


def _field(hand: Worker, target: Json, section: str, field: Mapping[str, Json]) -> None:
    """Choose the element from the palette, in its section, and set what differs from a field that was only placed."""
    hand.do("form", f"place:{field['element']}", field=f"{SECTIONS}/{section}")
    at = f"{SECTIONS}/{section}/fields/{field['id']}"
    said = {key: value for key, value in field.items() if key not in ("id", "element", "shown", "wide")}
    if said != AS_PLACED:
        fill(hand, "form", target, field=at)
    if field.get("wide"):
        hand.do("form", f"wide:{at}", field=at)
