"""`phone`: mobile, landline with extension, 400/800 numbers and public short numbers such as 12345."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from form_builder.elements import Element
from form_builder.fields.base import Context, Fault, Kind, Raw, Refused, Value, half_width, one, refuse

_SERVICE = re.compile(r"(?:400|800)\d{7}|(?:12\d{3}|10\d{3}|11\d|9[56]\d{3,4})")
_EXTENSION = re.compile(r"(.+?)(?:转|ext\.?|#|-(?=\d{1,6}$)(?<=\d{7}-))(\d{1,6})", re.IGNORECASE)
_WAY_OUT = "请填写手机号码，或带区号的固定电话，例如 0752-6288123"


def _national(number: phonenumbers.PhoneNumber) -> str:
    """A Chinese number as people write it: mobiles in one piece, landlines with their area code."""
    digits = phonenumbers.national_significant_number(number)
    area = phonenumbers.length_of_geographical_area_code(number)
    return f"0{digits[:area]}-{digits[area:]}" if area else digits


def normal_phone(text: str) -> str | None:
    """The one way a number is stored, or None if it is no telephone number.

    `13800138000`, `0752-6288123`, `0752-6288123-801`, `4008123123`, `12345`, `+85223456789`.
    """
    text = "".join(half_width(text).split())
    bare = text.replace("-", "")
    if _SERVICE.fullmatch(bare):
        return bare
    extended = _EXTENSION.fullmatch(text)
    main, extension = extended.groups() if extended else (text, "")
    try:
        number = phonenumbers.parse(main, "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.extension:
        return None
    if number.country_code != 86:
        normal = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    else:
        normal = _national(number)
    return f"{normal}-{extension}" if extension else normal


class Phone(Kind):
    """A telephone number, stored in one normal form."""

    name = "phone"
    fragment = "contact.phone"
    keys = frozenset({"mask"})

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = one(raw, name)
        if not isinstance(text, str) or not text:
            return text or None
        return (normal_phone(text) if len(text) <= 40 else None) or refuse(
            f"不是有效的电话号码，{_WAY_OUT}",
            code="phone",
        )

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        return iter(())

    def sample(self, element: Element, context: Context) -> Value:
        return "13800138000"
