"""The kinds of controls a document is edited with: how each shows a value as text, and reads the text back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from tenants.pointers import ABSENT

Json = Any
WHEN = "when"
ASKED_WORDS = (("no", "选填"), ("yes", "必填"), (WHEN, "按条件必填"))
"""How a field is asked; the condition itself is a rule."""
UNITS = {"working_day": "个工作日", "calendar_day": "个自然日"}
Texts = tuple[str, ...]


class Kind(StrEnum):
    """What a control looks like, and what it writes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LINES = "lines"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    LIMIT = "limit"
    RULE = "rule"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Entry:
    """One control. `at`: a pointer relative to its group or list item.

    `options`: value → label; `source` names options that only the surroundings know (elements, departments, matters).
    `floor`: the smallest whole number.
    """

    at: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    source: str = ""
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that its control cannot take: why, and the way out."""

    message: str


def show(entry: Entry, value: Json) -> Texts:
    """A value as the texts of its control; nothing where nothing is said, and for what the control cannot show."""
    if value is ABSENT or value is None:
        return ()
    return _SHOW[entry.kind](value)


def read(entry: Entry, texts: Sequence[str]) -> Json | Unreadable:
    """The value that posted texts mean; ABSENT when nothing is said."""
    written = [text.replace("\r\n", "\n").strip() for text in texts]
    if entry.kind is Kind.LIMIT:
        return _read_limit(entry, written)
    said = [text for text in written if text]
    if not said:
        return False if entry.kind is Kind.FLAG else [] if entry.kind in (Kind.LINES, Kind.CHOICES) else ABSENT
    return _READ[entry.kind](entry, said)


def _lines(value: Json) -> Texts:
    return ("\n".join(str(each) for each in value),) if isinstance(value, list) else ()


def _limit(value: Json) -> Texts:
    if not isinstance(value, Mapping) or "value" not in value:
        return ()
    return (str(value["value"]), str(value.get("unit", "working_day")))


def _plain(value: Json) -> Texts:
    return () if isinstance(value, (Mapping, list)) else (str(value),)


_SHOW: Mapping[Kind, Callable[[Json], Texts]] = {
    Kind.TEXT: _plain,
    Kind.LONG_TEXT: _plain,
    Kind.LINES: _lines,
    Kind.INTEGER: _plain,
    Kind.DECIMAL: _plain,
    Kind.CHOICE: _plain,
    Kind.CHOICES: lambda value: tuple(map(str, value)) if isinstance(value, list) else (),
    Kind.FLAG: lambda value: ("1",) if value is True else (),
    Kind.LIMIT: _limit,
    Kind.RULE: lambda value: (),
    Kind.ASKED: lambda value: (WHEN if isinstance(value, Mapping) else "yes" if value else "no",),
}


def _text(entry: Entry, said: list[str]) -> Json:
    return " ".join(said[0].split("\n"))


def _integer(entry: Entry, said: list[str]) -> Json | Unreadable:
    return _whole(entry, said[0])


def _whole(entry: Entry, text: str) -> int | Unreadable:
    if not text.isdecimal() or len(text) > 9:
        return Unreadable(f"「{entry.label}」应为整数，现在是「{text[:20]}」，请只填数字。")
    if int(text) < entry.floor:
        return Unreadable(f"「{entry.label}」不能小于 {entry.floor}。")
    return int(text)


def _decimal(entry: Entry, said: list[str]) -> Json | Unreadable:
    text = said[0].replace(",", "").replace("，", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 12:
        return Unreadable(f"「{entry.label}」应为数字，现在是「{said[0][:20]}」，请填写如 12.50。")
    return format(number, "f")


def _choice(entry: Entry, said: list[str]) -> Json | Unreadable:
    if entry.options and said[0] not in dict(entry.options):
        return Unreadable(f"「{entry.label}」没有「{said[0][:20]}」这个选项，请从列表中选择。")
    return said[0]


def _choices(entry: Entry, said: list[str]) -> Json | Unreadable:
    known = dict(entry.options)
    strange = [each for each in said if known and each not in known]
    if strange:
        return Unreadable(f"「{entry.label}」没有「{strange[0][:20]}」这个选项，请从列表中选择。")
    return list(dict.fromkeys(said))


def _read_limit(entry: Entry, written: list[str]) -> Json | Unreadable:
    """A number and its unit, in this order; without a number nothing is said."""
    if not written or not written[0]:
        return ABSENT
    days = _whole(entry, written[0])
    unit = written[1] if len(written) > 1 else "working_day"
    if isinstance(days, Unreadable):
        return days
    if unit not in UNITS:
        return Unreadable(f"「{entry.label}」的单位应为工作日或自然日，请从列表中选择。")
    return {"value": days, "unit": unit}


_READ: Mapping[Kind, Callable[[Entry, list[str]], Json]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: lambda entry, said: said[0],
    Kind.LINES: lambda entry, said: [line.strip() for line in said[0].split("\n") if line.strip()],
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.FLAG: lambda entry, said: True,
    Kind.RULE: lambda entry, said: ABSENT,
    Kind.ASKED: lambda entry, said: {"yes": True, "no": False}.get(said[0], WHEN),
}
