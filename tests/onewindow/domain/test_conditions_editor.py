"""Rules as sentences: what is read is written back the same, what a page posts is what it showed."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.workbench.conditions import Group, Kept, Mode, kept, read, write
from onewindow.domain.workbench.conditions.posting import ROOT, path_of, posted
from onewindow.domain.workbench.conditions.reading import same
from onewindow.domain.workbench.conditions.settling import settle
from onewindow.domain.workbench.conditions.sketch import (
    Bundle,
    Line,
    Sketch,
    Stays,
    Table,
    add,
    draw,
    move,
    remove,
)
from onewindow.domain.workbench.conditions.vocabulary import Term, Vocabulary, labels, relations
from rule_engine import compile_rule, say

Json = Any
DEMO = pathlib.Path(__file__).parents[3] / "platform" / "onewindow" / "demo_data" / "cases"
VAR = {"var": "a.kind"}

SENTENCES: list[tuple[str, Json]] = [
    ("equal", {"==": [VAR, "x"]}),
    ("true", {"==": [{"var": "a.rented"}, True]}),
    ("not equal", {"!=": [VAR, "x"]}),
    ("denied", {"!": [{"==": [VAR, "x"]}]}),
    ("denied unequal", {"!": [{"!=": [VAR, "x"]}]}),
    ("size", {">": [{"var": "a.area"}, 300]}),
    ("decimal", {">=": [{"var": "a.area"}, "0.5"]}),
    ("ends included", {"<=": [60, {"var": "a.area"}, 80]}),
    ("ends excluded", {"<": [60, {"var": "a.area"}, 80]}),
    ("other field", {"<": [{"var": "a.area"}, {"var": "param.area"}]}),
    ("among", {"in": [VAR, ["x", "y"]]}),
    ("not among", {"!": [{"in": [VAR, ["x"]]}]}),
    ("some of", {"some": [{"var": "a.ticked"}, {"in": [{"var": ""}, ["x", "y"]]}]}),
    ("only", {"all": [{"var": "a.ticked"}, {"in": [{"var": ""}, ["x"]]}]}),
    ("blank", {"blank": [VAR]}),
    ("filled", {"!": [{"blank": [VAR]}]}),
    ("age", {">=": [{"age_on": [{"var": "a.born"}, {"var": "application.date"}]}, 80]}),
    ("span", {"<": [{"date_diff": [{"var": "a.born"}, {"var": "today"}, "month"]}, 6]}),
    ("count", {">": [{"length": [{"var": "a.rows"}]}, 2]}),
    ("place", {"starts_with": [{"var": "a.town"}, "441322"]}),
    ("not the place", {"!": [{"starts_with": [{"var": "a.town"}, {"var": "tenant.code"}]}]}),
    ("all", {"and": [{"==": [VAR, "x"]}, {">": [{"var": "a.area"}, 3]}]}),
    ("any", {"or": [{"==": [VAR, "x"]}, {"and": [{"blank": [VAR]}, {"==": [VAR, "y"]}]}]}),
    ("none", {"!": [{"or": [{"==": [VAR, "x"]}, {"==": [VAR, "y"]}]}]}),
    ("not all", {"!": [{"and": [{"==": [VAR, "x"]}, {"==": [VAR, "y"]}]}]}),
    ("a row", {"some": [{"var": "a.rows"}, {">=": [{"var": "age"}, 80]}]}),
    ("each row", {"all": [{"var": "a.rows"}, {"and": [{">=": [{"var": "age"}, 8]}, {"blank": [{"var": "name"}]}]}]}),
    ("no row", {"none": [{"var": "a.rows"}, {"==": [{"var": "name"}, "甲"]}]}),
]
RICH: list[Json] = [
    {"==": [{"+": [{"var": "a.area"}, 1]}, 3]},
    {"if": [{"==": [VAR, "x"]}, True, False]},
    {"and": []},
    {"<": [1, {"var": "a.area"}]},
    {"==": [{"var": ["a.kind", "x"]}, "x"]},
    {"!": {"var": "a.rented"}},
    True,
    None,
    {"==": [VAR, None]},
]
TERMS = Vocabulary(
    (
        Term("a.kind", "类别", "choice", (("x", "甲"), ("y", "乙"))),
        Term("a.rented", "租赁", "boolean"),
        Term("a.area", "面积", "decimal"),
        Term("a.ticked", "包括", "choices", (("x", "甲"), ("y", "乙"))),
        Term("a.born", "出生日期", "date"),
        Term("a.town", "所在镇", "division"),
        Term("a.rows", "成员", "table", (), (Term("age", "年龄", "integer"), Term("name", "姓名", "text"))),
        Term("param.area", "面积标准", "decimal"),
        Term("application.date", "申请日期", "date"),
        Term("today", "今天", "date"),
        Term("tenant.code", "本单位区划", "division"),
    )
)


@pytest.mark.parametrize("rule", [rule for _, rule in SENTENCES], ids=[name for name, _ in SENTENCES])
def test_each_sentence_is_read_and_written_as_it_was(rule: Json) -> None:
    block = read(rule)
    assert list(kept(block)) == []
    assert same(write(block), rule)
    assert say(rule, labels(TERMS.terms))


@pytest.mark.parametrize("rule", RICH, ids=json.dumps)
def test_what_is_richer_stays_as_it_is(rule: Json) -> None:
    assert read(rule) == Kept(rule)
    around = {"and": [{"blank": [VAR]}, rule]}
    block = read(around)
    assert isinstance(block, Group)
    assert block.mode is Mode.ALL
    assert list(kept(block)) == [Kept(rule)]
    assert same(write(block), around)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from([r for _, r in SENTENCES]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["var", "and", "or", "!", "==", "in", "some", "blank", "<", "length", "x"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_anything_is_kept(rule: Json) -> None:
    assert same(write(read(rule)), rule)


def page(sketch: Sketch, name: str = ROOT, counted: list[int] | None = None) -> dict[str, list[str]]:
    """What a browser posts for a sketch."""
    counted = [0] if counted is None else counted
    match sketch:
        case Bundle(mode, parts):
            form = {f"{name}:what": ["group"], f"{name}:mode": [str(mode)]}
            for n, part in enumerate(parts):
                form |= page(part, f"{name}-{n}", counted)
            return form
        case Table(table, how, inside):
            form = {f"{name}:what": ["rows"], f"{name}:table": [table], f"{name}:how": [how]}
            return form | page(inside, f"{name}-0", counted)
        case Stays():
            counted[0] += 1
            return {f"{name}:what": ["kept"], f"{name}:kept": [str(counted[0] - 1)]}
        case Line(subject, relation, values, other):
            form = {f"{name}:what": ["line"], f"{name}:subject": [subject], f"{name}:relation": [relation]}
            return form | {f"{name}:value": list(values), f"{name}:other": [other]}


def through_the_page(rule: Json, words: Vocabulary) -> Json:
    block = read(rule)
    sketch = draw(block)
    stored = [each.rule for each in kept(block)]
    back = posted(page(sketch), stored)
    assert back == sketch
    settled = settle(back, words)
    assert settled.missing == []
    assert settled.block is not None
    return write(settled.block)


@pytest.mark.parametrize("rule", [rule for _, rule in SENTENCES], ids=[name for name, _ in SENTENCES])
def test_the_page_posts_what_it_showed(rule: Json) -> None:
    assert same(through_the_page(rule, TERMS), rule)
    assert through_the_page({"and": [rule, RICH[0]]}, TERMS) == {"and": [rule, RICH[0]]}


def demo_rules() -> Iterator[tuple[Json, Vocabulary]]:
    pack = read_folder({path.name: path.read_bytes() for path in DEMO.glob("*.json")})
    assert isinstance(pack, Pack)
    terms = tuple(
        Term(
            each.key,
            each.label,
            each.kind,
            tuple((option.value, option.label) for option in each.options),
            tuple(Term(column.element.key, column.element.label, column.element.kind) for column in each.columns),
        )
        for each in pack.dictionary
    )
    others = (Term("tenant.code", "本单位", "division"), Term("case.answered", "当场答复", "boolean"))
    documents = [matter.json for matter in pack.matters.values()] + [theme.json for theme in pack.themes.values()]
    for rule in rules_in(documents):
        yield rule, Vocabulary((*terms, *others))


def rules_in(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("shown", "needed", "if", "required", "include") and isinstance(inner, dict):
                yield inner
            else:
                yield from rules_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rules_in(inner)


def test_the_rules_of_real_matters_can_be_edited_as_sentences() -> None:
    tried = 0
    for rule, words in demo_rules():
        assert same(through_the_page(rule, words), rule)
        tried += 1
    assert tried > 100


FAULTS = [
    (Line("a.area", ">", ("很大",)), "「很大」不是数字，请只填数字。"),
    (Line("a.area", "between", ("1",)), "请填写两端的值。"),
    (Line("a.born", "<", ("昨天",)), "「昨天」不是日期，请写成 2026-01-31 的样子。"),
    (Line("a.kind", "in", ()), "请至少选择一个值。"),
    (Line("a.kind", "==", ("",)), "请填写要比较的值。"),
    (Line("a.kind", ""), "请选择比较哪一项、怎样比较；不需要的一行请删除。"),
    (Table("", "some", Bundle(Mode.ALL, (Line("age", ">", ("1",)),))), "请选择是哪一张表格。"),
]


@pytest.mark.parametrize(("part", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_what_is_missing_is_said_at_its_place(part: Sketch, message: str) -> None:
    settled = settle(Bundle(Mode.ALL, (Line("a.kind", "blank"), part)), TERMS)
    assert message in [each.message for each in settled.missing if each.part.startswith("b-1")]


def test_nothing_said_is_no_rule() -> None:
    assert settle(draw(None), TERMS).block is None
    assert settle(Bundle(Mode.ANY, (Line(), Line())), TERMS).block is None


def test_types_follow_the_field() -> None:
    lines = [("a.area", "12.50", "12.50"), ("a.area", "300", 300), ("a.rented", "true", True), ("a.kind", "1", "1")]
    for subject, text, value in lines:
        settled = settle(Bundle(Mode.ALL, (Line(subject, "==", (text,)),)), TERMS)
        assert settled.block is not None
        assert same(write(settled.block), {"==": [{"var": subject}, value]})


def test_buttons() -> None:
    sketch: Sketch = draw(read({"==": [VAR, "x"]}))
    more = add(sketch, (), "group")
    assert isinstance(more, Bundle)
    assert more.parts[1] == Bundle(Mode.ANY, (Line(),))
    inside = add(add(more, (1,), "line"), (1,), "rows")
    assert isinstance(inside, Bundle)
    assert isinstance(inside.parts[1], Bundle)
    assert [type(part) for part in inside.parts[1].parts] == [Line, Line, Table]
    up = move(inside, (1, 2), -1)
    assert isinstance(up, Bundle)
    assert isinstance(up.parts[1], Bundle)
    assert [type(part) for part in up.parts[1].parts] == [Line, Table, Line]
    assert remove(remove(more, (1,)), (0,)) == draw(None)
    assert remove(more, ()) == draw(None)
    for nowhere in ((7,), (0, 0), (0, 0, 0)):
        assert add(sketch, nowhere, "line") == sketch
    assert path_of("b-0-12") == (0, 12)


def test_hostile_posts_end_in_a_sketch() -> None:
    deep = {f"b{'-0' * n}:what": ["group"] for n in range(500)}
    assert isinstance(posted(deep, []), Bundle)
    wide = {"b:what": ["group"]} | {f"b-{n}:what": ["line"] for n in range(100_000)}
    assert len(posted(wide, []).parts) == 200
    strange = {"b:what": ["group"], "b:mode": ["evil"], "b-0:what": ["kept"], "b-0:kept": ["7"]}
    assert posted(strange, []) == Bundle(Mode.ALL, (Line(),))


def test_lists_of_the_editor() -> None:
    subjects = {code: label for code, label, _ in TERMS.subjects()}
    assert subjects["age:a.born:application.date"] == "出生日期 到申请日的周岁"
    assert subjects["count:a.rows"] == "成员 的行数"
    assert TERMS.kind("age:a.born:application.date") == "integer"
    assert TERMS.options("a.rented") == (("true", "是"), ("false", "否"))
    assert [path for path, *_ in TERMS.inside("a.rows").subjects()] == ["age", "name"]
    assert dict(relations("date"))["<"] == "早于"
    assert dict(TERMS.relations("a.kind", "!=="))["!=="] == "并非等于"
    for _, rule in SENTENCES:
        compile_rule(rule)
