"""Divisions: from the top down, one list for each level that leaves a choice; the tree is asked, never sent whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from form_builder import Problems, Unit, clean, compile_plan, display, sample
from form_builder.page import render_sections
from form_builder.places import Places, first, steps
from tests.form_builder.making import bound, dictionary

UNITS = {
    "44": ("博罗县", "county", ""),
    "4401": ("罗阳街道", "town", "44"),
    "4402": ("石坝镇", "town", "44"),
    "440101": ("东区社区", "village", "4401"),
    "440102": ("新角社区", "village", "4401"),
    "440201": ("石坝社区", "village", "4402"),
}


class County:
    """A small county; tells what it was asked for."""

    def __init__(self, within: str = "44") -> None:
        self.within = within
        self.asked: list[str] = []

    def unit(self, code: str) -> Unit | None:
        """A unit inside."""
        if code not in UNITS or not code.startswith(self.within):
            return None
        name, level, above = UNITS[code]
        full = "".join(UNITS[code[:at]][0] for at in (2, 4, 6) if code[:at] in UNITS and at <= len(code))
        return Unit(code, name, level, above if code != self.within else "", full)

    def below(self, code: str) -> Sequence[Unit]:
        """The units right below one."""
        self.asked.append(code)
        found = [self.within] if not code else [one for one, (_, _, above) in UNITS.items() if above == code]
        return [unit for one in found if (unit := self.unit(one))]


STEPS: list[tuple[str, str, str, dict[str, str], list[tuple[str, list[str], str]]]] = [
    ("44", "village", "", {}, [("town", ["4401", "4402"], ""), ("village", [], "")]),
    ("44", "village", "", {"town": "4402"}, [("town", ["4401", "4402"], "4402"), ("village", ["440201"], "")]),
    ("44", "village", "440102", {}, [("town", ["4401", "4402"], "4401"), ("village", ["440101", "440102"], "440102")]),
    ("44", "village", "999", {"town": "999"}, [("town", ["4401", "4402"], ""), ("village", [], "")]),
    ("4401", "village", "", {}, [("village", ["440101", "440102"], "")]),
    ("44", "town", "4402", {}, [("town", ["4401", "4402"], "4402")]),
    ("44", "county", "", {}, [("county", ["44"], "")]),
]


@pytest.mark.parametrize(("within", "level", "chosen", "picked", "lists"), STEPS)
def test_lists_from_the_top_down(
    within: str, level: str, chosen: str, picked: dict[str, str], lists: list[tuple[str, list[str], str]]
) -> None:
    found = steps(County(within), level, chosen, picked)
    assert [(step.level, [unit.code for unit in step.units], step.chosen) for step in found] == lists


def test_only_what_is_looked_at_is_asked_for() -> None:
    county = County()
    steps(county, "village", "440201", {})
    assert county.asked == ["", "44", "4402"]


KNOWN = dictionary({"key": "a.home", "label": "所在村", "kind": "division", "level": "village"})
PLAN = compile_plan(bound(KNOWN, "x", {"element": "a.home", "required": True}))


def judged(raw: dict[str, list[str]], places: Places) -> Any:
    """The value, or the messages."""
    result = clean(PLAN, raw, choices={"division:village": places})
    return [one.message for one in result] if isinstance(result, Problems) else result["a.home"]


def test_only_units_of_the_level_inside_are_accepted() -> None:
    assert judged({"a.home": ["440201"]}, County()) == "440201"
    outside = ["“所在村”所选区划不在可选范围内，请重新选择"]
    assert judged({"a.home": ["440201"]}, County("4401")) == outside
    assert judged({"a.home": ["4401"]}, County()) == outside
    assert sample(PLAN, choices={"division:village": County()}) == {"a.home": "440101"}
    assert first(County(), "town") == "4401"


def test_a_village_drawn_for_another_town_is_no_answer() -> None:
    changed = {"a.home": ["440101"], "a.home-town": ["4402"], "a.home-in": ["4401"]}
    assert judged(changed, County()) == ["“所在村”不能为空，请选择"]
    assert judged({**changed, "a.home-in": ["4402"], "a.home": ["440201"]}, County()) == "440201"


def test_the_chosen_unit_stands_there_with_its_full_name() -> None:
    choices: dict[str, Any] = {"division:village": County()}
    page = render_sections(PLAN, PLAN.state({"a.home": "440102"}), {"a.home": ["440102"]}, choices=choices)
    assert "博罗县罗阳街道新角社区" in page
    assert page.count("<select") == 2
    assert 'name="a.home-in" value="4401"' in page
    assert "石坝社区" not in page
    assert display(KNOWN["a.home"], "440102", choices) == "博罗县罗阳街道新角社区"
