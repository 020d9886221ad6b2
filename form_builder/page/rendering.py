"""render_sections(): the fields of a plan as HTML, from the plan's views and the state of this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from weakref import WeakKeyDictionary

from markupsafe import Markup

from form_builder.answers import Answers, Problem, Problems, typed
from form_builder.compiled import PlanField
from form_builder.elements import Column, Element
from form_builder.fields.base import Choices, Raw, Value
from form_builder.fields.division import Division, way
from form_builder.fields.files import file_names
from form_builder.fields.table import raw_rows, row_floor, row_limit
from form_builder.page.fragments import macro
from form_builder.page.sections import section_id
from form_builder.page.splicing import spliced, splices
from form_builder.page.views import NOTHING, FieldView, Now, cell_control, describe, offered, view
from form_builder.places import steps
from form_builder.plan import FormPlan
from form_builder.showing import display, mask
from form_builder.state import FormState

Mode = Literal["fill", "read", "masked"]

ROWS_OVER = 50
"""Rows beyond the limit of a table that come back, so that people can choose which to delete."""
_INVALID = Markup(' aria-invalid="true"')
_VIEWS: WeakKeyDictionary[FormPlan, Mapping[str, FieldView]] = WeakKeyDictionary()
"""Views by plan, with what they were drawn as: a memo of a pure function, dropped with its plan."""


def render_sections(
    plan: FormPlan,
    state: FormState,
    raw_or_answers: Raw | Answers,
    problems: Problems | None = None,
    mode: Mode = "fill",
    *,
    choices: Choices | None = None,
    asked_by: bool = False,
    notes: Mapping[str, str] | None = None,
    step: str = "",
) -> Markup:
    """The sections of a form as HTML.

    `fill` draws controls with what was typed (`problems.raw` if there are problems, otherwise `raw_or_answers`), also
    for fields that are hidden now, so that a script can show them; `read` draws the shown fields as text, `masked` the
    same with private parts hidden. `choices` are the divisions by element key or `division:<level>`; `asked_by` adds a
    line that says which members ask the field; `notes` are further lines by element key, such as where a value is from.
    `step` is the id of the section that a view in steps shows first.
    """
    choices = choices or {}
    if mode != "fill":
        return _read(plan, state, mode, choices)
    raw = (
        problems.raw
        if problems
        else typed(plan, raw_or_answers)
        if isinstance(raw_or_answers, Answers)
        else raw_or_answers
    )
    views = _views(plan)
    out: list[Markup] = []
    for number, section in enumerate(plan.merged.sections):
        body = []
        for key in section.fields:
            item = plan[key]
            if item.merged.asked:
                element = offered(item, state.facts)
                here = views[key] if element is item.element else view(item, element)
                body.append(
                    _field(
                        here,
                        state,
                        raw,
                        problems.of(key) if problems else (),
                        choices,
                        asked_by=asked_by,
                        note=(notes or {}).get(key, ""),
                    )
                )
        if body:
            hidden = not any(key in state.settled.shown for key in section.fields)
            named = {"id": section_id(number), "label": section.label}
            out.append(macro("frame.section")(named, hidden, NOTHING.join(body), named["id"] == step))
    return NOTHING.join(out)


def _views(plan: FormPlan) -> Mapping[str, FieldView]:
    views = _VIEWS.get(plan)
    if views is None:
        views = _VIEWS[plan] = {item.key: view(item, item.element) for item in plan.fields}
    return views


def _field(
    here: FieldView,
    state: FormState,
    raw: Raw,
    problems: Sequence[Problem],
    choices: Choices,
    *,
    asked_by: bool,
    note: str,
) -> Markup:
    item, key = here.item, here.key
    now = Now(
        texts=raw.get(key, ()),
        errors=[problem.message for problem in problems],
        hidden=key not in state.settled.shown,
        required=key in state.required,
        asked_by="".join(f"《{state.plan.titles[form]}》" for form in state.askers(key)) if asked_by else "",
        note=note,
    )
    if splices(here, now):
        return spliced(here, now)
    described = describe(key, hint=bool(here.hint), wrong=now.wrong)
    if here.frame == "frame.group":
        now.described = described
    else:
        now.aria = described + _INVALID if now.wrong else described
    control = _computed(here, state, choices) if item.computes else _control(here, now, state, raw, problems, choices)
    return macro(here.frame)(here, now, control)


def _computed(here: FieldView, state: FormState, choices: Choices) -> Markup:
    text = display(here.item.element, state.values.get(here.key), choices)
    return Markup('<output class="form-control" id="i-{}">{}</output>').format(here.key, text)


def _control(
    here: FieldView,
    now: Now,
    state: FormState,
    raw: Raw,
    problems: Sequence[Problem],
    choices: Choices,
) -> Markup:
    kind, element, key = here.kind, here.control.element, here.key
    if kind == "division":
        _choose(now, element, raw, key, choices)
    elif kind == "date_range":
        now.parts = {part: next(iter(raw.get(f"{key}-{part}", ())), "") for part in ("start", "end")}
        now.aria = _INVALID if now.wrong else NOTHING
    elif kind == "signature":
        now.parts = {part: next(iter(raw.get(f"{key}-{part}", ())), "") for part in ("way", "typed")}
        now.aria = _INVALID if now.wrong else NOTHING
    elif kind in ("file", "image"):
        now.files = file_names(now.texts)
    elif kind == "table":
        wrong = {problem.control for problem in problems}
        now.rows = list(_rows(here.item, element, raw, state.values.get(key), wrong, choices))
        now.totals = here.item.kind.totals(element, state.values.get(key))
    return macro(here.fragment)(here.control, now)


def _choose(now: Now, element: Element, raw: Raw, name: str, choices: Choices) -> None:
    """The lists of a division, each drawn for what is chosen above it."""
    places = Division.places(element, choices)
    if places is None:
        return
    chosen = Division().parse(element, raw, name)
    code = chosen if isinstance(chosen, str) else ""
    now.steps = steps(places, element.level, code, Division.picked(raw, name))
    now.way = way({step.level: step.chosen for step in now.steps[:-1] if step.chosen})
    now.within = places.within
    now.shown = display(element, code, choices) if now.steps[-1].chosen else ""


def _rows(
    item: PlanField, element: Element, raw: Raw, worked_out: Value, wrong: set[str], choices: Choices
) -> Iterator[list[dict[str, object]]]:
    """What was filled in, blank rows up to the fewest that are due, and one more where there is room."""
    filled = raw_rows(element, raw, item.key)[: row_limit(element) + ROWS_OVER]
    values = worked_out or ()
    count = max(len(filled), min(max(len(filled) + 1, row_floor(element)), row_limit(element)))
    for at in range(count):
        typed_row = filled[at] if at < len(filled) else {}
        value = values[at] if at < len(values) else {}
        yield [
            {"label": column.element.label, "html": _cell(item.key, at, column, typed_row, value, wrong, choices)}
            for column in element.columns
        ]


def _cell(
    table: str,
    at: int,
    column: Column,
    typed_row: Raw,
    value: Mapping[str, Value],
    wrong: set[str],
    choices: Choices,
) -> Markup:
    control, fragment = cell_control(table, at, column)
    element, name = column.element, column.element.key
    label = Markup(' aria-label="第 {} 行 {}"').format(at + 1, element.label)
    if element.compute is not None:
        text = display(element, value.get(name), choices)
        return Markup('<output class="form-control" id="{}"{}>{}</output>').format(control.id, label, text)
    now = Now(texts=typed_row.get(name, ()), aria=label + _INVALID if control.name in wrong else label)
    if element.kind == "division":
        _choose(now, element, typed_row, name, choices)
    now.parts = {part: next(iter(typed_row.get(f"{name}-{part}", ())), "") for part in ("start", "end")}
    return (
        macro(fragment)(control, now, control.pairs) if fragment == "choices.select" else macro(fragment)(control, now)
    )


def _read(plan: FormPlan, state: FormState, mode: Mode, choices: Choices) -> Markup:
    out: list[Markup] = []
    for number, section in enumerate(plan.merged.sections):
        body = [
            macro("frame.reading")(here, Now(shown=_text(here, state.values.get(key), mode, choices)))
            for key in section.fields
            if key in state.settled.shown and plan[key].kind.stored
            for here in [_views(plan)[key]]
        ]
        if body:
            named = {"id": section_id(number), "label": section.label}
            out.append(macro("frame.section")(named, False, NOTHING.join(body)))
    return NOTHING.join(out)


def _text(here: FieldView, value: Value, mode: Mode, choices: Choices) -> str:
    element = here.item.element
    return (mask if mode == "masked" else display)(element, value, choices) or "—"
