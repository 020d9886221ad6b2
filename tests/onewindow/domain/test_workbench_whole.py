"""Nothing of a matter is out of reach: every key that the format allows has a control, or is known to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from form_builder import KINDS
from form_builder.dictionary import _ALL as ELEMENT_KEYS
from form_builder.document import _FIELD_KEYS, _FORM_KEYS, _MATERIAL_KEYS, _SECTION_KEYS
from onewindow.domain.limits import _KEYS as LIMIT_KEYS
from onewindow.domain.limits import NOTED
from onewindow.domain.matter import _KEYS as MATTER_KEYS
from onewindow.domain.matter import GUIDE_KEYS
from onewindow.domain.workbench import conditions
from onewindow.domain.workbench.conditions.settling import settle
from onewindow.domain.workbench.conditions.sketch import Bundle, Line
from onewindow.domain.workbench.conditions.vocabulary import Term, Vocabulary
from onewindow.domain.workbench.editing import PRESENT, apply, controls
from onewindow.domain.workbench.entries import Kind, Unreadable, read, show
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.form_tabs import own_entries, section_tab
from onewindow.domain.workbench.matter_tabs import PLAIN, TABS
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.routing.properties import step_tab
from onewindow.domain.workbench.starting import blank_matter
from onewindow.domain.workbench.tabs import Group, Listing
from rule_engine import say
from tenants.pointers import ABSENT, parse

Json = Any
KEPT = {
    "schema": "given with the blank matter",
    "key": "given by the platform, for ever",
    "form/schema": "given with the blank matter",
    "form/key": "the key of the matter",
    "matter_type/name": "follows the code",
    "tightened": "written when layers are folded",
}
"""What no page changes, and why."""
DESIGNED = {
    "form/sections": "the form: add, order, remove; its properties below",
    "route": "the drawn way",
    "tables": "decision tables as grids",
    "documents": "papers to tick",
    "inherit": "what is left open",
    "examples": "sample applicants",
    "elements": "made on the form; their properties below",
}
"""What has a page of its own instead of controls."""
FIELD_AS_PLACED = {"id", "element", "wide"}
ELEMENT_AS_MADE = {"key", "kind", "compute", "columns", "default"}
"""An element's kind and calculation are chosen when it is made; tables come from the dictionary; defaults are kept."""


def pointers() -> Iterator[str]:
    """The places that the controls of the plain tabs write to; those of lists under `*`."""
    for tab in PLAIN.values():
        for part in tab.parts:
            for entry in part.entries:
                yield entry.at if isinstance(part, Group) else f"{part.at}/*/{entry.at}".rstrip("/")


def reached(place: str) -> bool:
    """Whether a place, or something in it, has a control or a page."""
    found = [*pointers(), *DESIGNED, *KEPT]
    return any(each == place or each.startswith(f"{place}/") for each in found)


def test_every_key_of_a_matter_has_a_control_or_a_page() -> None:
    places = [*MATTER_KEYS]
    places += [f"form/{key}" for key in _FORM_KEYS] + [f"form/materials/*/{key}" for key in _MATERIAL_KEYS]
    places += [f"guide/{key}" for key in GUIDE_KEYS] + [f"limits/{key}" for key in LIMIT_KEYS]
    places += [f"limits/statutory/{key}" for key in NOTED if key not in ("value", "unit")]
    places += [f"form/materials/*/waiver/{key}" for key in ("mode", "days", "note")]
    places += [f"conditions/*/{key}" for key in ("id", "text", "standard", "if")]
    places += [f"checks/*/{key}" for key in ("id", "text", "if", "outcome")]
    places += [f"parameters/*/{key}" for key in ("key", "name", "example", "source")]
    places += [f"limits/situations/*/{key}" for key in ("if", "promised", "post_check")]
    places += [f"guide/counters/*/{key}" for key in ("id", "name", "address", "hours", "phone")]
    places += [f"guide/questions/*/{key}" for key in ("id", "question", "answer")]
    places += [f"reserved/*/{key}" for key in ("id", "at", "reason")]
    assert [place for place in places if not reached(place)] == []
    assert {each for tab in TABS for each in tab.owns} >= {"route", "tables", "documents", "inherit", "examples"}


def shown_keys(groups: tuple[Group | Listing, ...], at: str) -> set[str]:
    return {entry.at.removeprefix(f"{at}/").partition("/")[0] for group in groups for entry in group.entries}


def test_every_key_of_a_field_and_a_section_has_a_control() -> None:
    document = put(blank_matter("m", "甲"), parse("form/sections/matter/fields"), [{"id": "a", "element": "a"}])
    section, field = "form/sections/matter", "form/sections/matter/fields/a"
    assert shown_keys(section_tab(document, section).parts, section) >= _SECTION_KEYS - {"fields"}
    assert shown_keys(section_tab(document, field).parts, field) >= _FIELD_KEYS - FIELD_AS_PLACED


def test_every_key_of_an_own_element_has_a_control() -> None:
    shown = {entry.at.partition("/")[0] for kind in KINDS for entry in own_entries(kind)}
    assert shown >= ELEMENT_KEYS - ELEMENT_AS_MADE


def test_every_key_of_a_step_has_a_control_or_a_button() -> None:
    steps = [
        {"id": "a", "kind": "task"},
        {"id": "j", "kind": "join", "wait": {"ratio": "0.5"}},
        {"id": "end", "kind": "end"},
    ]
    document = put(blank_matter("m", "甲"), ("route",), {"start": "a", "steps": steps})
    work = {"id", "level", "department", "post", "action", "kind", "limit", "special", "special_procedure"}
    work |= {"after_decision", "acceptance", "standard", "note"}
    assert shown_keys(step_tab(document, "a").parts, "route/steps/a") == work
    join = step_tab(document, "j")
    assert shown_keys(join.parts, "route/steps/j") == {"wait", "id"}
    [ratio] = [
        each
        for part in join.parts
        if isinstance(part, Group)
        for each in controls(document, part)
        if each.name.endswith("ratio")
    ]
    assert ratio.texts == ("0.5",)
    assert shown_keys(step_tab(document, "end").parts, "route/steps/end") == {"id"}


def own(element: Json) -> Json:
    """A matter that asks one element of its own."""
    document = {**blank_matter("m", "甲"), "elements": [{"key": "m.field_1", **element}]}
    return put(
        document, parse("form/sections/matter/fields"), [{"id": "m.field_1", "element": "m.field_1", "required": True}]
    )


def typed(document: Json, at: str, *texts: str) -> Json:
    """The document after one control of an own element was changed."""
    name = f"elements/m.field_1/{at}"
    edited = apply(
        document, section_tab(document, "form/sections/matter/fields/m.field_1"), {PRESENT: [name], name: list(texts)}
    )
    assert edited.faults == ()
    return find(follow("matter", document, edited.document), parse("elements/m.field_1"))


def test_an_own_element_is_changed_after_it_was_made() -> None:
    choice = own({"label": "品种", "kind": "choice", "options": [{"value": "o1", "label": "中蜂"}]})
    changed = typed(choice, "options", "o1：中华蜜蜂\r\n意大利蜂")
    assert changed["options"] == [{"value": "o1", "label": "中华蜜蜂"}, {"value": "o2", "label": "意大利蜂"}]
    number = own({"label": "面积", "kind": "decimal"})
    assert typed(number, "max", "50.5")["max"] == "50.5"
    assert typed(number, "scale", "2")["scale"] == 2
    assert "options" not in {each.at for each in own_entries("decimal")}


def test_a_field_whose_options_are_not_narrowed_any_more_offers_all() -> None:
    document = own({"label": "品种", "kind": "choice", "options": []})
    at = "form/sections/matter/fields/m.field_1"
    narrowed = put(document, (*parse(at), "options"), ["o1"])
    name = f"{at}/options"
    edited = apply(narrowed, section_tab(narrowed, at), {PRESENT: [name]})
    assert find(follow("matter", narrowed, edited.document), parse(name)) is ABSENT


def test_open_lists_and_rows_are_read_back_as_they_were() -> None:
    for tab in PLAIN.values():
        for part in tab.parts:
            for entry in part.entries:
                if entry.kind is Kind.PAIRS:
                    said = {"note": "由县里填写", "source": "https://example.cn/a:b"}
                    assert read(entry, show(entry, said)) == said
                    assert isinstance(read(entry, ["没有冒号"]), Unreadable)
                if entry.kind is Kind.VALUE:
                    for value in (900, "20.5", "一档", [[80, 89, 30], [90, "及以上", "0.5"]]):
                        assert read(entry, show(entry, value)) == value


def test_a_new_name_is_followed_by_what_refers_to_it() -> None:
    document = {
        **blank_matter("m", "甲"),
        "parameters": [{"key": "p_1", "name": "标准"}],
        "checks": [{"id": "c", "text": "x", "if": {">": [{"var": "a"}, {"var": "param.p_1"}]}, "outcome": "reject"}],
        "route": {"start": "a", "steps": [{"id": "a", "next": [{"to": "end"}]}, {"id": "end", "kind": "end"}]},
        "examples": [{"name": "一", "data": {}, "parameters": {"p_1": 3}, "expect": {"route_waves": [["a"]]}}],
        "inherit": {"route/steps/a/limit": {"rule": "free"}},
    }
    renamed = follow("matter", document, put(document, ("parameters", "p_1", "key"), "standard"))
    assert renamed["checks"][0]["if"] == {">": [{"var": "a"}, {"var": "param.standard"}]}
    assert renamed["examples"][0]["parameters"] == {"standard": 3}
    stepped = follow("matter", document, put(document, ("route", "steps", "a", "id"), "accept"))
    assert stepped["route"]["start"] == "accept"
    assert stepped["examples"][0]["expect"] == {"route_waves": [["accept"]]}
    assert list(stepped["inherit"]) == ["route/steps/accept/limit"]


def test_times_between_days_can_be_said_and_everything_is_called_by_its_name() -> None:
    words = Vocabulary(
        (
            Term("ad.start", "开始日期", "date"),
            Term("ad.end", "结束日期", "date"),
            Term("application.date", "申请日期", "date"),
        )
    )
    offered = {code: label for code, label, _group in words.subjects()}
    assert offered["age:ad.start:application.date"] == "开始日期 到申请日的周岁"
    assert offered["span:ad.end:application.date:day"] == "结束日期 到申请日的天数"
    assert offered["span:ad.start:ad.end:day"] == "开始日期 到 结束日期的天数"
    assert "age:application.date:application.date" not in offered
    assert words.called("span:ad.start:ad.end:month") == "开始日期 到 结束日期的月数"  # kept where it stands
    assert words.called("gone.field") == "gone.field"


def test_ticked_options_and_columns_are_read_out_by_their_labels() -> None:
    item = Term("food.items", "经营项目", "choices", (("a", "预包装"), ("b", "散装")))
    relation = Term("relation", "关系", "choice", (("x", "配偶"),))
    words = Vocabulary((item, Term("members", "家庭成员", "table", columns=(relation,)))).labels
    among = {"in": [{"var": ""}, ["a", "b"]]}
    assert say({"some": [{"var": "food.items"}, among]}, words) == "经营项目 包含 预包装、散装 之一"
    assert say({"all": [{"var": "food.items"}, among]}, words) == "经营项目 只包含 预包装、散装"
    one = {"some": [{"var": "members"}, {"==": [{"var": "relation"}, "x"]}]}
    assert say(one, words) == "家庭成员中有一行（关系 是 配偶）"


def test_one_part_is_denied_as_it_stands() -> None:
    rows = {"some": [{"var": "members"}, {"==": [{"var": "relation"}, "x"]}]}
    for rule in ({"!": [rows]}, {"!": [{"!": [{"blank": [{"var": "a"}]}]}]}, {"!": [{"<=": [1, {"var": "a"}, 2]}]}):
        block = conditions.read(rule)
        assert not list(conditions.kept(block))
        assert conditions.write(block) == rule
    bundle = Bundle(conditions.Mode.NONE, (Line("a", "<=", ("5",)),))
    settled = settle(Bundle(parts=(bundle,)), Vocabulary((Term("a", "甲", "integer"),)))
    assert settled.block is not None
    assert conditions.write(settled.block) == {"!": [{"<=": [{"var": "a"}, 5]}]}


def test_a_name_cannot_be_taken_twice_or_away() -> None:
    document = {**blank_matter("m", "甲"), "conditions": [{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]}
    for text, said in (("b", "已经有了"), ("", "不能空着"), ("甲 乙", "只能用字母")):
        edited = apply(document, PLAIN["conditions"], {PRESENT: ["conditions/a/id"], "conditions/a/id": [text]})
        assert edited.document == document
        assert said in edited.faults[0].message
