"""The life of a unit: its stages, and what becomes of it when units are merged or split.

A unit keeps its number for ever. When it ends, heirs take over: new cases go to them, what is still open moves to the
first of them, and what is closed keeps naming the unit that did it. Villages of a town that ends get new numbers under
the town that takes them, because sight is a range of numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .divisions import LEVEL_NAMES, SERIALS
from .scope import WIDTH, Level, county_of
from .tree import Status, Tenant, Tree

LOCAL_PREFIX = "L"
NEXT: Mapping[Status, frozenset[Status]] = {
    Status.PLANNED: frozenset({Status.PILOT, Status.OPEN, Status.CLOSED}),
    Status.PILOT: frozenset({Status.PLANNED, Status.OPEN, Status.SUSPENDED, Status.CLOSED}),
    Status.OPEN: frozenset({Status.PILOT, Status.SUSPENDED, Status.CLOSED}),
    Status.SUSPENDED: frozenset({Status.PILOT, Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}
STATUS_NAMES: Mapping[Status, str] = {
    Status.PLANNED: "筹备",
    Status.PILOT: "试点",
    Status.OPEN: "开通",
    Status.SUSPENDED: "暂停",
    Status.CLOSED: "关闭",
}


class Kind(StrEnum):
    """How a unit ended."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Succession:
    """Who takes over from a unit; the first heir takes what is open."""

    scope: int
    heirs: tuple[int, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Part:
    """One unit that a split makes: its name, its code (empty: a local one), the villages it takes."""

    name: str
    code: str = ""
    takes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reform:
    """What a merger or a split comes to: units to plant (parents first) and who takes over from whom.

    `models` names, for each new number, the unit that it continues: status, telephone and marks are copied from there.
    """

    planted: tuple[Tenant, ...]
    successions: tuple[Succession, ...]
    models: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Refusals:
    """Why something cannot be done: Chinese sentences, all at once."""

    messages: tuple[str, ...]


def stage_refusal(name: str, old: Status, new: Status, since: date, today: date) -> str | None:
    """Why a unit cannot have a status from a day on, or None (R003)."""
    if since > today:
        return f"“{name}”的{STATUS_NAMES[new]}日期 {since.isoformat()} 还没有到，请到那一天再办理。"
    if new is not old and new not in NEXT[old]:
        return f"“{name}”现在是{STATUS_NAMES[old]}状态，不能改为{STATUS_NAMES[new]}。"
    return None


def heirs_of(successions: Mapping[int, Sequence[int]], number: int) -> tuple[int, ...]:
    """The units that stand for a number today: itself while it lives, else its heirs, and theirs, first heir first."""
    found: dict[int, None] = {}
    waiting, seen = [number], set[int]()
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if successions.get(one):
            waiting[:0] = successions[one]
        else:
            found[one] = None
    return tuple(found)


def merged(tree: Tree, living: Collection[int], olds: Sequence[int], into: int) -> Reform | Refusals:
    """Units that go into another of their level: what becomes of them and of the villages below.

    `tree` holds every unit there ever was, `living` the numbers of those that exist.
    """
    refusals = _merger_faults(tree, living, olds, into)
    if refusals:
        return Refusals(tuple(refusals))
    numbering = _Numbering(tree)
    moved = [unit for old in olds for unit in _below(tree, living, old)]
    planted = [numbering.under(into, unit.name, "", unit.number) for unit in moved]
    pairs = [
        *((old, into) for old in olds),
        *((old.number, new.number) for old, new in zip(moved, planted, strict=True)),
    ]
    return Reform(tuple(planted), tuple(Succession(old, (heir,), Kind.MERGE) for old, heir in pairs), numbering.models)


def split(tree: Tree, living: Collection[int], old: int, parts: Sequence[Part]) -> Reform | Refusals:
    """A unit of which parts become units of their own.

    A town whose every village is taken ends, and so does a village; a town that keeps villages lives on.
    """
    refusals = _split_faults(tree, living, old, parts)
    if refusals:
        return Refusals(tuple(refusals))
    unit, numbering = tree.get(old), _Numbering(tree)
    assert unit.parent is not None, "a root is never split here"
    planted, successions, units = [], list[Succession](), []
    for part in parts:
        made = numbering.under(unit.parent, part.name, part.code, old)
        units.append(made)
        planted.append(made)
        for village in sorted(part.takes):
            moved = numbering.under(made.number, tree.get(village).name, "", village)
            planted.append(moved)
            successions.append(Succession(village, (moved.number,), Kind.SPLIT))
    taken = frozenset[int]().union(*(part.takes for part in parts))
    if {one.number for one in _below(tree, living, old)} <= taken:
        successions.insert(0, Succession(old, tuple(one.number for one in units), Kind.SPLIT))
    return Reform(tuple(planted), tuple(successions), numbering.models)


class _Numbering:
    """Gives numbers and local codes to new units: the highest free number of a range, as divisions do (R007)."""

    def __init__(self, tree: Tree) -> None:
        self._taken = {one.number for one in tree}
        self._codes = {one.code for one in tree}
        self.models: dict[int, int] = {}

    def under(self, parent: int, name: str, code: str, model: int) -> Tenant:
        level = Level.VILLAGE if parent % WIDTH[Level.COUNTY] else Level.TOWN
        wanted = (parent + serial * WIDTH[level] for serial in range(SERIALS[level], 0, -1))
        number = next(number for number in wanted if number not in self._taken)
        self._taken.add(number)
        self.models[number] = model
        unit = Tenant(number, code or f"{LOCAL_PREFIX}{number}", name, level, parent)
        while unit.code in self._codes:
            unit = replace(unit, code=f"{LOCAL_PREFIX}{unit.code}")
        self._codes.add(unit.code)
        return unit


def _merger_faults(tree: Tree, living: Collection[int], olds: Sequence[int], into: int) -> list[str]:
    found = [*_existing(tree, living, [*olds, into])]
    if not olds:
        found.append("没有指定要并入的单位，请至少选择一个。")
    if into in olds:
        found.append("单位不能并入自身，请另选接收单位。")
    if found:
        return found
    heir = tree.get(into)
    found += [
        f"“{old.name}”和“{heir.name}”不是同一个县的同级单位，不能合并。"
        for old in map(tree.get, olds)
        if old.level is not heir.level or county_of(old.number) != county_of(into)
    ]
    if heir.level not in (Level.TOWN, Level.VILLAGE):
        found.append(f"{LEVEL_NAMES[heir.level]}级单位的合并按新建单位办理，这里只能合并镇和村。")
    elif heir.level is Level.TOWN and not found:
        found += _no_room(tree, into, sum(len(_below(tree, living, old)) for old in olds), Level.VILLAGE)
    return found


def _split_faults(tree: Tree, living: Collection[int], old: int, parts: Sequence[Part]) -> list[str]:
    found = [*_existing(tree, living, [old, *(one for part in parts for one in part.takes)])]
    if found:
        return found
    unit = tree.get(old)
    below = {one.number for one in _below(tree, living, old)}
    if unit.level not in (Level.TOWN, Level.VILLAGE):
        return [f"{LEVEL_NAMES[unit.level]}级单位不能在这里拆分，这里只能拆分镇和村。"]
    if len(parts) < (1 if below else 2):
        found.append(f"“{unit.name}”至少要拆成两个单位，请补充。")
    if unit.level is Level.TOWN and any(not part.takes for part in parts):
        found.append("每个新设的镇至少要有一个村，请为它选择村。")
    taken = [one for part in parts for one in part.takes]
    if len(set(taken)) != len(taken):
        found.append("同一个村不能划给两个单位，请改正。")
    found += [f"“{tree.get(one).name}”不是“{unit.name}”的村，请改正。" for one in sorted(set(taken) - below)]
    codes = [part.code for part in parts if part.code]
    found += [f"代码 {code} 已被使用，请改正。" for code in codes if tree.by_code(code) or codes.count(code) > 1]
    if unit.parent is not None:
        found += _no_room(tree, unit.parent, len(parts), unit.level)
    return found


def _existing(tree: Tree, living: Collection[int], numbers: Sequence[int]) -> list[str]:
    gone = [one for one in numbers if one not in tree or one not in living]
    return [
        f"“{tree.get(one).name}”已经撤销，请改选现有单位。" if one in tree else f"没有编号为 {one} 的单位。"
        for one in gone
    ]


def _no_room(tree: Tree, parent: int, wanted: int, level: Level) -> list[str]:
    free = SERIALS[level] - len(tree.children(parent))
    return [f"“{tree.get(parent).name}”的编号不够用，请联系平台运维员。"] if wanted > free else []


def _below(tree: Tree, living: Collection[int], number: int) -> list[Tenant]:
    return [one for one in tree.below(number) if one.number != number and one.number in living]
