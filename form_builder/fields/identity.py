"""Numbers of persons and organisations: `id_number` (GB 11643) and `credit_code` (GB 32100)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from form_builder.elements import Element
from form_builder.fields.base import Context, Fault, Kind, Raw, Refused, Value, half_width, one

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RESIDENT_KINDS = frozenset({"", "resident_id", "111"})
"""Values of the ID kind that mean the resident ID card (111: GA/T 517); any other kind has formats of its own."""
SAMPLE_ID = "11010519491231002X"
SAMPLE_CREDIT = "91350100M000100Y43"
_ID = re.compile(r"[0-9]{17}[0-9X]")
_OTHER_ID = re.compile(r"[0-9A-Z一-鿿()/\-.·]{4,40}")


def id_check(first17: str) -> str:
    """The 18th character of a GB 11643 number: weighted sum modulo 11."""
    return ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, ID_WEIGHTS, strict=True)) % 11]


def birth_date(number: str) -> str | None:
    """The birth date inside an 18-character ID number as ISO text; None if it is no real day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    except ValueError:
        return None


def sex(number: str) -> str:
    """GB/T 2261.1 code read from the 17th digit: `1` male (odd), `2` female."""
    return "1" if int(number[16]) % 2 else "2"


def age_on(birth: str, day: str) -> int:
    """Full years of age on a day (both ISO); the birthday itself counts."""
    return int(day[:4]) - int(birth[:4]) - (day[5:] < birth[5:])


def is_resident_id(number: str) -> bool:
    """Whether a text is a well-formed GB 11643 number with a right check character and a real date."""
    return bool(_ID.fullmatch(number)) and id_check(number[:17]) == number[17] and birth_date(number) is not None


def id_fault(number: str, today: str) -> str:
    """Why a resident ID number is refused (Chinese), or the empty text.

    Checked: form, check character, a real birth date that is not after `today` (ISO; no test when empty). The first six
    digits are where the number was first issued, possibly a code abolished since: they are never judged.
    """
    if not _ID.fullmatch(number):
        return "应为 18 位公民身份号码（前 17 位为数字，最后一位为数字或 X），请核对"
    birth = birth_date(number)
    if birth is None or birth < "1800-01-01" or (today and birth > today):
        return "第 7 至 14 位不是有效的出生日期，请核对"
    if id_check(number[:17]) != number[17]:
        return "校验未通过，可能有一位输入错误，请逐位核对"
    return ""


def credit_check(first17: str) -> str:
    """The 18th character of a GB 32100 code: weights 3^i mod 31."""
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, at, 31) for at, char in enumerate(first17))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def is_credit_code(code: str) -> bool:
    """Whether a text is a GB 32100 code with the right check character."""
    return len(code) == 18 and set(code) <= set(CREDIT_ALPHABET) and credit_check(code[:17]) == code[17]


def derived(number: Value, part: str, today: str) -> Value:
    """What an ID number tells (`birth_date`, `sex`, `age`), or None if it is no resident ID or the day is unknown."""
    if not isinstance(number, str) or not is_resident_id(number):
        return None
    birth = birth_date(number)
    if part == "birth_date":
        return birth
    if part == "sex":
        return sex(number)
    return age_on(birth, today) if birth and today else None


def _compact(raw: Raw, name: str) -> Value | Refused:
    text = one(raw, name)
    return ("".join(half_width(text).split()).upper() or None) if isinstance(text, str) else text


class IdNumber(Kind):
    """The number of an identity document; a resident ID unless the element named by `id_kind` says otherwise."""

    name = "id_number"
    bounds = "length"
    keys = frozenset({"id_kind", "mask"})

    def attributes(self, element: Element) -> dict[str, str]:
        return {"autocapitalize": "characters", "spellcheck": "false"}

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        return _compact(raw, name)

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if context.id_kind in RESIDENT_KINDS:
            problem = id_fault(value, context.today)
            if problem:
                yield Fault(problem, code="id_number")
        elif not _OTHER_ID.fullmatch(value) or (element.max is not None and len(value) > element.max):
            yield Fault("证件号码格式不正确，请按证件原样填写", code="id_number")

    def sample(self, element: Element, context: Context) -> Value:
        return SAMPLE_ID if context.id_kind in RESIDENT_KINDS else "H12345678"


class CreditCode(Kind):
    """A unified social credit code; some genuine codes fail the check character, so that fault can be lifted."""

    name = "credit_code"
    bounds = "length"

    def attributes(self, element: Element) -> dict[str, str]:
        return {"autocapitalize": "characters", "spellcheck": "false"}

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        return _compact(raw, name)

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if len(value) != 18 or not set(value) <= set(CREDIT_ALPHABET):
            yield Fault("应为 18 位统一社会信用代码（数字和大写字母，不含 I、O、S、V、Z），请核对", code="credit_code")
        elif not is_credit_code(value):
            message = "校验位不符，请逐位核对；如与证照一致，可由负责人核准后放行"
            yield Fault(message, code="credit_code_check", overridable=True)

    def sample(self, element: Element, context: Context) -> Value:
        return SAMPLE_CREDIT
