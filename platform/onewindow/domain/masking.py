"""What public pages may show of a person: enough to know one's own case, not enough to learn somebody else's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from form_builder import Element, mask
from form_builder.showing import masked

_BY_KIND: Mapping[str, str] = MappingProxyType({"id_number": "id", "phone": "phone", "address": "address"})


PERSON_LENGTH = 4
"""Longer names are organisations', or foreigners' with a point between the parts."""
_POINT = "·"


def public_name(name: str) -> str:
    """张三丰 → 张**: the family name's first character stays; of an organisation's name its two ends: 博罗****饮店."""
    name = name.strip()
    if len(name) <= PERSON_LENGTH or _POINT in name:
        return masked(name, "name")
    return f"{name[:2]}****{name[-2:]}"


def public_number(number: str) -> str:
    """441322********1234: an identity document's number, the first six and the last four signs stay."""
    return masked(number.strip(), "id")


def public_value(element: Element, value: Any) -> str:
    """A value as a public page shows it: masked as the element says, and ID numbers, phones, addresses in any case."""
    return mask(replace(element, mask=element.mask or _BY_KIND.get(element.kind, "")), value)
