"""The kinds of controls a document is edited with: how each shows a value as text, and reads the text back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import count
from typing import Any

from tenants.pointers import ABSENT

Json = Any
WHEN = "when"
ASKED_WORDS = (("no", "选填"), ("yes", "必填"), (WHEN, "按条件必填"))
"""How a field is asked; the condition itself is a rule."""
UNITS = {"working_day": "个工作日", "calendar_day": "个自然日"}
Texts = tuple[str, ...]
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,11})")
_COLON = re.compile(r"[:：]")
_COMMA = re.compile(r"[,，]")


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
    NAME = "name"
    """The identity of a list's element: what refers to it follows (`following`)."""
    PAIRS = "pairs"
    """What else an open object says, one «名称：内容» a line; what has a control of its own is left out."""
    VALUE = "value"
    """A number, a text, or rows of them, a row a line."""

    OPTIONS = "options"
    """What can be chosen, one a line: «代号：名称», or a name alone, which gets a code."""

    @property
    def drawn(self) -> str:
        """Which of the drawn controls shows it."""
        return {"name": "text", "pairs": "lines", "value": "lines", "options": "lines"}.get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One control. `at`: a pointer relative to its group or list item.

    `options`: value → label; `source` names options that only the surroundings know (elements, departments, matters).
    `floor`: the smallest whole number. `beside`: keys of an open object that have controls of their own.
    `rare`: hardly anybody changes it; it stands folded below the others.
    """

    at: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    source: str = ""
    floor: int = 0
    beside: tuple[str, ...] = ()
    rare: bool = False

    @property
    def spread(self) -> bool:
        """Whether spreadsheets and local adjustments have it too: names and open lists stay in the workbench."""
        return self.kind not in (Kind.NAME, Kind.PAIRS)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that its control cannot take: why, and the way out."""

    message: str


def show(entry: Entry, value: Json) -> Texts:
    """A value as the texts of its control; nothing where nothing is said, and for what the control cannot show."""
    if value is ABSENT or value is None:
        return ()
    if entry.kind is Kind.PAIRS:
        return _pairs(entry, value)
    return _SHOW[entry.kind](value)


def read(entry: Entry, texts: Sequence[str]) -> Json | Unreadable:
    """The value that posted texts mean; ABSENT when nothing is said."""
    written = [text.replace("\r\n", "\n").strip() for text in texts]
    if entry.kind is Kind.LIMIT:
        return _read_limit(entry, written)
    said = [text for text in written if text]
    if not said:
        return _NOTHING.get(entry.kind, ABSENT)
    return _READ[entry.kind](entry, said)


def _lines(value: Json) -> Texts:
    return ("\n".join(str(each) for each in value),) if isinstance(value, list) else ()


def _limit(value: Json) -> Texts:
    if not isinstance(value, Mapping) or "value" not in value:
        return ()
    return (str(value["value"]), str(value.get("unit", "working_day")))


def _pairs(entry: Entry, value: Json) -> Texts:
    lines = [f"{key}：{said}" for key, said in others(entry, value).items()]
    return ("\n".join(lines),) if lines else ()


def others(entry: Entry, value: Json) -> dict[str, str]:
    """The texts of an open object that no other control shows."""
    if not isinstance(value, Mapping):
        return {}
    return {key: said for key, said in value.items() if isinstance(said, str) and key not in entry.beside}


def _options(value: Json) -> Texts:
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return ()
    return ("\n".join(f"{each.get('value', '')}：{each.get('label', '')}" for each in value),)


def _rows(value: Json) -> Texts:
    """A plain value, or rows of plain values; other shapes show nothing and stay."""
    if not isinstance(value, list):
        return _plain(value)
    if not value or not all(isinstance(row, list) and row and all(map(_single, row)) for row in value):
        return ()
    return ("\n".join(", ".join(str(each) for each in row) for row in value),)


def _single(value: Json) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _plain(value: Json) -> Texts:
    return () if isinstance(value, (Mapping, list)) else (str(value),)


_NOTHING: Mapping[Kind, Json] = {Kind.FLAG: False, Kind.LINES: [], Kind.CHOICES: [], Kind.PAIRS: {}}
"""What an emptied control means, where it is not that nothing is said."""

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
    Kind.NAME: _plain,
    Kind.VALUE: _rows,
    Kind.OPTIONS: _options,
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
    return int(number) if number == number.to_integral_value() and "." not in text else format(number, "f")


def _name(entry: Entry, said: list[str]) -> Json | Unreadable:
    if not _NAMED.fullmatch(said[0]):
        return Unreadable(f"「{entry.label}」只能用字母、数字、点和下划线，以字母开头，现在是「{said[0][:20]}」。")
    return said[0]


def _named_pairs(entry: Entry, said: list[str]) -> Json | Unreadable:
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, said[0].split("\n"))):
        key, text = ([part.strip() for part in _COLON.split(line, 1)] + [""])[:2]
        if not (key and text) or key in found or key in entry.beside:
            return Unreadable(f"「{entry.label}」的这一行应写成“名称：内容”，名称不能重复：「{line[:20]}」。")
        found[key] = text
    return found


def _listed_options(entry: Entry, said: list[str]) -> Json | Unreadable:
    """Options with their codes; a line without one gets the first code that is free."""
    lines = [[part.strip() for part in _COLON.split(line, 1)] for line in said[0].split("\n") if line.strip()]
    taken = {line[0] for line in lines if len(line) == 2}
    free = (code for code in (f"o{number}" for number in count(1)) if code not in taken)
    made = [
        {"value": line[0], "label": line[1]} if len(line) == 2 else {"value": next(free), "label": line[0]}
        for line in lines
    ]
    if any(not each["value"] or not each["label"] for each in made) or len({each["value"] for each in made}) < len(
        made
    ):
        return Unreadable(f"「{entry.label}」每行写一个名称，代号不能重复。")
    return made


def _value(entry: Entry, said: list[str]) -> Json:
    rows = [[_scalar(cell) for cell in _COMMA.split(line)] for line in said[0].split("\n") if line.strip()]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def _scalar(text: str) -> Json:
    return int(text) if _WHOLE.fullmatch(text.strip()) else text.strip()


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
    Kind.NAME: _name,
    Kind.PAIRS: _named_pairs,
    Kind.VALUE: _value,
    Kind.OPTIONS: _listed_options,
}
