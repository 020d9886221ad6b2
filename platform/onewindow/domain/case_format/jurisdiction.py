"""Which division element says where a case belongs, when the source does not say it.

The exchange format names no such element. The rule: a division that shares a word with the matter's name (居住证明 →
现居住地) comes first; then the place the matter is about (premises, site, settlement), then the household, then the
residence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PREFERENCE = (
    re.compile(r"经营|场所|用地|宅基|建房|建设|项目|施工|安装|设置|site|premises|place_of_business|project"),
    re.compile(r"落户|settle|hukou"),
    re.compile(r"户籍|户口|household"),
    re.compile(r"居住|住址|residence|home"),
)
_COMMON = frozenset({"所在", "在地", "地区", "区划", "行政", "划代", "代码", "地址", "申请", "登记", "办理", "信息"})


def jurisdiction(
    matter_name: str, fields: Sequence[Mapping[str, object]], elements: Mapping[str, Mapping[str, object]]
) -> str | None:
    """Return the key of the division element that decides, or None when the form asks no division."""
    divisions = [field for field in fields if elements.get(str(field["element"]), {}).get("kind") == "division"]
    if not divisions:
        return None
    wanted = _words(matter_name)

    def rank(field: Mapping[str, object]) -> tuple[bool, int, bool, bool]:
        key = str(field["element"])
        label = str(field.get("label") or elements[key].get("label"))
        unlikely = ("shown" in field, field["required"] is not True)
        return (not wanted & _words(label), _preference(f"{label} {key}"), *unlikely)

    return str(min(divisions, key=rank)["element"])


def _words(text: str) -> frozenset[str]:
    pairs = (text[at : at + 2] for at in range(len(text) - 1))
    return frozenset(pair for pair in pairs if pair.isalpha() and not pair.isascii()) - _COMMON


def _preference(text: str) -> int:
    return next((at for at, pattern in enumerate(_PREFERENCE) if pattern.search(text)), len(_PREFERENCE))
