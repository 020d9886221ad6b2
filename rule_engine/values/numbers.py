"""Numbers: whole numbers and Decimals, never binary floats. Text that looks like a number counts as one.

Arithmetic keeps 40 significant digits (an 18-digit number times an 18-digit number is exact) and rounds half to even
beyond them.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import Enum
from typing import Final, TypeAlias

from rule_engine.errors import BudgetExceeded
from rule_engine.values.blank import WHITE
from rule_engine.values.json import Json
from rule_engine.values.limits import DIGITS, MAGNITUDE

Number: TypeAlias = int | Decimal


class Absent(Enum):
    """Why a value is not a number."""

    BLANK = "blank"
    GARBAGE = "garbage"


BLANK: Final = Absent.BLANK
GARBAGE: Final = Absent.GARBAGE

CONTEXT: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=-9_999, Emax=9_999, traps=[InvalidOperation])
WIDE: Final = Context(prec=4 * MAGNITUDE, Emin=-9_999, Emax=9_999, traps=[InvalidOperation])
"""Wide enough for every step of an exact calculation. The context of the thread is never used."""
_NUMERAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
_LONGEST: Final = 60
_WHOLE: Final = 10**DIGITS
_HUGE: Final = 10 ** (MAGNITUDE + 1)


def number(value: Json) -> Number | Absent:
    """The number a value stands for. True is 1, False is 0; a blank is BLANK; other text, lists and objects are
    GARBAGE.
    """
    kind = value.__class__
    if kind is int:
        return value if -_HUGE < value < _HUGE else GARBAGE
    if kind is str:
        return numeral(value)
    if kind is Decimal:
        return _sane(value)
    if kind is bool:
        return int(value)
    if kind is float:
        return _sane(Decimal(repr(value)))
    return BLANK if value is None or (kind is list and not value) else GARBAGE


def numeral(text: str) -> Number | Absent:
    """The number a text spells: ASCII digits, an optional sign, point and exponent, at most 60 characters."""
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return int(text)
    text = text.strip(WHITE)
    if not text:
        return BLANK
    match = _NUMERAL.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return GARBAGE
    return _sane(Decimal(text)) if match[1] else Decimal(text)


def _sane(value: Decimal) -> Decimal | Absent:
    finite = value.is_finite() and (-MAGNITUDE <= value.adjusted() <= MAGNITUDE or not value)
    return value if finite else GARBAGE


def whole(value: int) -> Number:
    """A whole number, exact up to the digits kept."""
    return value if -_WHOLE < value < _WHOLE else within(CONTEXT.create_decimal(value))


def within(value: Decimal) -> Decimal:
    """Refuse what is too large or too small to be a fact of this world."""
    if -MAGNITUDE <= value.adjusted() <= MAGNITUDE or not value:
        return value
    raise BudgetExceeded(f"数值超出范围（10 的 {MAGNITUDE} 次方）")


def add(a: Number, b: Number) -> Number:
    """a + b."""
    if a.__class__ is int and b.__class__ is int:
        return whole(a + b)
    return within(CONTEXT.add(a, b))


def subtract(a: Number, b: Number) -> Number:
    """a - b."""
    if a.__class__ is int and b.__class__ is int:
        return whole(a - b)
    return within(CONTEXT.subtract(a, b))


def multiply(a: Number, b: Number) -> Number:
    """a · b."""
    if a.__class__ is int and b.__class__ is int:
        return whole(a * b)
    return within(CONTEXT.multiply(a, b))


def divide(a: Number, b: Number) -> Number | None:
    """a / b; None when b is zero."""
    return within(CONTEXT.divide(a, b)) if b else None


def remainder(a: Number, b: Number) -> Number | None:
    """What is left of a after whole b's, with the sign of a; None when b is zero. Exact, however far apart they are."""
    return within(CONTEXT.plus(WIDE.remainder(a, b))) if b else None


def round_half_up(value: Number, places: int) -> Number:
    """Round half away from zero to `places` digits after the point (negative: tens, hundreds)."""
    shifted = WIDE.scaleb(value, places).to_integral_value(ROUND_HALF_UP, WIDE)
    return within(CONTEXT.plus(WIDE.scaleb(shifted, -places)))


def spell(value: Number) -> str:
    """A number as text: no exponent, no trailing zeros, no minus zero."""
    if value.__class__ is int:
        return str(value)
    return format(WIDE.normalize(value), "f") if value else "0"
