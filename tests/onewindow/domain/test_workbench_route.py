"""The way of a draft: whatever is put in and taken out, it can still be drawn and run; its tables as grids."""

from __future__ import annotations

import pathlib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_builder import Dictionary
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.workbench.editing import PRESENT, apply, controls
from onewindow.domain.workbench.places import find, of_json_pointer, put
from onewindow.domain.workbench.routing import grid, shaping, typed
from onewindow.domain.workbench.routing.judging import judge
from onewindow.domain.workbench.routing.properties import step_tab
from onewindow.domain.workbench.routing.starts import STARTS, begin, department
from onewindow.domain.workbench.routing.steps import empty, ids, plan_of, reached, step_of, ways
from onewindow.domain.workbench.routing.walking import asked, facts_of, readable, typed_over, walk
from onewindow.domain.workbench.starting import blank_matter
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.domain.workbench.tabs import Group
from rule_engine import DecisionTable, RoutePlan, Severity, decide, lint_plan, route

DEMO = pathlib.Path(__file__).parents[3] / "platform" / "onewindow" / "demo_data" / "cases"
Json = Any
CHANGES = ("task", "special", "external", "before", "part", "beside", "drop")


@pytest.fixture(scope="module")
def demo() -> Pack:
    pack = read_folder({path.name: path.read_bytes() for path in DEMO.glob("*.json")})
    assert isinstance(pack, Pack)
    return pack


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


# -- tables -----------------------------------------------------------------------------------------------------------

AGE = {"path": "applicant.age", "label": "年龄", "kind": "integer", "min": 0, "max": 150}


def table(*rows: tuple[str, Json], **more: Json) -> Json:
    """A table by age with one result."""
    made = {"name": "津贴", "hit": "unique", "columns": [AGE], "outputs": [{"key": "out_1", "label": "标准"}]}
    return {**made, "rows": [{"when": [when], "then": [then]} for when, then in rows], **more}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("80岁以上", ">=80"),
        ("80 周岁及以上", ">=80"),
        ("满80", ">=80"),
        ("不满80岁", "<80"),
        ("超过 100", ">100"),
        ("60以下", "<=60"),
        ("60岁以内", "<=60"),
        ("不超过 60", "<=60"),
        ("至少3人", ">=3"),
        ("80-89", "80..89"),
        ("80岁至89岁", "80..89"),
        ("８０～８９", "80~89"),
        ("100岁", "100"),
        ("[80，90)", "[80,90)"),
        ("大概八十", "大概八十"),
        ("", ""),
    ],
)
def test_what_people_type_for_numbers(text: str, cell: str) -> None:
    assert typed.cell(text, AGE) == cell


@given(st.integers(0, 10**6), st.sampled_from([("以上", True), ("以下", True), ("不满", False), ("超过", False)]))
def test_the_bound_itself_counts_as_the_civil_code_says(number: int, word: tuple[str, bool]) -> None:
    said, counts = word
    text = f"{said}{number}" if said in ("不满", "超过") else f"{number}{said}"
    held = DecisionTable.from_json(table((typed.cell(text, AGE), 1), columns=[{**AGE, "max": 10**7}]))
    assert bool(decide(held, {"applicant": {"age": number}}).because.rows) is counts


def test_what_people_type_for_days_words_and_results() -> None:
    assert typed.cell("2026年3月5日", {"kind": "date"}) == "2026-03-05"
    assert typed.cell("2026/3/5..2026.12.31", {"kind": "date"}) == "2026-03-05..2026-12-31"
    assert typed.cell(" 80以上 ", {"kind": "text"}) == "80以上"
    results = {"是": True, "否": False, "12": 12, "-3": -3, "0.5": "0.5", "007": "007", "镇级": "镇级", " ": None}
    assert {text: typed.value(text) for text in results} == results
    assert all(typed.value(typed.shown(value)) == value for value in results.values())


def posted(made: Json) -> dict[str, list[str]]:
    """What a browser sends for the page of a table that nobody touched."""
    page = {"name": [made["name"]], "hit": [grid.hit_of(made)]}
    for n, column in enumerate(made["columns"]):
        page |= {f"column-{n}-label": [column["label"]], f"column-{n}-there": ["1"]}
        page |= {f"column-{n}-{end}": [typed.shown(column.get(end))] for end in ("min", "max")}
        page |= {f"column-{n}-blank": ["1"]} if column.get("blank") else {}
    page |= {f"output-{n}-label": [each["label"]] for n, each in enumerate(made["outputs"])}
    for n, row in enumerate(made["rows"]):
        page |= {f"r{n}-c{c}": [grid.condition(each)] for c, each in enumerate(row["when"])}
        page |= {f"r{n}-o{o}": [typed.shown(each)] for o, each in enumerate(row["then"])}
        page[f"r{n}-note"] = [row.get("note", "")]
    return page | {f"d-o{n}": [typed.shown(each)] for n, each in enumerate(made.get("default", ()))}


def test_a_page_that_nobody_touched_changes_nothing() -> None:
    made = table(("80岁", "0.50"), ("-", True), (" >= 90", None), default=["高"], hit="collect", aggregate="sum")
    made["rows"][0]["note"], made["rows"][1]["when"] = "x", [5]
    made["columns"][0] = {**AGE, "blank": True, "min": "0.5"}
    assert grid.apply(made, posted(made)) == made


def test_what_is_typed_stands_where_it_was_typed() -> None:
    made = table(("80..89", "低"), ("-", "高"), default=["无"])
    page = posted(made) | {
        "r1-c0": ["90以上"],
        "r1-o0": ["200"],
        "r0-note": ["按月"],
        "d-o0": [""],
        "hit": ["collect:max"],
    }
    page |= {
        "column-0-label": ["岁数"],
        "column-0-max": [""],
        "column-0-blank": ["1"],
        "output-0-label": ["元"],
        "name": ["补"],
    }
    done = grid.apply(made, page)
    assert done["rows"] == [{"when": ["80..89"], "then": ["低"], "note": "按月"}, {"when": [">=90"], "then": [200]}]
    assert (done["default"], done["hit"], done["aggregate"], done["name"]) == ([None], "collect", "max", "补")
    assert done["columns"][0] == {**{key: AGE[key] for key in ("path", "kind", "min")}, "label": "岁数", "blank": True}
    assert done["outputs"][0]["label"] == "元"
    emptied = grid.apply(done, posted(done) | {"r0-c0": [""], "r0-note": [""]})
    assert emptied["rows"][0] == {"when": ["-"], "then": ["低"]}


def test_rows_and_columns_come_and_go(demo: Pack) -> None:
    document = begin(dict(demo.matters["advanced_age_allowance"].to_json()), "village_town")
    around = Surroundings(demo.dictionary)
    document, key = grid.add_table(document)
    made: Json = document["tables"][key]
    column = grid.column(around, document, "applicant.age")
    assert column is not None
    assert column["kind"] == "integer"
    made = grid.add_column(made, column)
    assert len(made["rows"]) == 1
    assert grid.add_column(made, column) == made
    way = grid.column(around, document, "delivery.method")
    assert way is not None
    assert way["options"]
    made = grid.add_output(grid.add_column(made, way))
    made = grid.move_row(grid.add_row(grid.add_row(made), 0), 0, 1)
    assert grid.shaped(made)
    assert [len(row["when"]) for row in made["rows"]] == [2, 2, 2]
    made = grid.default(made, True)
    made = grid.drop_output(grid.drop_column(grid.drop_row(made, 2), 0), 0)
    assert grid.shaped(made)
    assert (len(made["rows"]), len(made["columns"]), made["default"]) == (2, 1, [None])
    assert "default" not in grid.default(made, False)
    assert grid.column(around, document, "no.such") is None
    assert "tables" not in grid.drop_table(document, key)
    assert not grid.shaped({**made, "rows": [{"when": [], "then": []}]})
    assert not grid.shaped([])


def test_cells_from_excel() -> None:
    made = grid.paste(table(), '年龄\t标准\t备注\r\n80岁至89岁\t50\t按月\r\n\r\n90以上\t"含\n换行"\r\n', 0, 0)
    assert made["rows"] == [
        {"when": ["80..89"], "then": [50], "note": "按月"},
        {"when": [">=90"], "then": ["含 换行"]},
    ]
    later = grid.paste(made, "1\t2\t3\t4\n5", 1, 1)
    assert later["rows"][1] == {"when": [">=90"], "then": [1], "note": "2"}
    assert later["rows"][2] == {"when": ["-"], "then": [5]}
    assert grid.paste(made, "", 0, 0) == made
    assert len(typed.block("x\n" * 9_000)) == typed.MOST_ROWS


def test_findings_name_the_rows_and_a_case() -> None:
    (gap,) = judge(table(("<80", 1), (">=90", 2))).found
    assert gap.stops
    assert gap.witness == (("年龄", "80"),)
    (overlap,) = judge(table(("<=80", 1), (">=80", 2))).found
    assert (overlap.witness, overlap.rows) == ((("年龄", "80"),), (0, 1))
    (shadow,) = judge(table((">=80", 1), (">=90", 2), hit="first", default=[0])).found
    assert (shadow.stops, shadow.rows) == (False, (0, 1))
    assert judge(table(("<=80", 1), (">=80", 2))).marked(1)
    assert judge(table(("<80", 1), (">=80", 2))).found == ()
    wrong = judge(table(("八十", 1), (">=90", 2)))
    assert wrong.table is None
    assert "看不懂" in wrong.boxes["rows/0/when/0"]


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
