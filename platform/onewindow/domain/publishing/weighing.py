"""How much a change weighs: only words, less asked of applicants, more asked of them, or another way of working.

Whatever the class, a case goes on with the version it was accepted under (R030): nothing is asked of an applicant
afterwards that was not published when he applied (行政许可法第三十条 as to what is made public).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType

from onewindow.domain.publishing.elements import ABSENT, Json, Pointer
from onewindow.domain.publishing.values import is_limit


class Weight(StrEnum):
    """The class of a change, the lightest first."""

    NONE = "none"
    WORDING = "wording"
    LOOSENING = "loosening"
    TIGHTENING = "tightening"
    STRUCTURAL = "structural"


WEIGHT_NAMES = MappingProxyType(
    {
        Weight.NONE: "无变化",
        Weight.WORDING: "文字调整",
        Weight.LOOSENING: "放宽",
        Weight.TIGHTENING: "收紧",
        Weight.STRUCTURAL: "结构调整",
    }
)
CONSEQUENCES = MappingProxyType(
    {
        Weight.NONE: "与现行版本相同，在办件不受影响。",
        Weight.WORDING: "只调整文字，在办件按受理时的版本继续办理，打印内容不变。",
        Weight.LOOSENING: "在办件按受理时的版本继续办理；新版本对申请人更有利的，申请人可以撤回后按新版本重新申请。",
        Weight.TIGHTENING: "在办件按受理时的版本继续办理，不得要求申请人补交新增材料或适用新增条件。",
        Weight.STRUCTURAL: "在办件按受理时的版本和原流程继续办理；生效之日起受理的申请按新版本办理。",
    }
)
"""What happens to open cases, for the person who publishes."""

_WORDS = frozenset(
    {"name", "daily_name", "title", "label", "hint", "note", "source", "legal_basis", "provenance", "examples"}
    | {"scenarios", "expected", "stages", "published_elsewhere", "place", "codes", "standard", "daily", "#order"}
    | {"special_procedures", "approver", "schema", "placeholder"}
)
"""Keys whose values are read by people and decide nothing."""
_HARDER_WHEN_MORE = frozenset({"min", "originals", "photocopies", "amount", "min_rows", "on_site_visits"})
_EASIER_WHEN_MORE = frozenset({"max", "max_rows", "days", "max_kb"})
_ASKED = frozenset({"materials", "fields", "conditions", "checks", "fees"})
"""Lists whose elements are asked of an applicant, or may stand against him."""
_OFFERED = frozenset({"options", "subjects", "capabilities"})
_ORDER = tuple(Weight)
_NECESSITY = ("optional", "deferrable", "conditional", "required")


def heaviest(weights: list[Weight]) -> Weight:
    """The class of a whole version: that of its heaviest change."""
    return max(weights, key=_ORDER.index, default=Weight.NONE)


def weight_of(at: Pointer, old: Json, new: Json) -> Weight:
    """The class of one change at a place by identity; a side where nothing stands is ABSENT."""
    key, holder = at[-1] if at else "", at[-2] if len(at) > 1 else ""
    if any(part in _WORDS for part in (key, at[0] if at else "")) or holder in _WORDS:
        return Weight.WORDING
    if is_limit(old) and is_limit(new):
        return _more(_days(old), _days(new))
    if holder in _ASKED:
        return _appearing(holder, old, new)
    if holder in _OFFERED:
        return Weight.LOOSENING if old is ABSENT else Weight.TIGHTENING
    if key == "required" and isinstance(old, bool | None) and isinstance(new, bool | None):
        return Weight.TIGHTENING if new else Weight.LOOSENING
    if key == "necessity" and old in _NECESSITY and new in _NECESSITY:
        return _more(_NECESSITY.index(old), _NECESSITY.index(new))
    return _numeric(key, holder, old, new)


def _appearing(holder: str, old: Json, new: Json) -> Weight:
    there = new if old is ABSENT else old
    free = isinstance(there, dict) and (
        (holder == "fields" and there.get("required") in (False, None)) or there.get("necessity") == "optional"
    )
    if old is ABSENT:
        return Weight.LOOSENING if free else Weight.TIGHTENING
    return Weight.LOOSENING if new is ABSENT else Weight.STRUCTURAL


def _numeric(key: str, holder: str, old: Json, new: Json) -> Weight:
    before, then = _number(old), _number(new)
    if before is None or then is None:
        return Weight.STRUCTURAL
    if key in _HARDER_WHEN_MORE or holder in _HARDER_WHEN_MORE:
        return _more(before, then)
    return _more(then, before) if key in _EASIER_WHEN_MORE else Weight.STRUCTURAL


def _more(old: Decimal | int, new: Decimal | int) -> Weight:
    return Weight.TIGHTENING if new > old else Weight.LOOSENING


def _days(given: Json) -> int:
    """Days for comparison only: five working days are a week."""
    return int(given["value"]) * (7 if given["unit"] == "working_day" else 5)


def _number(given: Json) -> Decimal | None:
    if isinstance(given, bool) or not isinstance(given, int | str):
        return None
    try:
        number = Decimal(given)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
