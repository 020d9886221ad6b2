"""One element from several: the narrowest that all askers accept, and the conflicts when there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from form_builder.binding import BoundField, BoundForm
from form_builder.document import number_json
from form_builder.elements import Element
from form_builder.fields.base import plain
from form_builder.merging.values import Conflict
from form_builder.reading import Json

Settlement = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class United:
    """The common element, the widest of all askers (what is read of a page before anyone judges it), what each asker's
    element becomes (in asker order), and the conflicts left."""

    element: Element
    widest: Element
    elements: tuple[Element, ...]
    conflicts: tuple[Conflict, ...] = ()


def settled(base: Element, element: Element, settlement: Settlement) -> Element:
    """An asker's element after an administrator's settlement: what is settled replaces what the form narrowed.

    A bound that is settled as null is lifted.
    """
    chosen = settlement.get("options")
    return replace(
        element,
        label=settlement.get("label") or element.label,
        min=_bound(settlement["min"]) if "min" in settlement else element.min,
        max=_bound(settlement["max"]) if "max" in settlement else element.max,
        options=element.options if chosen is None else tuple(item for item in base.options if item.value in chosen),
    )


def _bound(said: Json) -> Decimal | None:
    return None if said is None else Decimal(said)


def unite(
    askers: Sequence[tuple[int, BoundField]],
    members: Sequence[BoundForm],
    settlement: Settlement | None,
) -> United:
    """Narrow one element over its askers: max = smallest, min = largest, options = intersection (forms.md, rule 2)."""
    first = askers[0][1]
    if settlement:
        elements = tuple(settled(item.base, item.element, settlement) for _, item in askers)
    else:
        elements = tuple(item.element for _, item in askers)
        if all(element is elements[0] for element in elements):
            return United(elements[0], elements[0], elements)
    titles = [members[number].title for number, _ in askers]
    keys = tuple(members[number].key for number, _ in askers)
    clash = _type_clash(elements, titles, keys)
    if clash:
        return United(elements[0], elements[0], elements, (clash,))
    element = replace(
        elements[0],
        label=(settlement or {}).get("label") or first.base.label,
        hint=first.base.hint,
        min=max((item.min for item in elements if item.min is not None), default=None),
        max=min((item.max for item in elements if item.max is not None), default=None),
        options=tuple(
            option for option in elements[0].options if all(option.value in item.labels for item in elements[1:])
        ),
    )
    return United(element, _widest(first.base, elements), elements, tuple(_empty(element, elements, titles, keys)))


def _widest(base: Element, elements: Sequence[Element]) -> Element:
    low, high = _hull(elements)
    taken = {option.value for item in elements for option in item.options}
    return replace(
        base,
        min=low,
        max=high,
        options=tuple(option for option in base.options if option.value in taken),
    )


def _hull(elements: Sequence[Element]) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a range that holds all ranges; None where one of them has no bound."""
    lows = [item.min for item in elements if item.min is not None]
    highs = [item.max for item in elements if item.max is not None]
    return min(lows) if len(lows) == len(elements) else None, max(highs) if len(highs) == len(elements) else None


def _type_clash(elements: Sequence[Element], titles: Sequence[str], keys: tuple[str, ...]) -> Conflict | None:
    first = elements[0]
    for title, other in zip(titles[1:], elements[1:], strict=True):
        if other.kind != first.kind or other.columns != first.columns:
            what = f"《{titles[0]}》为 {first.kind}，《{title}》为 {other.kind}"
            if other.kind == first.kind:
                what = f"《{titles[0]}》与《{title}》的表格列不同"
            return Conflict(
                "type",
                first.key,
                first.label,
                keys,
                f"“{first.label}”的类型不一致：{what}",
                "按现行数据元字典重新发布较旧的表单",
            )
        if other.must_be is not None and first.must_be is not None and other.must_be != first.must_be:
            return Conflict(
                "fixed",
                first.key,
                first.label,
                keys,
                f"“{first.label}”的固定值互相矛盾：《{titles[0]}》与《{title}》",
                "这些事项不能合并申请，请分开办理",
            )
    return None


def _empty(
    element: Element,
    elements: Sequence[Element],
    titles: Sequence[str],
    keys: tuple[str, ...],
) -> list[Conflict]:
    """The conflicts of a common element that no value can satisfy."""
    if element.min is not None and element.max is not None and element.min > element.max:
        return [_range(element, elements, titles, keys)]
    if not element.options and all(item.options for item in elements):
        fixed = all(len(item.options) == 1 for item in elements)
        asked = "；".join(
            f"《{title}》只接受 {'、'.join(option.label for option in item.options)}"
            for title, item in zip(titles, elements, strict=True)
        )
        union = dict.fromkeys(option.value for item in elements for option in item.options)
        return [
            Conflict(
                "fixed" if fixed else "options",
                element.key,
                element.label,
                keys,
                f"“{element.label}”没有各事项都接受的选项：{asked}",
                "由牵头部门确定共同的选项",
                {"options": list(union)},
            ),
        ]
    return []


def _range(element: Element, elements: Sequence[Element], titles: Sequence[str], keys: tuple[str, ...]) -> Conflict:
    low, high = _hull(elements)
    fixed = all(item.min is not None and item.min == item.max for item in elements)
    asked = "；".join(
        f"《{title}》要求 {plain(item.min) if item.min is not None else '不限'} 至 "
        f"{plain(item.max) if item.max is not None else '不限'}"
        for title, item in zip(titles, elements, strict=True)
    )
    return Conflict(
        "fixed" if fixed else "range",
        element.key,
        element.label,
        keys,
        f"“{element.label}”的范围没有交集：{asked}",
        "由牵头部门确定共同的范围",
        {"min": None if low is None else number_json(low), "max": None if high is None else number_json(high)},
    )
