"""Stages, heirs, mergers and splits: what a unit becomes, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.life import LOCAL_PREFIX, NEXT, Kind, Part, Reform, Refusals, heirs_of, merged, split, stage_refusal
from tenants.scope import Level, range_of
from tenants.tree import Status, Tenant, Tree

COUNTY, EAST, WEST = 441322000000, 441322001000, 441322002000
TODAY = date(2026, 11, 23)


def county(villages: int = 3) -> Tree:
    """A county with two towns, each with some villages."""
    units = [Tenant(COUNTY, "441322", "博罗县", Level.COUNTY)]
    for town, name in ((EAST, "东镇"), (WEST, "西镇")):
        units.append(Tenant(town, str(town // 1000), name, Level.TOWN, COUNTY))
        units += [
            Tenant(town + at, str(town + at), f"{name}{at}村", Level.VILLAGE, town) for at in range(1, villages + 1)
        ]
    return Tree(units)


def everyone(tree: Tree) -> frozenset[int]:
    return frozenset(one.number for one in tree)


def reformed(found: Reform | Refusals) -> Reform:
    assert isinstance(found, Reform), found
    return found


def refused(found: Reform | Refusals) -> str:
    assert isinstance(found, Refusals), found
    return "；".join(found.messages)


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in Status for new in Status])
def test_a_unit_goes_from_stage_to_stage_as_the_table_says(old: Status, new: Status) -> None:
    refusal = stage_refusal("东镇", old, new, TODAY, TODAY)
    assert (refusal is None) == (new is old or new in NEXT[old])


def test_a_closed_unit_stays_closed_and_no_stage_begins_tomorrow() -> None:
    assert NEXT[Status.CLOSED] == frozenset()
    assert "还没有到" in str(stage_refusal("东镇", Status.PLANNED, Status.OPEN, date(2026, 11, 24), TODAY))


def test_a_merged_town_hands_its_villages_to_the_heir() -> None:
    tree = county()
    found = reformed(merged(tree, everyone(tree), [EAST], WEST))
    lo, hi = range_of(WEST)
    assert len(found.planted) == 3
    assert all(lo < one.number <= hi and one.number not in tree for one in found.planted)
    assert [one.name for one in found.planted] == ["东镇1村", "东镇2村", "东镇3村"]
    assert all(one.code.startswith(LOCAL_PREFIX) for one in found.planted)
    heirs = {one.scope: one.heirs for one in found.successions}
    assert heirs[EAST] == (WEST,)
    assert {found.models[one.number] for one in found.planted} == {EAST + 1, EAST + 2, EAST + 3} == set(heirs) - {EAST}
    assert {one.kind for one in found.successions} == {Kind.MERGE}


def test_a_split_town_that_keeps_villages_lives_on() -> None:
    tree = county()
    found = reformed(split(tree, everyone(tree), EAST, [Part("新镇", "441322009", frozenset({EAST + 1}))]))
    assert [one.name for one in found.planted] == ["新镇", "东镇1村"]
    assert [one.scope for one in found.successions] == [EAST + 1]
    assert found.planted[1].parent == found.planted[0].number


def test_a_split_town_that_keeps_nothing_ends_and_its_first_part_is_the_first_heir() -> None:
    tree = county(2)
    parts = [Part("甲镇", takes=frozenset({EAST + 2})), Part("乙镇", takes=frozenset({EAST + 1}))]
    found = reformed(split(tree, everyone(tree), EAST, parts))
    first, *_ = found.successions
    assert first.scope == EAST
    assert [tree_name(found, heir) for heir in first.heirs] == ["甲镇", "乙镇"]
    village = reformed(split(tree, everyone(tree), WEST + 1, [Part("上村"), Part("下村")]))
    assert [one.scope for one in village.successions] == [WEST + 1]


def tree_name(found: Reform, number: int) -> str:
    return next(one.name for one in found.planted if one.number == number)


@pytest.mark.parametrize(
    ("olds", "into", "said"),
    [
        ([], WEST, "没有指定"),
        ([WEST], WEST, "并入自身"),
        ([EAST + 1], WEST, "同级单位"),
        ([441399001000], WEST, "没有编号"),
        ([COUNTY], COUNTY, "并入自身"),
    ],
)
def test_what_cannot_be_merged_says_why(olds: list[int], into: int, said: str) -> None:
    tree = county()
    assert said in refused(merged(tree, everyone(tree), olds, into))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "至少要拆成"),
        ([Part("甲镇")], "至少要有一个村"),
        ([Part("甲镇", takes=frozenset({WEST + 1}))], "不是“东镇”的村"),
        ([Part("甲镇", "441322002", frozenset({EAST + 1}))], "已被使用"),
        ([Part(name, takes=frozenset({EAST + 1})) for name in ("甲镇", "乙镇")], "两个单位"),
        ([Part("甲镇", takes=frozenset({EAST + 77}))], "没有编号"),
    ],
)
def test_what_cannot_be_split_says_why(parts: list[Part], said: str) -> None:
    tree = county()
    assert said in refused(split(tree, everyone(tree), EAST, parts))


def test_a_unit_that_ended_takes_no_part_any_more() -> None:
    tree = county()
    assert "已经撤销" in refused(merged(tree, everyone(tree) - {WEST}, [EAST], WEST))


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), max_size=8), st.integers(0, 9))
def test_heirs_are_found_whatever_the_history(successions: dict[int, list[int]], number: int) -> None:
    """Circles (which the database refuses only for one step) end; nobody who ended is an heir."""
    found = heirs_of(successions, number)
    assert len(set(found)) == len(found)
    assert not any(successions.get(one) for one in found)
    if not successions.get(number):
        assert found == (number,)


def test_heirs_of_heirs_come_in_order() -> None:
    assert heirs_of({1: [2, 3], 2: [4, 5]}, 1) == (4, 5, 3)
