"""What is asked now and why; which materials are due now and why (R018, R044, R052)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from form_builder import Answers, FormPlan, Problems, bind, clean, compile_plan, defaults, facts, merge, sheet, split
from tests.form_builder.making import bound, dictionary, form, option_list

KNOWN = dictionary(
    {"key": "site.owner", "label": "场所权属", "kind": "choice", "options": option_list("own", "rent")},
    {"key": "site.lease_end", "label": "租赁截止日期", "kind": "date"},
    {"key": "org.name", "label": "名称", "kind": "text"},
    {"key": "org.code", "label": "信用代码", "kind": "credit_code"},
    {
        "key": "org.people",
        "label": "从业人员",
        "kind": "table",
        "columns": [
            {"key": "name", "label": "姓名", "kind": "text", "required": True},
            {"key": "cook", "label": "是否厨师", "kind": "boolean"},
            {"key": "card", "label": "健康证号", "kind": "text", "required": {"==": [{"var": "cook"}, True]}},
            {"key": "days", "label": "天数", "kind": "integer", "total": True},
            {"key": "pay", "label": "日薪", "kind": "money"},
            {
                "key": "wage",
                "label": "合计",
                "kind": "money",
                "compute": {"*": [{"var": "days"}, {"var": "pay"}]},
                "total": True,
            },
            {"key": "from", "label": "起", "kind": "date"},
            {"key": "to", "label": "止", "kind": "date", "after": "from"},
        ],
    },
)
RENT = {"==": [{"var": "site.owner"}, "rent"]}


def paper(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": f"材料{key}", "originals": 1, "necessity": "required", **more}


def plan_of(*materials: dict[str, Any], other: list[dict[str, Any]] | None = None, **more: Any) -> FormPlan:
    x = bound(
        KNOWN,
        "x",
        {"element": "site.owner", "required": True},
        {"element": "site.lease_end", "shown": RENT, "required": True},
        materials=list(materials),
        **more,
    )
    y = bound(KNOWN, "y", "site.lease_end", "org.code", materials=other or [])
    return compile_plan(merge([x, y]))


def test_why_a_field_is_asked() -> None:
    plan = plan_of()
    rented = plan.state({"site.owner": "rent"})
    assert rented.because("site.lease_end") == "《x事项》《y事项》需要填写，其中《x事项》要求必填"
    assert plan.state({"site.owner": "own"}).because("site.lease_end") == "《y事项》需要填写（选填）"
    assert rented.because("site.owner") == "《x事项》要求必填"


def test_why_a_field_with_a_condition_is_asked_or_not() -> None:
    alone = compile_plan(
        bound(KNOWN, "x", "site.owner", {"element": "site.lease_end", "shown": RENT, "required": True})
    )
    assert alone.state({"site.owner": "rent"}).because("site.lease_end") == "因 场所权属=RENT，《x事项》要求必填"
    assert alone.state({"site.owner": "own"}).because("site.lease_end").startswith("无需填写")


def test_a_provided_element_is_not_asked_and_says_why() -> None:
    plan = plan_of(provides=["org.code"])
    state = plan.state({"site.owner": "own"})
    assert "org.code" not in state.shown
    assert state.because("org.code") == "由《x事项》的办理结果提供，无需填写"
    answers = clean(plan, {"site.owner": ["own"], "org.code": ["91350100M000100Y43"]})
    assert isinstance(answers, Answers)
    assert split(plan, answers) == {"x": {"site.owner": "own"}, "y": {}}


def test_what_people_are_saved() -> None:
    plan = plan_of(paper("a"), other=[paper("a"), paper("b")])
    assert plan.merged.savings == {
        "fields_sum": 4,
        "fields_union": 3,
        "fields_saved": 1,
        "materials_sum": 3,
        "materials_union": 2,
        "materials_saved": 1,
    }


DEFER = {"waiver": {"mode": "commitment", "days": 5}, "necessity": "deferrable"}
MATERIALS: list[tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any], tuple[Any, ...]]] = [
    (paper("a"), [], {}, ("needed", 1, 0, ("x",), "《x事项》需要提交“材料a”")),
    (
        paper("a", photocopies=2),
        [paper("a", originals=0, photocopies=3)],
        {},
        ("needed", 1, 3, ("x", "y"), "《x事项》《y事项》需要提交“材料a”"),
    ),
    (paper("a", necessity="optional"), [], {}, ("optional", 1, 0, (), "可以提交，不提交不影响受理")),
    (
        paper("a", necessity="conditional", needed=RENT),
        [],
        {},
        ("needed", 1, 0, ("x",), "因 场所权属=RENT，《x事项》需要提交“材料a”"),
    ),
    (
        paper("a", necessity="conditional", needed={"==": [{"var": "site.owner"}, "own"]}, originals=4),
        [paper("a")],
        {},
        ("needed", 1, 0, ("y",), "《y事项》需要提交“材料a”"),
    ),
    (
        paper("a", necessity="conditional", needed={"==": [{"var": "site.owner"}, "own"]}),
        [],
        {},
        ("not_needed", 1, 0, (), "按目前填写的内容无需提交"),
    ),
    (
        paper("a", licence_kind="id"),
        [],
        {"licences": ["id"]},
        ("waived", 1, 0, ("x",), "证照库中已有有效证照，免于提交"),
    ),
    (paper("a", **DEFER), [], {}, ("needed", 1, 0, ("x",), "《x事项》需要提交“材料a”")),
    (
        paper("a", **DEFER),
        [],
        {"deferred": ["a"]},
        ("deferred", 1, 0, ("x",), "《x事项》需要提交“材料a”，已承诺 5 日内补交"),
    ),
    (
        paper("a", **DEFER),
        [paper("a")],
        {"deferred": ["a"]},
        ("needed", 1, 0, ("x", "y"), "《x事项》《y事项》需要提交“材料a”"),
    ),
    (
        paper("a", result_of="y"),
        [],
        {},
        ("internal", 1, 0, ("x",), "是《y事项》的办理结果，由系统内部流转，无需提交"),
    ),
    (paper("a", result_of="z"), [], {}, ("needed", 1, 0, ("x",), "《x事项》需要提交“材料a”")),
]


@pytest.mark.parametrize(("mine", "other", "more", "expected"), MATERIALS)
def test_materials(
    mine: dict[str, Any], other: list[dict[str, Any]], more: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    state = plan_of(mine, other=other).state({"site.owner": "rent"}, **more)
    (item,) = state.materials
    assert (item.status, item.originals, item.photocopies, item.needed_by, item.because) == expected
    assert item.due == (item.status in ("needed", "deferred"))


def test_the_shortest_term_of_all_waivers_counts() -> None:
    later = {"waiver": {"mode": "commitment", "days": 30}, "necessity": "deferrable"}
    state = plan_of(paper("a", **later), other=[paper("a", **DEFER)]).state({})
    assert state.materials[0].waiver is not None
    assert state.materials[0].waiver.days == 5


def test_the_checks_of_all_departments_stand_together() -> None:
    plan = plan_of(paper("a", checks=["齐全", "清晰"]), other=[paper("a", checks=["清晰", "盖章"])])
    assert plan.state({}).materials[0].checks == ("齐全", "清晰", "盖章")


def test_an_internal_material_makes_a_dependency() -> None:
    assert plan_of(paper("a", result_of="y")).merged.dependencies == {"x": ("y",), "y": ()}


PEOPLE = compile_plan(bound(KNOWN, "x", {"element": "org.people", "required": True}))


def rows(*cells: dict[str, str]) -> dict[str, list[str]]:
    return {f"org.people-{at}-{key}": [text] for at, row in enumerate(cells) for key, text in row.items()}


def test_rows_are_calculated_and_summed() -> None:
    answers = clean(PEOPLE, rows({"name": "甲", "days": "3", "pay": "100.5"}, {"name": "乙", "days": "2", "pay": "10"}))
    assert isinstance(answers, Answers)
    assert [row["wage"] for row in answers["org.people"]] == [Decimal("301.50"), Decimal("20.00")]
    item = PEOPLE["org.people"]
    assert item.kind.totals(item.element, answers["org.people"]) == {"days": 5, "wage": Decimal("321.50")}


def test_rules_of_a_row_read_the_row() -> None:
    refused = clean(
        PEOPLE,
        rows({"name": "甲", "cook": "1"}, {"cook": "0"}, {"name": "丙", "from": "2026-02-01", "to": "2026-01-01"}),
    )
    assert isinstance(refused, Problems)
    assert {problem.control: problem.message for problem in refused} == {
        "org.people-0-card": "“从业人员”第 1 行“健康证号”不能为空，请填写",
        "org.people-1-name": "“从业人员”第 2 行“姓名”不能为空，请填写",
        "org.people-2-to": "“从业人员”第 3 行“止”应晚于“起”，请核对",
    }


def test_all_problems_of_all_rows_at_once() -> None:
    refused = clean(PEOPLE, rows({"name": "甲", "days": "三"}, {"days": "1"}))
    assert isinstance(refused, Problems)
    assert [problem.control for problem in refused] == ["org.people-0-days", "org.people-1-name"]


def test_the_form_on_paper() -> None:
    plan = plan_of(paper("a"), paper("b", result_of="y"))
    blank = sheet(plan)
    (section,) = blank["sections"]
    assert [field["label"] for field in section["fields"]] == ["场所权属", "租赁截止日期", "信用代码"]
    assert section["fields"][0]["options"] == [{"label": "OWN", "chosen": False}, {"label": "RENT", "chosen": False}]
    assert [item["name"] for item in blank["materials"]] == ["材料a"]
    filled = sheet(plan, plan.state({"site.owner": "rent", "site.lease_end": "2026-12-31"}))
    fields = {field["label"]: field for field in filled["sections"][0]["fields"]}
    assert fields["场所权属"]["options"][1] == {"label": "RENT", "chosen": True}
    assert fields["租赁截止日期"]["text"] == "2026年12月31日"
    people = sheet(PEOPLE, PEOPLE.state({"org.people": [{"name": "甲", "days": 3}]}))["sections"][0]["fields"][0]
    assert people["rows"] == [["甲", "", "", "3", "", "", "", ""]]
    assert people["totals"] == {"days": "3", "wage": "0"}


def test_defaults_are_offered_where_they_are_accepted() -> None:
    known = dictionary(
        {"key": "a.yes", "label": "甲", "kind": "boolean", "default": False},
        {"key": "a.fee", "label": "金额", "kind": "money", "default": "5.00"},
        {"key": "a.way", "label": "方式", "kind": "choice", "options": option_list("a", "b"), "default": "b"},
        {"key": "a.name", "label": "名称", "kind": "text"},
    )
    plan = compile_plan(bound(known, "x", "a.yes", "a.fee", {"element": "a.way", "options": ["a"]}, "a.name"))
    assert defaults(plan) == {"a.yes": ["0"], "a.fee": ["5.00"]}


def test_facts_are_nested_and_the_callers_stay_as_they_are() -> None:
    case = {"answered": True}
    given = {"org": {"staff": 3}, "case": case}
    nested = facts({"org.name": "甲", "site.area": Decimal(5)}, **given)
    assert nested == {"org": {"staff": 3, "name": "甲"}, "case": case, "site": {"area": Decimal(5)}}
    assert given == {"org": {"staff": 3}, "case": {"answered": True}}


def test_the_state_leaves_the_given_facts_alone() -> None:
    given: dict[str, Any] = {"site": {"owner": "rent", "extra": 1}, "today": "2026-11-21"}
    state = plan_of().state({"site.owner": "own"}, given)
    assert state.facts["site"] == {"owner": "own", "extra": 1}
    assert given == {"site": {"owner": "rent", "extra": 1}, "today": "2026-11-21"}


def test_sections_unite_by_name_and_the_tail_stands_last() -> None:
    def sections(*listed: tuple[str, str, str]) -> list[dict[str, Any]]:
        return [
            {"id": label, "label": label, "place": place, "fields": [{"id": key, "element": key}]}
            for label, place, key in listed
        ]

    x = bind(form("x", sections=sections(("承诺", "end", "org.name"), ("经营", "body", "site.owner"))), KNOWN)
    y = bind(form("y", sections=sections(("经营", "body", "org.code"), ("申请人", "start", "site.lease_end"))), KNOWN)
    merged = merge([x, y])
    assert [(section.label, section.fields) for section in merged.sections] == [
        ("申请人", ("site.lease_end",)),
        ("经营", ("site.owner", "org.code")),
        ("承诺", ("org.name",)),
    ]
    assert [field.key for field in merged.fields] == ["org.name", "site.owner", "org.code", "site.lease_end"]
