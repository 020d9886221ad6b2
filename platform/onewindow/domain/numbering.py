"""Numbers of cases and documents from templates of the tenant, and the query code on the receipt (domain study 2.3).

A template is text with parts in braces: `{tenant} {implementation_code} {matter} {date} {year} {body} {kind} {serial}`;
`{serial:4}` has leading zeros and ends at 9999. All but the serial gives the *series*: the store counts one serial per
series, so two numbers can only be equal when their series are, whatever the template says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onewindow.domain.errors import NumberingError

CASE_BY_CODE = "{implementation_code}{date}{serial:4}"
"""31 digits of the implementation list, day, serial of the day: 43 characters (45 with a handling item)."""

CASE_BY_TENANT = "{tenant}{date}{serial:5}"
"""Where no national implementation code exists: the accepting tenant's code, day, serial of the day."""

DOCUMENT = "{body}{kind}〔{year}〕{serial}号"
"""GB/T 9704: six-cornered brackets, serial without leading zeros."""

QUERY_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_QUERY_LENGTH = 8
_LEAST_RANDOM = 16
WARN_PART = 20
"""A series warns when a twentieth of its numbers is left."""
_PART = re.compile(r"\{(\w+)(?::(\d))?\}")
_PARTS = frozenset({"tenant", "implementation_code", "matter", "date", "year", "body", "kind", "serial"})
_SERIAL = re.compile(r"\{serial(?::(\d))?\}")


@dataclass(frozen=True, slots=True)
class SeriesExhausted:
    """The series has no number left; `message` says so in Chinese."""

    series: str
    last: int

    @property
    def message(self) -> str:
        """What the clerk is told."""
        return f"编号序列「{self.series}」已用到 {self.last}，无法继续编号，请联系管理员调整编号规则。"


def template_fault(template: str) -> str | None:
    """Say in Chinese what is wrong with a numbering template, or None."""
    names, rest = [name for name, _ in _PART.findall(template)], _PART.sub("", template)
    if "{" in rest or "}" in rest:
        return "编号规则的花括号不成对，或格式不对，应如 {serial:4}。"
    if unknown := sorted(set(names) - _PARTS):
        return f"编号规则中有不认识的部分：{'、'.join(unknown)}。可用：{'、'.join(sorted(_PARTS))}。"
    if names.count("serial") != 1:
        return "编号规则须有且只有一个 {serial}（顺序号）。"
    if not {"date", "year"} & set(names):
        return "编号规则须含 {date} 或 {year}，否则顺序号会用尽。"
    return None


def case_template(implementation_code: str, tenant_template: str = "") -> str:
    """Choose the template of case numbers: the tenant's own, the national one, or the default without a code."""
    return tenant_template or (CASE_BY_CODE if len(implementation_code) in (31, 33) else CASE_BY_TENANT)


def series(template: str, on: date, parts: Mapping[str, str]) -> str:
    """Fill all parts but the serial: the key one counter belongs to. Raises `NumberingError` for a fault."""
    if fault := template_fault(template):
        raise NumberingError(fault)
    known = {"date": f"{on:%Y%m%d}", "year": f"{on:%Y}", **parts}

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "serial":
            return match.group(0)
        value = known.get(name, "")
        if not value or "{" in value:
            raise NumberingError(f"part {name!r} of the template {template!r} has no usable value: {value!r}")
        return value

    return _PART.sub(fill, template)


def number(of_series: str, serial: int) -> str | SeriesExhausted:
    """Put `serial` (1, 2, …) into the series; say so when the places are used up."""
    match = _SERIAL.search(of_series)
    if match is None or serial < 1:
        raise NumberingError(f"{of_series!r} is no series or {serial} no serial")
    width = int(match.group(1) or 0)
    if width and serial >= 10**width:
        return SeriesExhausted(of_series, 10**width - 1)
    return of_series[: match.start()] + str(serial).zfill(width) + of_series[match.end() :]


def near_end(of_series: str, serial: int) -> str | None:
    """Say in Chinese that a series will soon be used up, once a twentieth of it is left; otherwise None."""
    match = _SERIAL.search(of_series)
    width = int(match.group(1) or 0) if match else 0
    last = 10**width - 1
    left = last - serial
    if not width or left > last // WARN_PART:
        return None
    if left < 1:
        return SeriesExhausted(of_series, last).message
    return f"编号序列「{of_series}」已用到 {serial}，只剩 {left} 个编号，请联系管理员及早调整编号规则。"


def query_code(random: bytes) -> str:
    """Turn at least 16 random bytes (from `secrets`) into the 8 characters that, with the number, show the progress."""
    return random_code(random, _QUERY_LENGTH)


def random_code(random: bytes, length: int) -> str:
    """Turn at least 16 random bytes into a code of signs that nobody confuses. Raises `NumberingError`."""
    if len(random) < _LEAST_RANDOM:
        raise NumberingError("a code needs 16 random bytes, or some codes are likelier than others")
    rest, code = int.from_bytes(random), ""
    for _ in range(length):
        rest, place = divmod(rest, len(QUERY_ALPHABET))
        code += QUERY_ALPHABET[place]
    return code


def typed_query_code(text: str) -> str:
    """Read a query code as people type it: any case, blanks and hyphens between."""
    return re.sub(r"[\s\-－]", "", text).upper()
