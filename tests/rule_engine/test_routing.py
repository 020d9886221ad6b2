"""Routes: which steps are open, in which order, because of what; and plans that cannot work."""

from __future__ import annotations

import json
import pathlib
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_engine import DocumentError, RoutePlan, draw, frontier, lint_plan, route
from rule_engine.routing.choice import Choice
from rule_engine.routing.layout import lay_out
from tests.rule_engine.cases import facts_of, plans

FARM = {"==": [{"var": "land"}, "farm"]}
LARGE = {">": [{"var": "area"}, 100]}


def task(step_id: str, *arrows: Any, **more: Any) -> dict[str, Any]:
    """A task with arrows: a step's id, or (id, rule)."""
    return {"id": step_id, "kind": "task", "action": step_id, "next": arrows_of(arrows), **more}


def arrows_of(arrows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Arrows as the document writes them."""
    return [{"to": each} if isinstance(each, str) else {"to": each[0], "if": each[1]} for each in arrows]


def fork(step_id: str, join: str, *branches: Any) -> dict[str, Any]:
    """A fork."""
    return {"id": step_id, "kind": "fork", "branches": arrows_of(branches), "join": join}


def join(step_id: str, *arrows: Any, wait: Any = "all") -> dict[str, Any]:
    """A join."""
    return {"id": step_id, "kind": "join", "wait": wait, "next": arrows_of(arrows)}


END = {"id": "end", "kind": "end"}


def plan(*steps: dict[str, Any]) -> RoutePlan:
    """A plan that starts with its first step."""
    return RoutePlan.from_json({"start": steps[0]["id"], "steps": [*steps, END]})


def joined(wait: Any = "all") -> RoutePlan:
    """One step, three branches of which one has two steps and one a condition, one step."""
    return plan(
        task("accept", "fork"),
        fork("fork", "join", "a", "b1", ("c", FARM)),
        task("a", "join"),
        task("b1", "b2"),
        task("b2", "join"),
        task("c", "join"),
        join("join", ("county", LARGE), "decide", wait=wait),
        task("county", "decide", special=True, limit={"value": 20, "unit": "working_day"}),
        task("decide", "file"),
        task("file", "end", after_decision=True),
    )


def test_waves() -> None:
    assert route(joined(), {}).waves == (("accept",), ("a", "b1"), ("b2",), ("decide",), ("file",))
    farm = route(joined(), {"land": "farm", "area": "100.5"})
    assert farm.waves == (("accept",), ("a", "b1", "c"), ("b2",), ("county",), ("decide",), ("file",))
    assert farm.steps == ("accept", "a", "b1", "c", "b2", "county", "decide", "file")
    assert (farm.ended, farm.stuck) == (True, ())


def test_because() -> None:
    because = route(joined(), {"land": "farm", "area": "100.5"}).because
    assert [(each.step, each.to, dict(each.inputs)) for each in because] == [
        ("fork", "c", {"land": "farm"}),
        ("join", "county", {"area": "100.5"}),
    ]
    labels = {"land": "土地类型", "land=farm": "农用地", "area": "面积"}
    assert [each.sentence(labels) for each in because] == ["因 土地类型=农用地", "因 面积=100.5，大于 100"]
    assert route(joined(), {}).because == ()


STEPS: list[tuple[Any, set[str], tuple[str, ...], bool, bool]] = [
    ("all", set(), ("accept",), False, False),
    ("all", {"accept"}, ("a", "b1"), False, False),
    ("all", {"accept", "a"}, ("b1",), False, False),
    ("all", {"accept", "a", "b1"}, ("b2",), False, False),
    ("all", {"accept", "a", "b1", "b2"}, ("decide",), False, False),
    ("any", {"accept", "a"}, ("decide",), False, False),
    ("any", {"accept"}, ("a", "b1"), False, False),
    ({"ratio": "0.5"}, {"accept", "a"}, ("decide",), False, False),
    ({"ratio": "0.51"}, {"accept", "a"}, ("b1",), False, False),
    ("all", {"accept", "a", "b1", "b2", "decide"}, ("file",), False, True),
    ("all", {"accept", "a", "b1", "b2", "decide", "file"}, (), True, True),
    ("all", {"decide", "file", "b2", "stranger"}, ("accept",), False, False),
]


@pytest.mark.parametrize(("wait", "completed", "now", "ended", "decided"), STEPS)
def test_frontier(wait: Any, completed: set[str], now: tuple[str, ...], ended: bool, decided: bool) -> None:
    found = frontier(joined(wait), {}, completed)
    assert (found.open, found.ended, found.decided) == (now, ended, decided)


def test_facts_may_change_on_the_way() -> None:
    done = {"accept", "a", "b1", "b2"}
    assert frontier(joined(), {}, done).open == ("decide",)
    assert frontier(joined(), {"area": 101}, done).open == ("county",)
    assert frontier(joined(), {"land": "farm"}, done).open == ("c",)


def test_a_fork_without_a_branch_is_passed() -> None:
    made = plan(fork("fork", "join", ("a", FARM)), task("a", "join"), join("join", "b"), task("b", "end"))
    assert route(made, {}).waves == (("b",),)


def test_forks_inside_branches() -> None:
    made = plan(
        fork("f", "j", "a", "g"),
        task("a", "j"),
        fork("g", "k", "b", "c"),
        task("b", "k"),
        task("c", "k"),
        join("k", "j", wait="any"),
        join("j", "d"),
        task("d", "end"),
    )
    assert route(made, {}).waves == (("a", "b", "c"), ("d",))
    assert frontier(made, {}, {"a", "c"}).open == ("d",)
    assert frontier(made, {}, {"b"}).open == ("a",)


def test_a_way_out_that_is_not_there_is_told() -> None:
    made = plan(task("a", ("end", FARM)))
    stuck = frontier(made, {}, {"a"})
    assert (stuck.open, stuck.ended, stuck.decided, stuck.stuck) == ((), False, False, ("a",))
    assert route(made, {}).stuck == ("a",)


def test_a_circle_does_not_hang() -> None:
    made = plan(task("a", "b"), task("b", "a"))
    assert route(made, {}).waves == (("a",), ("b",))


def test_an_external_step_is_a_step() -> None:
    made = plan({**task("a", "end"), "kind": "external", "limit": {"value": 5, "unit": "working_day"}})
    assert route(made, {}).waves == (("a",),)
    assert str(made.steps["a"].limit) == "5个工作日"


BROKEN: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"start": "x", "steps": [END]}, [("/start", "起点“x”不是任何环节")]),
    ({"start": "end", "steps": [END, END]}, [("/steps/1/id", "重复")]),
    (
        {"start": "a", "steps": [{"id": "a", "kind": "job", "next": [{"to": "z", "if": {"nope": 1}}]}, END]},
        [
            ("/steps/0/kind", "不认识的环节类型“job”"),
            ("/steps/0/next/0/if", "没有运算符“nope”"),
            ("/steps/0/next/0/to", "“z”"),
        ],
    ),
    (
        {"start": "f", "steps": [fork("f", "end", "end"), END]},
        [("/steps/0/join", "不是会合环节")],
    ),
    (
        {"start": "a", "steps": [task("a", "end", limit={"value": -1, "unit": "hour"}), END]},
        [("/steps/0/limit/value", "期限要是 0 到"), ("/steps/0/limit/unit", "不认识的期限单位“hour”")],
    ),
    (
        {"start": "j", "steps": [{**join("j", "end"), "wait": {"ratio": 2}}, END]},
        [("/steps/0/wait", "会合方式不对")],
    ),
]


@pytest.mark.parametrize(("document", "problems"), BROKEN)
def test_documents_that_are_no_plans(document: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    with pytest.raises(DocumentError) as caught:
        RoutePlan.from_json(document)
    assert [problem.pointer for problem in caught.value.problems] == [pointer for pointer, _ in problems]
    for problem, (_, message) in zip(caught.value.problems, problems, strict=True):
        assert message in problem.message


LINT: list[tuple[RoutePlan, str, str]] = [
    (plan(task("a", "end"), task("lost", "end")), "/steps/1", "无法到达"),
    (plan(task("a")), "/steps/0", "没有去向"),
    (plan(task("a", ("end", FARM))), "/steps/0", "都带条件"),
    (plan(task("a", "end", ("b", FARM)), task("b", "end")), "/steps/0", "永远不会走到"),
    (plan(task("a", "j"), join("j", "end")), "/steps/1", "没有对应的分支"),
    (plan(fork("f", "j", "a", "b"), task("a", "j"), task("b", "end"), join("j", "end")), "/steps/0", "到不了会合环节"),
    (plan(task("a", "b"), task("b", ("a", FARM), "end")), "/steps/0", "绕回自己"),
    (plan(task("a", "end", special=True)), "/steps/0", "没有期限"),
    (plan(task("a", "b", after_decision=True), task("b", "end")), "/steps/1", "却未标为办结后"),
]


@pytest.mark.parametrize(("made", "place", "message"), LINT)
def test_lint(made: RoutePlan, place: str, message: str) -> None:
    found = [finding for finding in lint_plan(made) if message in finding.message]
    assert [finding.place for finding in found][:1] == [place]
    assert found[0].suggestion


def test_conditions_are_checked_against_the_form() -> None:
    schema = {
        "type": "object",
        "required": ["area"],
        "properties": {"lend": {}, "area": {"type": "number", "title": "面积"}},
    }
    (finding,) = lint_plan(joined(), schema)
    assert (finding.place, finding.message) == ("/steps/1/branches/2/if/==/0", "没有数据项“land”")
    assert finding.suggestion == "是否想写“lend”？"


def test_a_plan_that_works_is_not_complained_about() -> None:
    assert lint_plan(joined()) == []


@pytest.mark.shared
def test_the_routes_of_the_sample_cases(shared: pathlib.Path) -> None:
    tried = 0
    for name, made, examples in plans(shared):
        assert lint_plan(made) == [], name
        for example in examples:
            found = route(made, facts_of(example))
            assert [list(wave) for wave in found.waves] == example["expect"]["route_waves"], (name, example["name"])
            assert found.ended
            tried += 1
    assert tried >= 20


CODES = st.sampled_from(["A", "B", "C"])
ARROWS = st.lists(
    st.tuples(CODES, st.integers(0, 3), st.sampled_from(["word", "number", "both", "swapped", "default", "or"])),
    max_size=12,
)


def condition(code: str, n: int, sort: str) -> Any:
    """A condition of some sort."""
    word, number = {"==": [{"var": "m.code"}, code]}, {">": [{"var": "n"}, n]}
    return {
        "word": word,
        "number": number,
        "both": {"and": [number, {"and": [word]}]},
        "swapped": {"==": [code, {"val": ["m", "code"]}]},
        "default": {"==": [{"var": ["m.code", "A"]}, code]},
        "or": {"or": [word, number]},
    }[sort]


@given(arrows=ARROWS, code=st.none() | CODES | st.just(1), n=st.integers(0, 4))
def test_the_index_of_conditions_changes_nothing(arrows: list[Any], code: Any, n: int) -> None:
    made = plan(task("s", *[("end", condition(*each)) for each in arrows], "end"))
    facts = {"m": {"code": code}, "n": n}
    step = made.steps["s"]
    assert [*step.holding(facts)] == [arrow for arrow in step.arrows if arrow.holds(facts)]


def test_thousands_of_conditions_are_found_by_their_word() -> None:
    arrows = [("end", {"and": [{"==": [{"var": "code"}, f"M{n}"]}, LARGE]}) for n in range(500)]
    choice = plan(task("s", *arrows, "end")).steps["s"].choice
    assert isinstance(choice, Choice)
    assert [*choice.candidates({"code": "M77"})] == [77, 500]
    assert [*choice.candidates({})] == [500]


@given(st.permutations(["a", "b", "c", "d"]), st.integers(0, 3), st.booleans())
def test_unrelated_rules_do_not_touch_a_route(order: list[str], area: int, farm: bool) -> None:
    """The order in which branches are written, and steps not on the way, change only the order in a wave."""
    branches = {
        "a": "a",
        "b": ("b", {">": [{"var": "area"}, 1]}),
        "c": ("c", FARM),
        "d": ("d", {"<": [{"var": "area"}, 2]}),
    }
    steps = [task(name, "j") for name in order]
    made = plan(fork("f", "j", *[branches[name] for name in order]), *steps, join("j", "end"))
    found = route(made, {"area": area, "land": "farm" if farm else ""})
    expected = {"a"} | ({"b"} if area > 1 else set()) | ({"c"} if farm else set()) | ({"d"} if area < 2 else set())
    assert [set(wave) for wave in found.waves] == [expected]


SVG = "{http://www.w3.org/2000/svg}"


def test_a_drawing_of_a_plan() -> None:
    drawn = ET.fromstring(draw(joined(), {"land": "土地类型", "land=farm": "农用地", "area": "面积"}))
    boxes = [each.get("id") for each in drawn.iter(f"{SVG}g")]
    assert boxes == [*joined().steps]
    said = [each.text for each in drawn.iter(f"{SVG}text")]
    assert {
        "土地类型 是 农用地",
        "面积 大于 100",
        "否则",
        "分办",
        "会合",
        "结束",
        "办结后",
        "20个工作日 不计时",
    } <= set(said)
    assert not [each for each in drawn.iter() if each.get("style")]


def test_a_drawing_of_a_case() -> None:
    done = {"accept", "a"}
    drawn = ET.fromstring(draw(joined(), {}, frontier(joined(), {}, done), done))
    classes = {each.get("id"): set(str(each.get("class")).split()) for each in drawn.iter(f"{SVG}g")}
    assert "done" in classes["accept"]
    assert "open" in classes["b1"]
    assert not {"open", "done"} & classes["c"]
    taken = [each for each in drawn.iter(f"{SVG}path") if each.get("class") == "arrow taken"]
    assert len(taken) == 4
    whole = ET.fromstring(draw(joined(), {}, route(joined(), {})))
    assert len([each for each in whole.iter(f"{SVG}g") if "done" in str(each.get("class"))]) == 6


def test_what_people_typed_is_not_markup() -> None:
    drawn = draw(plan(task("a", "end", department="<script>alert(1)</script>", action="甲&乙")), {})
    assert "<script" not in drawn
    assert ET.fromstring(drawn) is not None


@pytest.mark.shared
def test_steps_of_a_drawing_do_not_overlap_and_arrows_go_down(shared: pathlib.Path) -> None:
    for name, made, _ in plans(shared):
        layout = lay_out(made)
        boxes = [*layout.places.values()]
        for place, (x, y) in enumerate(boxes):
            assert all(abs(x - a) >= 184 or abs(y - b) >= 66 for a, b in boxes[place + 1 :]), name
            assert 0 < x < layout.width
            assert 0 < y < layout.height
        for points in layout.ways.values():
            assert [y for _, y in points] == sorted(y for _, y in points), name
        assert json.dumps(re.findall(r"NaN|None", draw(made, {}))) == "[]"
