"""The parts of a pack that are lists: units, departments, posts, days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from onewindow.domain.packs.shape import UNITS, Days, Department, Post, Unit
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place
from tenants.errors import ScopeError
from tenants.scope import Level, level_of, range_of

Json = Any
FIRST_YEAR, LAST_YEAR = 1949, 2200


def units(root: Place) -> tuple[Unit, ...]:
    """Read `units.json`; numbers have to fit the levels and the units above."""
    found: dict[str, Unit] = {}
    numbers: set[int] = set()
    keys = ("code", "number", "name", "short_name", "initials", "level", "parent", "phone", "branding")
    for place in _items(root, "onewindow/units/1", "units", keys):
        branding = place.at("branding")
        if branding.value is not None and not isinstance(branding.value, dict):
            branding.wrong("对象")
        one = Unit(
            place.text("code"),
            place.integer("number"),
            place.text("name"),
            place.text("short_name"),
            place.text("initials", required=False),
            place.choice("level", [level.value for level in Level]),
            place.text("parent", required=False),
            place.text("phone", required=False),
            branding.value if isinstance(branding.value, dict) else {},
        )
        if one.code in found or one.number in numbers:
            place.at("code").problem(f"单位「{one.code}」或其编号重复。", "请删除其中一个。")
        _placed(place, one, found)
        numbers.add(one.number)
        found[one.code] = one
    return tuple(found.values())


def _placed(place: Place, one: Unit, found: dict[str, Unit]) -> None:
    """Report a number that does not stand for such a unit, or not under its parent. Parents stand before children."""
    try:
        level = level_of(one.number).value
    except ScopeError:
        level = ""
    if level != one.level:
        place.at("number").problem(f"编号 {one.number} 不是这一级单位的编号。", "请恢复导出时的编号。")
    elif one.parent and one.parent not in found:
        place.at("parent").problem(f"上级「{one.parent}」不在前面的单位中。", did_you_mean(one.parent, found))
    elif one.parent:
        lo, hi = range_of(found[one.parent].number)
        if not lo < one.number <= hi:
            place.at("number").problem(f"编号 {one.number} 不在上级的范围内。", "请恢复导出时的编号。")


def departments(root: Place, codes: Collection[str]) -> tuple[Department, ...]:
    """Read `departments.json`."""
    keys = ("tenant", "key", "name", "level", "valid_from", "valid_to", "phone")
    return tuple(
        Department(
            _of(place, codes),
            place.text("key"),
            place.text("name"),
            place.choice("level", [level.value for level in Level]),
            _day(place, "valid_from") or date.min,
            _day(place, "valid_to", required=False),
            place.text("phone", required=False),
        )
        for place in _items(root, "onewindow/departments/1", "departments", keys)
    )


def posts(root: Place, codes: Collection[str]) -> tuple[Post, ...]:
    """Read `posts.json`."""
    keys = ("tenant", "department", "name", "duty")
    return tuple(
        Post(
            _of(place, codes),
            place.text("department", required=False),
            place.text("name"),
            place.text("duty", required=False),
        )
        for place in _items(root, "onewindow/posts/1", "posts", keys)
    )


def days(root: Place) -> Days:
    """Read `calendar.json`."""
    if root.sink.problems or not root.is_object(("schema", "years", "days"), strict=True):
        return Days()
    root.choice("schema", ("onewindow/days/1",))
    years: dict[int, str] = {}
    for place in root.items("years"):
        if place.is_object(("year", "source"), strict=True):
            year = place.integer("year", least=FIRST_YEAR)
            if year > LAST_YEAR:
                place.at("year").problem(f"年份 {year} 超出范围。", f"请填写 {FIRST_YEAR} 到 {LAST_YEAR}。")
            years[year] = place.text("source", required=False)
    found: dict[date, tuple[bool, str, str]] = {}
    for place in root.items("days"):
        if place.is_object(("id", "work", "note", "source"), strict=True):
            day = _day(place, "id") or date.min
            if day in found:
                place.at("id").problem(f"日期 {day} 写了两次。", "请删除其中一个。")
            note, source = place.text("note", required=False), place.text("source", required=False)
            found[day] = (place.flag("work", required=True), note, source)
    return Days(years, found)


def _items(root: Place, schema: str, key: str, keys: Collection[str]) -> Iterable[Place]:
    if root.sink.problems or not root.is_object(("schema", key), strict=True):
        return
    root.choice("schema", (schema,))
    for place in root.items(key):
        if place.is_object(keys, strict=True):
            yield place


def _of(place: Place, codes: Collection[str]) -> str:
    code = place.text("tenant")
    if code and code not in codes:
        place.at("tenant").problem(f"单位「{code}」不在 {UNITS} 中。", did_you_mean(code, codes))
    return code


def _day(place: Place, key: str, *, required: bool = True) -> date | None:
    text = place.text(key, required=required)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        place.at(key).problem(f"「{text}」不是日期。", "请写成 2026-12-31 的形式。")
        return None
