"""The page: what a screen reader needs is there, what is posted comes back, what is hidden is marked so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, assume, given, settings

from form_builder import (
    Answers,
    BoundForm,
    FormPlan,
    Problems,
    clean,
    compile_plan,
    legible,
    merge,
    sample,
    sheet,
    typed,
)
from form_builder.page import render_sections, script_rules, section_states
from tests.form_builder.generating import DICTIONARY, KEYS, TODAY, form_sets, pages
from tests.form_builder.making import bound, dictionary, option_list

VOID = {"input", "img", "br", "meta", "link"}


class Page(HTMLParser):
    """A page as a list of elements; complains about anything that is not well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[int] = []
        self.inside: list[tuple[int, ...]] = []
        self.texts: dict[int, str] = {}
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "option":
            self._end_option()
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), attrs
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.inside.append(tuple(self.open))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def _end_option(self) -> None:
        """The next option and the end of the list end an option (HTML 4.10.10)."""
        if self.open and self.elements[self.open[-1]][0] == "option":
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._end_option()
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data

    def of(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [
            own
            for name, own in self.elements
            if name == tag and all(own.get(key) == value for key, value in attributes.items())
        ]

    def posted(self) -> dict[str, list[str]]:
        """What a browser would post if nothing were touched."""
        out: dict[str, list[str]] = {}
        for at, (tag, own) in enumerate(self.elements):
            if tag == "input" and own.get("type") != "file" and "name" in own:
                if own.get("type") not in ("radio", "checkbox") or "checked" in own:
                    out.setdefault(own["name"], []).append(own.get("value", ""))
            elif tag == "textarea":
                out.setdefault(own["name"], []).append(self.texts.get(at, "").removeprefix("\n"))
            elif tag == "option" and "selected" in own:
                select = self.elements[self.inside[at][-1]][1]
                out.setdefault(select["name"], []).append(own["value"])
        return out


def accessible(page: Page) -> Iterator[str]:
    """Everything that would keep a person with a screen reader from the form."""
    ids = [own["id"] for _, own in page.elements if "id" in own]
    yield from (f"id twice: {name}" for name in set(ids) if ids.count(name) > 1)
    labelled = {own.get("for") for own in page.of("label")}
    for at, (tag, own) in enumerate(page.elements):
        for reference in own.get("aria-describedby", "").split() + own.get("aria-labelledby", "").split():
            if reference not in ids:
                yield f"nothing is called {reference}"
        wrapped = any(page.elements[around][0] == "label" for around in page.inside[at])
        if tag in ("input", "select", "textarea", "output") and own.get("type") != "hidden":
            in_table = tag == "output" and "data-total" in own
            if not (wrapped or in_table or own.get("id") in labelled or "aria-label" in own):
                yield f"no label: {own}"
        if tag == "fieldset" and page.elements[at + 1][0] != "legend":
            yield f"no legend: {own}"
        if tag == "img" and "alt" not in own:
            yield "picture without words"


EVERYTHING = compile_plan(bound(DICTIONARY, "x", *KEYS))


def test_every_kind_is_drawn_accessibly_blank_filled_and_refused() -> None:
    full = sample(EVERYTHING, TODAY)
    problems = clean(EVERYTHING, {key: ["?"] for key in KEYS} | {"a.rows-0-age": ["x"]}, TODAY)
    assert isinstance(problems, Problems)
    for values, refused in (({}, None), (full, None), ({}, problems)):
        state = EVERYTHING.state(values, TODAY)
        page = Page(render_sections(EVERYTHING, state, typed(EVERYTHING, values), refused, asked_by=True))
        assert list(accessible(page)) == []
        assert {own["id"][2:] for _, own in page.elements if "data-kind" in own} == set(KEYS)


def test_what_is_drawn_is_what_is_posted() -> None:
    answers = clean(EVERYTHING, typed(EVERYTHING, sample(EVERYTHING, TODAY)), TODAY)
    assert isinstance(answers, Answers)
    page = Page(render_sections(EVERYTHING, EVERYTHING.state(answers, TODAY), answers))
    assert clean(EVERYTHING, page.posted(), TODAY) == answers


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(form_sets(most=3), pages())
def test_a_refused_page_comes_back_as_it_was_typed(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    merged = merge(forms)
    assume(not merged.conflicts)
    plan = compile_plan(merged)
    result = clean(plan, raw, TODAY)
    problems = result if isinstance(result, Problems) else None
    state = plan.state(result if isinstance(result, Answers) else legible(plan, raw), TODAY)
    page = Page(render_sections(plan, state, raw, problems))
    posted = page.posted()
    again = clean(plan, posted, TODAY)
    if problems is None:
        assert again == result
        return
    # A choice outside its list cannot be drawn chosen, nor a broken picture: only what hangs on those may change.
    lost = {item.control for item in problems if item.code in ("option", "signature", "file")}
    left = clean(plan, raw | {control: posted.get(control, []) for control in lost}, TODAY)
    assert isinstance(again, Problems) == isinstance(left, Problems)
    if isinstance(again, Problems) and isinstance(left, Problems):
        assert list(again) == list(left)


KNOWN = dictionary(
    {"key": "a.yes", "label": "是否委托", "kind": "boolean", "hint": "委托他人办理的选“是”"},
    {"key": "a.name", "label": "代理人", "kind": "text"},
    {"key": "a.town", "label": "所在镇", "kind": "division", "level": "town"},
    {"key": "a.way", "label": "领取", "kind": "choice", "options": option_list("a", "b", "c")},
)
YES = {"==": [{"var": "a.yes"}, True]}


def plan_of_two() -> FormPlan:
    x = bound(KNOWN, "x", {"element": "a.yes", "required": True}, {"element": "a.name", "required": True, "shown": YES})
    y = bound(KNOWN, "y", {"element": "a.town"}, {"element": "a.way", "options": ["a", "b"], "shown": YES}, "a.yes")
    return compile_plan(merge([x, y, bound(KNOWN, "z", {"element": "a.way", "options": ["b", "c"]})]))


def test_hidden_fields_are_on_the_page_and_marked_hidden() -> None:
    plan = plan_of_two()
    page = Page(render_sections(plan, plan.state({}), {}))
    assert "hidden" in page.of("div", id="f-a.name")[0]
    assert "hidden" not in Page(render_sections(plan, plan.state({"a.yes": True}), {})).of("div", id="f-a.name")[0]


def test_errors_hints_and_marks_are_tied_to_the_control() -> None:
    plan = plan_of_two()
    problems = clean(plan, {"a.yes": ["1"], "a.name": ["x" * 201]})
    assert isinstance(problems, Problems)
    page = Page(render_sections(plan, plan.state({"a.yes": True}), {}, problems, asked_by=True))
    assert page.of("input", id="i-a.name")[0]["aria-describedby"] == "e-a.name"
    assert page.of("input", id="i-a.name")[0]["aria-invalid"] == "true"
    assert page.of("fieldset", id="f-a.yes")[0]["aria-describedby"] == "h-a.yes"
    assert "《x事项》《y事项》" in page.texts.values()
    assert [problem.anchor for problem in problems] == ["i-a.name"]


def test_a_choice_offers_what_the_members_that_ask_now_accept() -> None:
    plan = plan_of_two()
    offered = [
        [own["value"] for own in Page(render_sections(plan, plan.state({"a.yes": yes}), {})).of("input", name="a.way")]
        for yes in (False, True)
    ]
    assert offered == [["b", "c"], ["b"]]


def test_divisions_come_from_the_caller() -> None:
    plan, towns = plan_of_two(), [("441322001", "罗阳街道"), ("441322100", "石坝镇")]
    page = Page(render_sections(plan, plan.state({}), {"a.town": ["441322100"]}, choices={"division:town": towns}))
    assert [own.get("value") for own in page.of("option")] == ["", "441322001", "441322100"]
    assert page.posted()["a.town"] == ["441322100"]
    refused = clean(plan, {"a.yes": ["0"], "a.town": ["441322999"]}, choices={"a.town": towns})
    assert isinstance(refused, Problems)
    assert [problem.message for problem in refused] == ["“所在镇”所选区划不在可选范围内，请重新选择"]
    read = render_sections(plan, plan.state({"a.town": "441322100"}), {}, mode="read", choices={"division:town": towns})
    assert "石坝镇" in read


def test_reading_and_masking() -> None:
    values = sample(EVERYTHING, TODAY)
    state = EVERYTHING.state(values, TODAY)
    read, masked = (render_sections(EVERYTHING, state, {}, mode=mode) for mode in ("read", "masked"))  # type: ignore[arg-type]
    assert values["p.number"] in read
    assert values["p.number"] not in masked
    assert "<input" not in read


def test_sections_say_how_far_they_are() -> None:
    plan = plan_of_two()
    (section,) = section_states(plan, plan.state({"a.yes": True}))
    assert (section.label, section.done, section.total, section.problems, section.hidden) == ("内容", 1, 2, 0, False)


@pytest.mark.parametrize("rows", [0, 1, 4])
def test_a_table_has_one_row_to_spare(rows: int) -> None:
    raw = {f"a.rows-{at}-name": ["甲"] for at in range(rows)}
    page = render_sections(EVERYTHING, EVERYTHING.state({}, TODAY), raw)
    assert page.count('data-label="姓名"') == min(rows + 1, 4)


def test_nothing_that_was_typed_is_kept_between_two_pages() -> None:
    plan, state = plan_of_two(), plan_of_two().state({"a.yes": True})
    first = render_sections(plan, state, {"a.yes": ["1"], "a.name": ["欧阳䶮"]})
    second = render_sections(plan, state, {"a.yes": ["1"], "a.name": ['"><b>']})
    assert "欧阳䶮" in first
    assert "欧阳䶮" not in second
    assert 'value="&#34;&gt;&lt;b&gt;"' in second
    assert render_sections(plan, state, {"a.yes": ["1"], "a.name": ["欧阳䶮"]}) == first


def test_rules_of_a_page_are_safe_between_script_tags() -> None:
    known = dictionary({"key": "a.x", "kind": "text"}, {"key": "a.y", "kind": "text"})
    shown = {"==": [{"var": "a.x"}, "</script><b>'"]}
    plan = compile_plan(bound(known, "x", "a.x", {"element": "a.y", "shown": shown}))
    text = script_rules(plan, {"today": "2026-11-21"})
    assert "<" not in text
    assert json.loads(text) == plan.browser_rules({"today": "2026-11-21"})
    assert list(json.loads(text)["fields"]) == ["a.x", "a.y"]


def test_a_field_is_as_wide_as_the_paper_when_one_member_says_so() -> None:
    known = dictionary({"key": "a.x", "kind": "text"}, {"key": "a.y", "kind": "text"})
    x = bound(known, "x", {"element": "a.x", "wide": True}, "a.y")
    y = bound(known, "y", "a.x", "a.y")
    for forms, wide in (([x, y], True), ([y, x], True), ([x], True), ([y], False)):
        merged = merge(forms)
        plan = compile_plan(merged)
        assert [field.wide for field in merged.fields] == [wide, False]
        assert [field.get("wide", False) for field in merged.to_json()["fields"]] == [wide, False]
        assert [field["wide"] for field in sheet(plan)["sections"][0]["fields"]] == [wide, False]
        drawn = Page(render_sections(plan, plan.state({}), {}))
        marked = [own["id"] for _, own in drawn.elements if "data-wide" in own]
        assert marked == (["f-a.x"] if wide else [])
