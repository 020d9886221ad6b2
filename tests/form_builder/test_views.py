"""Each member decides by what it asks itself, although all share one table: the guards, example by example."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Answers, Problems, clean, compile_plan, merge, split
from tests.form_builder.making import bound, dictionary, option_list

KNOWN = dictionary(
    {"key": "a.yes", "label": "甲", "kind": "boolean"},
    {"key": "a.why", "label": "原因", "kind": "text"},
    {"key": "a.more", "label": "补充", "kind": "text"},
    {
        "key": "a.rows",
        "label": "人员",
        "kind": "table",
        "columns": [{"key": "age", "label": "年龄", "kind": "integer"}],
    },
    {"key": "a.count", "label": "人数", "kind": "integer"},
    {"key": "a.double", "label": "双倍", "kind": "integer", "compute": {"*": [{"var": "a.count"}, 2]}},
    {"key": "a.sum", "label": "连同本人", "kind": "integer", "compute": {"+": [{"var": "a.count"}, 1]}},
    {"key": "a.start", "label": "起", "kind": "date"},
    {"key": "a.end", "label": "止", "kind": "date", "after": "a.start"},
    {"key": "p.kind", "label": "证件", "kind": "choice", "options": option_list("resident_id", "passport")},
    {"key": "p.number", "label": "号码", "kind": "id_number", "id_kind": "p.kind"},
)
FILLED = {"!": [{"blank": [{"var": "a.why"}]}]}
YES = {"==": [{"var": "a.yes"}, True]}


def test_a_field_that_the_member_hides_stays_unknown_to_it() -> None:
    """x hides the reason unless «yes»; y always asks it: x's follow-up must not fire on the reason given to y."""
    x = bound(
        KNOWN,
        "x",
        "a.yes",
        {"element": "a.why", "shown": YES},
        {"element": "a.more", "shown": FILLED, "required": True},
    )
    y = bound(KNOWN, "y", "a.why")
    merged = merge([x, y])
    more = next(field for field in merged.fields if field.key == "a.more")
    assert more.shown == {"!": [{"blank": [{"if": [YES, {"var": "a.why"}, None]}]}]}
    plan = compile_plan(merged)
    answers = clean(plan, {"a.yes": ["0"], "a.why": ["因为"]})
    assert isinstance(answers, Answers)
    assert split(plan, answers) == {"x": {"a.yes": False}, "y": {"a.why": "因为"}}
    assert isinstance(clean(plan, {"a.yes": ["1"], "a.why": ["因为"]}), Problems)


def test_a_name_that_only_others_ask_is_blank_to_the_member_unless_the_guide_has_given_it() -> None:
    x = bound(KNOWN, "x", {"element": "a.more", "shown": YES, "required": True})
    y = bound(KNOWN, "y", "a.yes")
    assert isinstance(clean(compile_plan(merge([x, y])), {"a.yes": ["1"]}), Answers)
    refused = clean(compile_plan(merge([x, y], given=["a.yes"])), {"a.yes": ["1"]})
    assert isinstance(refused, Problems)
    assert [problem.field for problem in refused] == ["a.more"]


READS: list[tuple[Any, Any]] = [
    ({"var": ["a.why", "无"]}, {"if": [YES, {"var": ["a.why", "无"]}, "无"]}),
    ({"val": ["a", "why"]}, {"if": [YES, {"val": ["a", "why"]}, None]}),
    ({"exists": ["a", "why"]}, {"if": [YES, {"exists": ["a", "why"]}, False]}),
    ({"missing": ["a.why"]}, {"missing": [{"if": [YES, "a.why", "unseen.a.why"]}]}),
    ({"missing": [["a.yes", "a.why"]]}, {"missing": [["a.yes", {"if": [YES, "a.why", "unseen.a.why"]}]]}),
]


@pytest.mark.parametrize(("written", "expected"), READS, ids=str)
def test_every_way_of_reading_is_guarded(written: Any, expected: Any) -> None:
    x = bound(KNOWN, "x", "a.yes", {"element": "a.why", "shown": YES}, {"element": "a.more", "shown": written})
    merged = merge([x, bound(KNOWN, "y", "a.why")])
    assert next(field.shown for field in merged.fields if field.key == "a.more") == expected
    assert merged.conflicts == ()


def test_names_inside_rows_belong_to_the_row() -> None:
    adults = {"some": [{"var": "a.rows"}, {">": [{"var": "age"}, 17]}]}
    x = bound(KNOWN, "x", "a.yes", {"element": "a.rows", "shown": YES}, {"element": "a.more", "shown": adults})
    merged = merge([x, bound(KNOWN, "y", "a.rows")])
    shown = next(field.shown for field in merged.fields if field.key == "a.more")
    assert shown == {"some": [{"if": [YES, {"var": "a.rows"}, None]}, {">": [{"var": "age"}, 17]}]}


def test_a_rule_that_cannot_be_guarded_is_a_conflict() -> None:
    crossing = {"some": [{"var": "a.rows"}, {"==": [{"val": [[2], "a", "why"]}, {"var": "age"}]}]}
    x = bound(
        KNOWN, "x", "a.yes", "a.rows", {"element": "a.why", "shown": YES}, {"element": "a.more", "shown": crossing}
    )
    (conflict,) = merge([x, bound(KNOWN, "y", "a.why")]).conflicts
    assert (conflict.kind, conflict.key, conflict.members) == ("rule", "a.more", ("x",))
    assert "《x事项》中“补充”的条件" in conflict.message


def test_a_calculation_from_different_inputs_is_made_for_each_member() -> None:
    """x counts only when «yes», y always: one page, and to each its own figure."""
    x = bound(KNOWN, "x", "a.yes", {"element": "a.count", "shown": YES}, "a.double")
    y = bound(KNOWN, "y", "a.count", "a.double")
    plan = compile_plan(merge([x, y]))
    answers = clean(plan, {"a.yes": ["0"], "a.count": ["4"]})
    assert isinstance(answers, Answers)
    assert answers["a.double"] == 8
    assert split(plan, answers) == {"x": {"a.yes": False}, "y": {"a.count": 4, "a.double": 8}}


@pytest.mark.parametrize("first", ["x", "y"])
def test_the_page_shows_the_figure_of_who_knows_all_inputs(first: str) -> None:
    """x asks no count: to x the double is blank, whichever of them stands first."""
    forms = [bound(KNOWN, "x", "a.yes", "a.sum"), bound(KNOWN, "y", "a.count", "a.sum")]
    plan = compile_plan(merge(sorted(forms, key=lambda form: form.key != first)))
    answers = clean(plan, {"a.yes": ["1"], "a.count": ["4"]})
    assert isinstance(answers, Answers)
    assert answers["a.sum"] == 5
    assert {key: part["a.sum"] for key, part in split(plan, answers).items()} == {"x": 1, "y": 5}


def test_two_dates_are_compared_only_by_a_member_that_asks_both() -> None:
    apart = compile_plan(merge([bound(KNOWN, "x", "a.start"), bound(KNOWN, "y", "a.end")]))
    together = compile_plan(merge([bound(KNOWN, "x", "a.start", "a.end"), bound(KNOWN, "y", "a.end")]))
    raw = {"a.start": ["2026-02-01"], "a.end": ["2026-01-01"]}
    assert isinstance(clean(apart, raw), Answers)
    refused = clean(together, raw)
    assert isinstance(refused, Problems)
    assert [problem.message for problem in refused] == ["“止”应晚于“起”，请核对（《x事项》的要求）"]


def test_a_member_that_does_not_ask_the_kind_of_document_takes_resident_ids_only() -> None:
    plan = compile_plan(merge([bound(KNOWN, "x", "p.kind", "p.number"), bound(KNOWN, "y", "p.number")]))
    refused = clean(plan, {"p.kind": ["passport"], "p.number": ["E12345678"]})
    assert isinstance(refused, Problems)
    assert [problem.forms for problem in refused] == [("y",)]


def test_forms_may_read_crosswise() -> None:
    """x decides the reason by «yes», y decides «yes» by the reason: each alone is sound, and so is the merge."""
    x = bound(KNOWN, "x", "a.yes", {"element": "a.why", "shown": YES})
    y = bound(KNOWN, "y", "a.why", {"element": "a.yes", "shown": FILLED})
    plan = compile_plan(merge([x, y]))
    answers = clean(plan, {"a.yes": ["1"], "a.why": ["因为"]})
    assert isinstance(answers, Answers)
    assert split(plan, answers) == {"x": dict(answers), "y": dict(answers)}


def test_conditions_that_grow_too_large_together_are_a_conflict() -> None:
    def long(number: int) -> Any:
        return {"or": [{"==": [{"var": "a.count"}, number * 1_000 + at]} for at in range(300)]}

    members = [bound(KNOWN, f"m{at}", "a.count", {"element": "a.more", "shown": long(at)}) for at in range(4)]
    (conflict,) = merge(members).conflicts
    assert (conflict.kind, conflict.key) == ("rule", "a.more")
    assert merge(members[:2]).conflicts == ()
    compile_plan(merge(members[:2]))
