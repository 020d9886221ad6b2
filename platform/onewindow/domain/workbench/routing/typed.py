"""What people type into a decision table or paste from Excel, as its cells and values are written.

«以上», «以下», «以内» include the number, «不满», «超过», «以外» do not (民法典第一千二百五十九条).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from itertools import islice
from typing import Any

Json = Any
ORDERED = ("integer", "number", "date")
_NUMBER = r"([0-9]{1,15}(?:\.[0-9]{1,9})?)"
_UNIT = r"(?:周岁|岁|元|平方米|人|户|年|天|日|%)?"
_DAY = re.compile(r"([0-9]{4})[/.年]([0-9]{1,2})[/.月]([0-9]{1,2})日?")
_SPOKEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (rf"{_NUMBER}\s*{_UNIT}\s*(?:-|—|–|至|到)\s*{_NUMBER}\s*{_UNIT}", r"\1..\2"),
        (rf"(?:满\s*)?{_NUMBER}\s*{_UNIT}\s*(?:及以上|（含）以上|\(含\)以上|以上|起)", r">=\1"),
        (rf"{_NUMBER}\s*{_UNIT}\s*(?:及以下|（含）以下|\(含\)以下|以下|以内)", r"<=\1"),
        (rf"(?:不满|未满|小于|低于|不足)\s*{_NUMBER}\s*{_UNIT}", r"<\1"),
        (rf"(?:超过|大于|高于|多于)\s*{_NUMBER}\s*{_UNIT}", r">\1"),
        (rf"(?:不超过|至多|最多)\s*{_NUMBER}\s*{_UNIT}", r"<=\1"),
        (rf"(?:不少于|不低于|至少|最少|满)\s*{_NUMBER}\s*{_UNIT}", r">=\1"),
        (rf"{_NUMBER}\s*{_UNIT}", r"\1"),
    )
)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
MOST_ROWS = 2_000
"""Rows that one pasting may bring."""


def cell(text: str, column: Mapping[str, Json]) -> str:
    """A condition cell as it is written in documents; what is not understood stays as typed, for the check to name."""
    written = " ".join(text.split())
    if column.get("kind") not in ORDERED:
        return written
    plain = unicodedata.normalize("NFKC", written).replace("，", ",")
    plain = _DAY.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", plain)
    for pattern, said in _SPOKEN:
        if pattern.fullmatch(plain):
            return pattern.sub(said, plain)
    return plain


def value(text: str) -> Json:
    """A result as a value: whole numbers and 是/否 are such, numbers with a fraction and words are text."""
    written = " ".join(text.split())
    if written in ("是", "否"):
        return written == "是"
    return int(written) if _WHOLE.fullmatch(written) else written or None


def shown(given: Json) -> str:
    """A result as it is shown in its box; `value` reads it back."""
    if isinstance(given, bool):
        return "是" if given else "否"
    return "" if given is None else str(given)


def block(text: str) -> list[list[str]]:
    """What was copied from Excel, row by row; rows without anything are left out."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    try:
        full = (row for row in rows if any(each.strip() for each in row))
        return [[each.strip() for each in row] for row in islice(full, MOST_ROWS)]
    except csv.Error:
        return [line.split("\t") for line in text.splitlines()[:MOST_ROWS]]
