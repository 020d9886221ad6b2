"""What stands in one cell: a control's texts as one text that people read and write, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onewindow.domain.workbench.entries import ASKED_WORDS, UNITS, Entry, Kind
from rule_engine.values.words import did_you_mean

LONGEST = 32_000
"""Signs of one cell; Excel holds 32,767."""
YES, NO = "是", "否"
_LIMIT = re.compile(r"(\d{1,9})\s*个?\s*(工作日|自然日|日历日|日|天)?")
_SPLIT = re.compile(r"[、,，;；\n]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def cell(entry: Entry, texts: Sequence[str]) -> str:
    """The texts of a control as one cell."""
    if entry.kind is Kind.FLAG:
        return YES if texts else NO
    if not texts:
        return ""
    if entry.kind is Kind.LIMIT:
        return f"{texts[0]} {UNITS.get(texts[1], texts[1])}"
    return clean("、".join(labels(entry).get(each, each) for each in texts))


def clean(text: str) -> str:
    """A text as a workbook keeps it: one kind of line ends, nothing unseen, not longer than a cell."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST].strip()


def labels(entry: Entry) -> dict[str, str]:
    """Value → what people call it, of a list."""
    if entry.kind is Kind.ASKED:
        return dict(ASKED_WORDS)
    return dict(entry.options) if entry.kind in (Kind.CHOICE, Kind.CHOICES) else {}


def texts_of(entry: Entry, written: str) -> tuple[str, ...] | str:
    """The texts that a cell means, as a page would post them; a text alone says what is wrong, with the way out."""
    if entry.kind is Kind.FLAG:
        known = {YES: ("1",), "": (), NO: ()}
        return known.get(written, f"「{entry.label}」应填“是”或“否”，现在是“{written[:20]}”。")
    if not written:
        return ()
    if entry.kind is Kind.LIMIT:
        found = _LIMIT.fullmatch(written)
        if not found:
            return f"「{entry.label}」应写成“10 个工作日”或“7 个自然日”，现在是“{written[:20]}”。"
        calendar = found.group(2) in ("自然日", "日历日")
        return (found.group(1), "calendar_day" if calendar else "working_day")
    if entry.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ASKED) and labels(entry):
        return _chosen(entry, written)
    return (written,)


def _chosen(entry: Entry, written: str) -> tuple[str, ...] | str:
    values = {label: value for value, label in labels(entry).items()} | {value: value for value in labels(entry)}
    parts = [written] if entry.kind is not Kind.CHOICES else [each.strip() for each in _SPLIT.split(written)]
    said = [each for each in parts if each]
    strange = next((each for each in said if each not in values), None)
    if strange is not None:
        hint = did_you_mean(strange, labels(entry).values()) or f"可以填：{'、'.join(labels(entry).values())}。"
        return f"「{entry.label}」没有“{strange[:20]}”。{hint}"
    return tuple(values[each] for each in said)
