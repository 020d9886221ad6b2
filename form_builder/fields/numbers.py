"""Numbers: `integer`, `decimal` and `money` (typed in yuan, kept as Decimal with two places)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from form_builder.elements import Element
from form_builder.fields.base import Context, Fault, Flaw, Kind, Raw, Refused, Value, half_width, one, plain, refuse
from form_builder.reading import Json

FEN = Decimal("0.01")
LARGEST = Decimal(10) ** 18
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,12})?|\.\d{1,12})")


def number_text(raw: Raw, name: str, strip: str = "") -> str | Refused:
    """The typed number in half-width figures, without spaces, thousands separators and the marks in `strip`."""
    text = one(raw, name)
    if not isinstance(text, str):
        return text
    text = "".join(half_width(text).split()).strip(strip) if strip else "".join(half_width(text).split())
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


class Number(Kind):
    """What all numbers share: bounds by value and plain figures."""

    bounds = "value"
    fragment = "numbers.number"

    def attributes(self, element: Element) -> dict[str, str]:
        return {"inputmode": "decimal"}

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if element.min is not None and value < element.min:
            yield Fault(f"不能小于 {plain(element.min)}，请核对", code="too_small")
        if element.max is not None and value > element.max:
            yield Fault(f"不能大于 {plain(element.max)}，请核对", code="too_large")

    def adopt(self, element: Element, result: Value) -> Value:
        if isinstance(result, bool) or not isinstance(result, (int, Decimal, str)):
            return None
        try:
            number = Decimal(result)
        except InvalidOperation:
            return None
        return self.rounded(element, number) if number.is_finite() and abs(number) < LARGEST else None

    def rounded(self, element: Element, number: Decimal) -> Value:
        """A calculated number, rounded half up to what the element keeps."""
        raise TypeError(f"kind {self.name!r} does not round")

    def in_range(self, element: Element, wish: Decimal) -> Decimal:
        """`wish` moved into the element's range."""
        low = element.min if element.min is not None else min(wish, element.max or wish)
        return min(max(wish, low), element.max if element.max is not None else max(wish, low))


class Integer(Number):
    """A whole number."""

    name = "integer"

    def attributes(self, element: Element) -> dict[str, str]:
        return {"inputmode": "numeric"}

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        for key, bound in (("min", element.min), ("max", element.max)):
            if bound is not None and bound != bound.to_integral_value():
                yield Flaw(key, "整数的界限应当是整数")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = number_text(raw, name)
        if not isinstance(text, str) or not text:
            return text or None
        number = Decimal(text) if _NUMBER.fullmatch(text) else None
        if number is None or number != number.to_integral_value():
            return refuse("应当是整数，请只填写数字，例如 3")
        return int(number)

    def rounded(self, element: Element, number: Decimal) -> Value:
        return int(number.to_integral_value(ROUND_HALF_UP))

    def sample(self, element: Element, context: Context) -> Value:
        return int(self.in_range(element, Decimal(2)))


class Fraction(Number):
    """A decimal number with at most `scale` digits after the point."""

    name = "decimal"
    keys = frozenset({"scale"})
    default_scale = 6

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        if element.scale is not None and element.scale > 12:
            yield Flaw("scale", "小数位数最多 12 位")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = number_text(raw, name)
        if not isinstance(text, str) or not text:
            return text or None
        if not _NUMBER.fullmatch(text):
            return refuse("应当是数字，请只填写数字，例如 12.5")
        return Decimal(text)

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        scale = self.default_scale if element.scale is None else element.scale
        if -int(value.normalize().as_tuple().exponent) > scale:
            yield Fault(f"最多 {scale} 位小数，请四舍五入后填写" if scale else "应当是整数", code="too_fine")
        yield from super().faults(element, value, context)

    def display(self, element: Element, value: Value, choices: object) -> str:
        return "" if value is None else plain(value)

    def revive(self, element: Element, stored: Json) -> Value:
        return Decimal(stored)

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        return {} if value is None else {name: [f"{value:f}"]}

    def rounded(self, element: Element, number: Decimal) -> Value:
        scale = self.default_scale if element.scale is None else element.scale
        return number.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)

    def sample(self, element: Element, context: Context) -> Value:
        return self.in_range(element, Decimal(2))


class Money(Fraction):
    """An amount in yuan, typed as `1234.5`, `1,234.50` or `¥1234.5元`; always kept with two places (fen)."""

    name = "money"
    fragment = "numbers.money"
    default_scale = 2

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        if element.scale not in (None, 2):
            yield Flaw("scale", "金额固定两位小数", "去掉 scale")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = number_text(raw, name, strip="¥\uffe5元")
        if not isinstance(text, str) or not text:
            return text or None
        if not _NUMBER.fullmatch(text):
            return refuse("应当是金额（元），请只填写数字，例如 1200.50")
        amount = Decimal(text)
        return amount.quantize(FEN) if amount == amount.quantize(FEN) else amount

    def display(self, element: Element, value: Value, choices: object) -> str:
        return "" if value is None else f"{value:,.2f}"

    def sample(self, element: Element, context: Context) -> Value:
        return self.in_range(element, Decimal(1200)).quantize(FEN)
