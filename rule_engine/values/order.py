"""Equal and ordered. Two texts compare as texts, so an 18-digit number never becomes inexact; a number and a numeric
text compare as numbers.
"""

from __future__ import annotations

from decimal import Decimal

from rule_engine.values.blank import is_blank
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number


def equal(a: Json, b: Json) -> bool:
    """`==`: all blanks are equal to each other and to nothing else; numbers meet numeric texts; lists and objects
    compare item by item.
    """
    if is_blank(a) or is_blank(b):
        return is_blank(a) and is_blank(b)
    kind, other = a.__class__, b.__class__
    if kind is str and other is str:
        return bool(a == b)
    if kind is list or other is list:
        return kind is other and len(a) == len(b) and all(map(equal, a, b))
    if kind is dict or other is dict:
        return kind is other and a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    x, y = number(a), number(b)
    return x.__class__ is not Absent and x == y


def same(a: Json, b: Json) -> bool:
    """`===`: the same type and the same value; whole numbers and Decimals are one type. `""` is not None here."""
    kind, other = a.__class__, b.__class__
    if kind is bool or other is bool or a is None or b is None:
        return a is b
    if kind is str or other is str:
        return kind is other and bool(a == b)
    if kind is list or other is list:
        return kind is other and len(a) == len(b) and all(map(same, a, b))
    if kind is dict or other is dict:
        return kind is other and bool(a.keys() == b.keys()) and all(same(a[key], b[key]) for key in a)
    return bool(_exact(a) == _exact(b))


def _exact(value: Json) -> Json:
    return Decimal(repr(value)) if value.__class__ is float else value


def less(a: Json, b: Json) -> bool:
    """`<`: false when either side is blank or the two cannot be ordered."""
    pair = comparable(a, b)
    return pair is not None and bool(pair[0] < pair[1])


def less_or_equal(a: Json, b: Json) -> bool:
    """`<=`: false when either side is blank or the two cannot be ordered."""
    pair = comparable(a, b)
    return pair is not None and bool(pair[0] <= pair[1])


def comparable(a: Json, b: Json) -> tuple[Json, Json] | None:
    """The pair to compare: two texts (by code point) or two numbers; None when there is no order between them."""
    if a.__class__ is str and b.__class__ is str:
        return None if is_blank(a) or is_blank(b) else (a, b)
    x, y = number(a), number(b)
    if x.__class__ is Absent or y.__class__ is Absent:
        return None
    return x, y
