"""Sections and the place of a case, as far as the exchange format leaves them open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.case_format.jurisdiction import jurisdiction
from onewindow.domain.case_format.sections import sections

NAMESPACES = ["applicant", "org", "premises", "mother", "father", "entrust", "commit", "zoo", "tea"]


def shape(keys: list[str]) -> list[tuple[str, str, list[str]]]:
    """(label, place, elements) of the sections of these fields."""
    made = sections([{"element": key} for key in keys], "办茶园")
    return [(each["label"], each["place"], [item["element"] for item in each["fields"]]) for each in made]  # type: ignore[misc, attr-defined]


def test_known_namespaces_have_names_and_the_rest_is_the_matter() -> None:
    assert shape(["applicant.name", "tea.area", "zoo.cages", "mother.name", "father.name", "delivery.method"]) == [
        ("申请人信息", "start", ["applicant.name"]),
        ("办茶园", "body", ["tea.area", "zoo.cages"]),
        ("父母信息", "body", ["mother.name", "father.name"]),
        ("结果领取", "end", ["delivery.method"]),
    ]


def test_a_stray_field_stays_where_it_stands_and_a_longer_run_opens_its_section_again() -> None:
    assert [each[2] for each in shape(["premises.a", "tea.a", "premises.b", "tea.b"])] == [
        ["premises.a"],
        ["tea.a", "premises.b", "tea.b"],
    ]
    again = shape(["premises.a", "tea.a", "premises.b", "premises.c", "premises.d"])
    assert [each[0] for each in again] == ["经营场所", "办茶园", "经营场所"]


def test_what_belongs_to_the_end_never_mixes_with_the_rest() -> None:
    assert [each[0] for each in shape(["tea.a", "commit.a", "tea.b", "commit.b"])] == [
        "办茶园",
        "申请人承诺",
        "办茶园",
        "申请人承诺",
    ]


@given(st.lists(st.tuples(st.sampled_from(NAMESPACES), st.integers(0, 99)), unique=True, max_size=25))
def test_no_field_is_lost_doubled_or_moved(fields: list[tuple[str, int]]) -> None:
    keys = [f"{namespace}.f{number}" for namespace, number in fields]
    made = sections([{"element": key} for key in keys], "办茶园")
    assert [item["element"] for each in made for item in each["fields"]] == keys  # type: ignore[attr-defined]
    assert len({str(each["id"]) for each in made}) == len(made)


DIVISIONS = {
    key: {"kind": "division", "label": label}
    for key, label in (
        ("a.household_division", "户籍所在地区划"),
        ("a.residence_division", "现居住地区划"),
        ("a.birth_division", "出生地区划"),
        ("b.premises_division", "经营场所所在区划"),
        ("b.plot", "茶园用地所在区划"),
        ("c.any", "其他区划"),
    )
}


@pytest.mark.parametrize(
    ("matter", "asked", "decides"),
    [
        ("茶叶经营备案", ["a.household_division", "b.premises_division"], "b.premises_division"),
        ("茶园用地审批", ["b.premises_division", "b.plot"], "b.plot"),
        ("高龄津贴", ["a.residence_division", "a.household_division"], "a.household_division"),
        ("居住证明", ["a.household_division", "a.residence_division"], "a.residence_division"),
        ("某种补贴", ["c.any", "a.residence_division"], "a.residence_division"),
        ("某种补贴", ["c.any"], "c.any"),
        ("某种补贴", [], None),
    ],
)
def test_the_division_that_decides(matter: str, asked: list[str], decides: str | None) -> None:
    fields = [{"element": "a.name", "required": True}, *({"element": key, "required": True} for key in asked)]
    assert jurisdiction(matter, fields, DIVISIONS) == decides


def test_an_unconditional_required_division_comes_first() -> None:
    elements = {f"a.{n}": {"kind": "division", "label": "区划"} for n in "xyz"}
    fields = [
        {"element": "a.x", "required": True, "shown": {"var": "b"}},
        {"element": "a.y", "required": False},
        {"element": "a.z", "required": True},
    ]
    assert jurisdiction("某事项", fields, elements) == "a.z"
