"""The formats a text may use: `{{name|format:argument}}`.

Each takes a value and its argument and gives text, or raises ValueError with a Chinese message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from printing.formats.capitals import capitals
from printing.values import is_blank

Format = Callable[[object, str], str]
LIMIT_UNITS = {"working_day": "个工作日", "calendar_day": "个自然日"}


def plain(value: object, _: str = "") -> str:
    """A value as text: numbers as they are, 是 / 否, lists joined with 、."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(part, str | int) for part in value):
        return "、".join(plain(part) for part in value)
    raise ValueError("不是可以直接打印的文字，请在模板中指明它的下级名称")


def _moment(value: object) -> datetime:
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:40]}”不是日期，应写成 2026-11-21") from None


def as_date(value: object, _: str) -> str:
    """2026年11月21日 (GB/T 9704: Arabic digits, no leading zeros)."""
    moment = _moment(value)
    return f"{moment.year}年{moment.month}月{moment.day}日"


def as_datetime(value: object, _: str) -> str:
    """2026年11月21日9时05分."""
    moment = _moment(value)
    return f"{as_date(value, '')}{moment.hour}时{moment.minute:02}分"


def as_day(value: object, _: str) -> str:
    """2026-11-21, for narrow columns."""
    return _moment(value).date().isoformat()


def as_minute(value: object, _: str) -> str:
    """2026-11-21 09:05, for narrow columns."""
    return _moment(value).strftime("%Y-%m-%d %H:%M")


def as_limit(value: object, _: str) -> str:
    """20个工作日, from {"value": 20, "unit": "working_day"}; a text stays as it is."""
    if isinstance(value, Mapping):
        amount, unit = value.get("value"), LIMIT_UNITS.get(str(value.get("unit")))
        if isinstance(amount, int) and unit:
            return f"{amount}{unit}" if amount else "当场办结"
        raise ValueError("不是时限，应有 value（天数）和 unit（working_day 或 calendar_day）")
    return plain(value)


def _amount(value: object) -> Decimal:
    try:
        amount = Decimal(value) / 100 if isinstance(value, int) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"“{str(value)[:40]}”不是金额，应写成 120.00") from None
    if not amount.is_finite() or amount != round(amount, 2):
        raise ValueError(f"“{str(value)[:40]}”不是以元为单位、最多两位小数的金额")
    return amount


def as_money(value: object, _: str) -> str:
    """1070.53; a whole number counts fen, a text yuan."""
    return f"{_amount(value):.2f}"


def as_capitals(value: object, _: str) -> str:
    """The amount in capitals."""
    try:
        return capitals(_amount(value))
    except ValueError as error:
        raise ValueError(f"金额“{str(value)[:40]}”不能写成大写") from error


def as_check(value: object, _: str) -> str:
    """☑ for yes, ☐ for no or nothing."""
    yes = value if isinstance(value, bool) else _word(value) not in ("", "0", "否")
    return "☑" if yes else "☐"


def as_box(value: object, argument: str) -> str:
    """☑ when the value is the argument or a list that holds it."""
    held = value if isinstance(value, list | tuple) else [value]
    return "☑" if any(_word(part) == argument for part in held) else "☐"


def _word(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def mask_id(value: object, _: str) -> str:
    """441322********1234: the first six and last four signs stay."""
    text = plain(value)
    return text if "*" in text else _masked(text, 6, 4) if len(text) > 12 else _masked(text, 1, 1)


def mask_phone(value: object, _: str) -> str:
    """138****1234."""
    text = plain(value)
    return text if "*" in text else _masked(text, 3, 4)


def mask_name(value: object, _: str) -> str:
    """张** : only the first character stays."""
    text = plain(value)
    return text[:1] + "*" * (len(text) - 1)


def _masked(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def joined(value: object, argument: str) -> str:
    """A list with the argument (or 、) between its parts."""
    parts = value if isinstance(value, list | tuple) else [value]
    return (argument or "、").join(plain(part) for part in parts)


def either(value: object, argument: str) -> str:
    """The argument when there is nothing to print."""
    return argument if is_blank(value) else plain(value)


def spaced(value: object, argument: str) -> str:
    """A long number in groups of n signs, for reading aloud."""
    text, size = plain(value), int(argument) if argument.isascii() and argument.isdigit() and int(argument) else 4
    return " ".join(text[index : index + size] for index in range(0, len(text), size))


FORMATS: dict[str, Format] = {
    "text": plain,
    "date": as_date,
    "datetime": as_datetime,
    "day": as_day,
    "minute": as_minute,
    "limit": as_limit,
    "money": as_money,
    "capitals": as_capitals,
    "check": as_check,
    "box": as_box,
    "mask_id": mask_id,
    "mask_phone": mask_phone,
    "mask_name": mask_name,
    "join": joined,
    "or": either,
    "spaced": spaced,
}
"""Name -> format; the names a template may use."""

SPEAKS_FOR_BLANK = frozenset({"check", "box", "or"})
"""Formats that have something to print when the value is blank."""
