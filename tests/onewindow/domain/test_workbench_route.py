"""The way of a draft: whatever is put in and taken out, it can still be drawn and run; its tables as grids."""

from __future__ import annotations

import pathlib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_builder import Dictionary
from onewindow.domain.case_format import Pack
from onewindow.domain.workbench.editing import PRESENT, apply, controls
from onewindow.domain.workbench.places import find, of_json_pointer, put
from onewindow.domain.workbench.routing import grid, shaping
from onewindow.domain.workbench.routing.properties import step_tab
from onewindow.domain.workbench.routing.starts import STARTS, begin, department
from onewindow.domain.workbench.routing.steps import empty, ids, plan_of, reached, step_of, ways
from onewindow.domain.workbench.routing.walking import asked, facts_of, readable, typed_over, walk
from onewindow.domain.workbench.starting import blank_matter
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.domain.workbench.tabs import Group
from rule_engine import RoutePlan, Severity, lint_plan, route
from tests.onewindow.domain.test_workbench_grid import demo, table

__all__ = ["demo"]

DEMO = pathlib.Path(__file__).parents[3] / "platform" / "onewindow" / "demo_data" / "cases"
Json = Any
CHANGES = ("task", "special", "external", "before", "part", "beside", "drop")


def blank(key: str = "village_town_county") -> Json:
    """A new matter with a ready way."""
    return begin(blank_matter("dogs", "养犬登记"), key)


def leads(at: tuple[Json, str]) -> Json:
    """The arrows that leave a step."""
    step = step_of(*at)
    assert step is not None
    return ways(step)


def changed(document: Json, what: str, name: str) -> Json:
    """The document after one button."""
    if what in shaping.ADDABLE:
        return shaping.add_after(document, name, what)[0]
    do = {"before": shaping.add_before, "part": shaping.part, "beside": shaping.beside, "drop": shaping.drop}[what]
    return do(document, name)[0]


def errors(document: Json) -> list[str]:
    """What the lint has against a way that has to be readable."""
    plan = plan_of(document)
    assert isinstance(plan, RoutePlan), plan
    return [each.message for each in lint_plan(plan) if each.severity is Severity.ERROR]


@pytest.mark.parametrize("start", [each.key for each in STARTS])
def test_every_ready_way_is_valid_at_once(start: str) -> None:
    document = begin({**blank_matter("dogs", "养犬登记"), "departments": {"county": "县农业局(审批)"}}, start)
    assert errors(document) == []
    plan = plan_of(document)
    assert isinstance(plan, RoutePlan)
    assert route(plan, {}).ended
    assert all(step.department or step.level != "county" for step in plan.steps.values())
    assert begin(document, "no such") == document


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("村(居)委会(受理核实)", "村(居)委会"),
        ("县民政局（审批）", "县民政局"),
        ("村(居)", "村(居)"),
        ("镇农办", "镇农办"),
    ],
)
def test_departments_without_their_remarks(written: str, wanted: str) -> None:
    assert department({"departments": {"county": written}}, "county") == wanted


@given(
    st.sampled_from([each.key for each in STARTS]),
    st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 40)), max_size=12),
)
def test_any_row_of_changes_leaves_a_way_that_works(start: str, changes: list[tuple[str, int]]) -> None:
    document = blank(start)
    for what, number in changes:
        names = ids(document)
        document = changed(document, what, names[number % len(names)])
        assert errors(document) == [], (what, document["route"])
    plan = plan_of(document)
    assert isinstance(plan, RoutePlan)
    assert route(plan, {}).ended


def test_a_step_between_others() -> None:
    document, new = shaping.add_after(blank(), "step_1")
    assert [leads((document, name)) for name in ("step_1", new)] == [[{"to": new}], [{"to": "step_2"}]]
    assert ids(document) == ["step_1", new, "step_2", "step_3", "end"]
    made = step_of(document, new)
    assert made is not None
    assert (made["level"], made["department"]) == ("village", "村(居)委会")
    document, first = shaping.add_before(document, "step_1")
    assert document["route"]["start"] == first
    again, picked = shaping.drop(document, first)
    assert (again["route"]["start"], picked) == ("step_1", "step_1")
    last, before_end = shaping.add_after(again, "end")
    assert leads((last, before_end)) == [{"to": "end"}]


def test_at_the_same_time_and_one_after_another_again() -> None:
    document, second = shaping.beside(blank(), "step_2")
    document, third = shaping.beside(document, "step_2")
    fork = next(name for name in ids(document) if name.startswith("fork"))
    assert [each["to"] for each in leads((document, fork))] == ["step_2", second, third]
    plan = plan_of(document)
    assert isinstance(plan, RoutePlan)
    assert set(route(plan, {}).waves[1]) == {"step_2", second, third}
    fewer, _ = shaping.drop(document, third)
    assert len(leads((fewer, fork))) == 2
    after, behind = shaping.add_after(document, fork)
    assert {each["to"] for each in leads((after, next(n for n in ids(after) if n.startswith("join"))))} == {behind}
    flat, _ = shaping.drop(document, fork)
    made = plan_of(flat)
    assert isinstance(made, RoutePlan)
    assert route(made, {}).waves == (("step_1",), ("step_2",), (second,), (third,), ("step_3",))


def test_ways_under_conditions() -> None:
    document, _ = shaping.part(blank(), "step_1", "step_3")
    assert leads((document, "step_1")) == [{"to": "step_3", "if": False}, {"to": "step_2"}]
    assert find(document, ("route", "steps", "step_1", "next", "step_3", "if")) is False
    ruled = put(document, ("route", "steps", "step_1", "next", "step_3", "if"), {"==": [{"var": "a"}, "x"]})
    assert of_json_pointer(ruled, "/route/steps/0/next/0/if") == "route/steps/step_1/next/step_3/if"
    turned = shaping.turn(ruled, "step_1", 0, 1)
    assert [each["to"] for each in leads((turned, "step_1"))] == ["step_2", "step_3"]
    assert shaping.turn(turned, "step_1", 1, 1) == turned
    assert shaping.cut(turned, "step_1", 1) == blank()
    assert shaping.cut(turned, "step_1", 7) == turned
    assert shaping.part(document, "step_1", "nowhere") == (document, "step_1")
    without, _ = shaping.drop(ruled, "step_2")  # both ways lead to the same then: one is enough
    assert leads((without, "step_1")) == [{"to": "step_3"}]


def test_two_arrows_to_one_step_are_told_apart() -> None:
    document, _ = shaping.part(blank(), "step_1", "step_3")
    document, _ = shaping.part(document, "step_1", "step_3")
    arrows = ("route", "steps", "step_1", "next")
    other = put(document, (*arrows, "1", "if"), {"var": "b"})
    assert [each.get("if") for each in find(other, arrows)] == [False, {"var": "b"}, None]


def test_what_cannot_go_stays() -> None:
    document = blank()
    assert shaping.drop(document, "end") == (document, "end")
    assert shaping.drop(document, "none") == (document, "none")
    assert shaping.add_after(document, "none") == (document, "none")
    assert shaping.beside(document, "end") == (document, "end")
    assert shaping.part(document, "end") == (document, "end")
    assert empty(blank_matter("a", "b"))
    assert not empty(document)
    assert list(reached(document, "step_2", "end")) == ["step_2", "step_3"]


def test_the_ways_of_all_matters_stay_to_the_byte(demo: Pack) -> None:
    for matter in demo.matters.values():
        document = matter.to_json()
        for name in ids(document):
            tab = step_tab(document, name)
            page: dict[str, list[str]] = {PRESENT: []}
            for control in [each for part in tab.parts if isinstance(part, Group) for each in controls(document, part)]:
                page[PRESENT].append(control.name)
                page[control.name] = list(control.texts)
            assert apply(document, tab, page).document == document


def test_a_step_keeps_what_no_control_shows() -> None:
    document = put(blank(), ("route", "steps", "step_2", "place"), {"x": 1})
    page = {PRESENT: ["route/steps/step_2/standard"], "route/steps/step_2/standard": ["年满 80 周岁"]}
    edited = apply(document, step_tab(document, "step_2"), page).document
    step = step_of(edited, "step_2")
    assert step is not None
    assert (step["standard"], step["place"]) == ("年满 80 周岁", {"x": 1})


# -- an example led along the way -------------------------------------------------------------------------------------


def allowance(demo: Pack) -> Json:
    """A way that a table by age decides."""
    document = begin(deepcopy(dict(demo.matters["advanced_age_allowance"].to_json())), "village_town_county")
    document["tables"] = {"age": table(("<90", "镇办"), (">=90", "县办"))}
    document, _ = shaping.part(document, "step_2", "end")
    return put(
        document, ("route", "steps", "step_2", "next", "end", "if"), {"==": [{"var": "table.age.out_1"}, "镇办"]}
    )


def test_an_example_lights_its_way(demo: Pack) -> None:
    document = allowance(demo)
    plan, own = plan_of(document), readable(document)
    assert isinstance(plan, RoutePlan)
    words = Surroundings(demo.dictionary).vocabulary(document)
    terms = asked(plan, own, words)
    assert [term.path for term in terms] == ["applicant.age"]
    facts = facts_of(document, document["examples"][0], demo.dictionary, "2026-11-20")
    shown = walk(plan, own, facts, words.labels)
    assert shown.way is not None
    assert shown.way.steps == ("step_1", "step_2")
    assert shown.reasons["step_2", "end"] == "因 津贴的标准=镇办；津贴：因 年龄=85，适用第 1 行"
    older, problem = typed_over(facts, terms, {"applicant.age": ["95"]})
    assert not problem
    again = walk(plan, own, older, words.labels)
    assert again.way is not None
    assert again.way.steps == ("step_1", "step_2", "step_3")
    assert again.said["age"] == "因 年龄=95，适用第 2 行"
    assert typed_over(facts, terms, {"applicant.age": ["很老"]})[1].startswith("「")


def test_a_draft_that_is_not_ready_is_still_led_as_far_as_it_goes(demo: Pack) -> None:
    document = allowance(demo)
    document["limits"] = 5
    facts = facts_of(document, {"data": {"applicant.age": 95}}, demo.dictionary, "2026-11-20")
    assert facts["applicant"] == {"age": 95}
    assert facts_of(document, None, Dictionary.from_json(demo.elements), "2026-11-20")["today"] == "2026-11-20"
    stuck = put(document, ("route", "steps", "step_2", "next"), [{"to": "end", "if": False}])
    plan = plan_of(stuck)
    assert isinstance(plan, RoutePlan)
    assert "“审核”" in walk(plan, readable(stuck), facts, {}).failed


def test_what_is_pasted_takes_the_blank_rows_at_the_end() -> None:
    blank = {"when": ["-"], "then": [None]}
    full = {"when": [">=80"], "then": ["镇"]}
    assert grid.free_row({"rows": []}) == 0
    assert grid.free_row({"rows": [blank, blank]}) == 0
    assert grid.free_row({"rows": [blank, full, blank]}) == 2
    assert grid.free_row({"rows": [full]}) == 1
