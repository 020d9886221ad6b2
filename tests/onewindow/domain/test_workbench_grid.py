"""Decision tables as grids: what is typed, pasted and taken out, and what is said about it; nothing else changes."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.workbench.routing import grid, typed
from onewindow.domain.workbench.routing.judging import judge
from onewindow.domain.workbench.routing.starts import begin
from onewindow.domain.workbench.surroundings import Surroundings
from rule_engine import DecisionTable, decide

DEMO = pathlib.Path(__file__).parents[3] / "platform" / "onewindow" / "demo_data" / "cases"
Json = Any


@pytest.fixture(scope="module")
def demo() -> Pack:
    pack = read_folder({path.name: path.read_bytes() for path in DEMO.glob("*.json")})
    assert isinstance(pack, Pack)
    return pack


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
    assert "blank" not in column  # always calculated
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
