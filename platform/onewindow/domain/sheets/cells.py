"""What stands in one cell: a control's texts as one text that people read and write, and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onewindow.domain.workbench.entries import ASKED_WORDS, UNITS, Entry, Kind
from onewindow.domain.workbench.tabs import Listing
from rule_engine.values.words import did_you_mean

Json = Any
LONGEST = 32_000
"""Signs of one cell; Excel holds 32,767."""
YES, NO = "是", "否"
LISTS = (Kind.CHOICE, Kind.CHOICES)
_LIMIT = re.compile(r"(\d{1,9})\s*个?\s*(工作日|自然日|日历日|日|天)?")
_SPLIT = re.compile(r"[、,，;；\n]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one row of an upright sheet. `words`: value → what a cell says, of a list.

    `tell`: an element of the list → what the cell says of it; such a cell cannot be changed. `begins`: a new row may
    fill it nevertheless.
    """

    entry: Entry
    words: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[Json], str] | None = None
    begins: bool = True

    @property
    def choices(self) -> tuple[str, ...]:
        """What the drop-down of a cell offers."""
        if self.entry.kind is Kind.FLAG:
            return (YES, NO)
        return tuple(self.words.values()) or tuple(label for _, label in self.entry.options)

    @property
    def strict(self) -> bool:
        """Whether a cell takes nothing but one of its choices."""
        return self.entry.kind in (Kind.FLAG, Kind.CHOICE, Kind.ASKED)


def column(entry: Entry, tell: Callable[[Json], str] | None = None, *, begins: bool = True) -> Column:
    """The column of an entry whose options are known."""
    if entry.kind is Kind.ASKED:
        return Column(entry, dict(ASKED_WORDS), tell, begins)
    return Column(entry, distinct(dict(entry.options)) if entry.kind in LISTS else {}, tell, begins)


def listing_of(listing: Listing, columns: Sequence[Column]) -> Listing:
    """A list with the entries that its cells can change."""
    return replace(listing, entries=tuple(each.entry for each in columns if each.tell is None))


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Value → what it is called in a cell: of those that share a name each carries its value too."""
    counted = Counter(names.values())
    return {key: name if counted[name] == 1 else f"{name}（{key}）" for key, name in names.items()}


def cell(given: Column, texts: Sequence[str]) -> str:
    """The texts of a control as one cell."""
    if given.entry.kind is Kind.FLAG:
        return YES if texts else NO
    if not texts:
        return ""
    if given.entry.kind is Kind.LIMIT:
        return f"{texts[0]} {UNITS.get(texts[1], texts[1])}"
    return clean("、".join(given.words.get(each, each) for each in texts))


def clean(text: str) -> str:
    """A text as a workbook keeps it: one kind of line ends, nothing unseen, not longer than a cell."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST].strip()


def texts_of(given: Column, written: str) -> tuple[str, ...] | str:
    """The texts that a cell means, as a page would post them; a text alone says what is wrong, with the way out."""
    entry = given.entry
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
    return _chosen(given, written) if given.words and entry.kind is not Kind.TEXT else (written,)


def _chosen(given: Column, written: str) -> tuple[str, ...] | str:
    entry, words = given.entry, given.words
    values = {label: value for value, label in words.items()} | {value: value for value in words}
    several = entry.kind is Kind.CHOICES and written not in values  # a name may have a comma in it
    parts = [each.strip() for each in _SPLIT.split(written)] if several else [written]
    said = [each for each in parts if each]
    strange = next((each for each in said if each not in values), None)
    if strange is not None:
        hint = did_you_mean(strange, words.values()) or f"可以填：{'、'.join([*words.values()][:12])}。"
        return f"「{entry.label}」没有“{strange[:20]}”。{hint}"
    return tuple(values[each] for each in said)
