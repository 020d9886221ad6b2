"""Marks of a unit on pages and paper, inherited along the lineage (R010).

A mark that a unit does not set is that of the nearest unit above which sets it. The name on paper and the letters of
document numbers are nobody's but the unit's own: a village never speaks in the name of its county.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

OWN = ("body", "letters")
INHERITED = ("emblem", "colour", "phone", "complaint_phone", "address")
AA = 4.5
"""The least contrast of text and ground (WCAG 2.2, 1.4.3)."""
COLOUR = re.compile(r"#[0-9a-f]{6}")
PHONE = re.compile(r"[0-9+][0-9 -]{2,19}")


def inherited(lineage: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The marks that hold for a unit, from its own and those above it, nearest first. Empty values set nothing."""
    units = list(lineage)
    marks = {key: units[0][key] for key in OWN if units and units[0].get(key)}
    for key in INHERITED:
        nearest = next((unit[key] for unit in units if unit.get(key)), None)
        if nearest is not None:
            marks[key] = nearest
    return marks


def contrast(colour: str) -> float:
    """The contrast of a colour `#rrggbb` with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    linear = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def problems(marks: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the marks that a unit sets, by key; Chinese sentences with the way out."""
    found = {}
    for key in marks:
        if key not in (*OWN, *INHERITED):
            found[key] = f"没有“{key}”这一项标识，请删除。"
    colour = marks.get("colour") or ""
    if colour and not COLOUR.fullmatch(str(colour)):
        found["colour"] = "颜色应写成 # 加六位小写十六进制数，例如 #1f4e8c。"
    elif colour and contrast(colour) < AA:
        found["colour"] = f"白字在这个颜色上看不清（对比度 {contrast(colour):.1f}，至少 {AA}），请选深一些的颜色。"
    for key, name in (("phone", "联系电话"), ("complaint_phone", "监督电话")):
        if marks.get(key) and not PHONE.fullmatch(str(marks[key])):
            found[key] = f"{name}只能有数字、空格和短横，例如 0752-6200000。"
    return found


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
