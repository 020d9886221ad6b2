"""The reference page of the operators, written from the operators themselves."""

from __future__ import annotations

import inspect
import json
from decimal import Decimal
from typing import Any

from rule_engine.operators.base import Node
from rule_engine.operators.registry import OPERATORS
from rule_engine.values.numbers import spell

INTRODUCTION = """\
# Operators of rules

<!-- Written by docs/generate.py (python3 go.py docs); do not edit. -->

Rules are JSON in the [JsonLogic](https://jsonlogic.com) vocabulary: an object with one key is an operator, its value
the arguments. The same rules run in the browser (`logic.js`) with the same results. Where we differ from other
engines, and why: [rules-conformance.md](rules-conformance.md).

Throughout: **blank** is a missing key, `null`, `""`, white space, `[]`. Numbers are exact decimals (40 significant
digits); a text that spells a number counts as one wherever a number is wanted. Facts are nested objects; dates are ISO
texts; `today` is a fact. Working days (`working_day`) are read from the fact `calendar`, the days of each covered year
that are not as their weekday says: `{"2026": {"01-01": false, "02-14": true}}`. Fractions in results are shown as text.

"""
HEAD = """\
| operator | written | meaning | example | facts | value |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole of docs/operators.md."""
    return INTRODUCTION + reference()


def reference() -> str:
    """A Markdown table: one line an operator, with an example whose value a test computes."""
    names: dict[type[Node], list[str]] = {}
    for name, kind in OPERATORS.items():
        names.setdefault(kind, []).append(name)
    return HEAD + "".join(_line(kind, each) for kind, each in names.items())


def _line(kind: type[Node], names: list[str]) -> str:
    sheet = kind.sheet
    cells = [
        " ".join(f"`{_cell(name)}`" for name in names),
        f"`{_cell(sheet.write)}`",
        _cell(meaning(kind)),
        f"`{_cell(_json(sheet.rule))}`",
        f"`{_cell(_json(sheet.facts))}`" if sheet.facts else "",
        f"`{_cell(_json(sheet.value))}`",
    ]
    return f"| {' | '.join(cells)} |\n"


def meaning(kind: type[Node]) -> str:
    """The first paragraph of the class's docstring, without the name of the operator."""
    text = " ".join((inspect.getdoc(kind) or "").split("\n\n", maxsplit=1)[0].split())
    return text.partition(": ")[2]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _json(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, default=lambda each: spell(each) if isinstance(each, Decimal) else each
    )
