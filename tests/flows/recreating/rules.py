"""Conditions in sentences: parts added, subjects, relations and values chosen from the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onewindow.domain.workbench.conditions import Mode, read
from onewindow.domain.workbench.conditions.sketch import Bundle, Line, Sketch, Stays, Table, draw
from tests.flows.recreating.hand import Worker
from tests.flows.recreating.pages import Form
from tests.flows.recreating.plain import named

Json = Any
KEYS = ("if", "needed", "shown", "required")


def build(hand: Worker, target: Json) -> None:
    """Every condition of the target, each on its page, which is asked for on the page where it stands."""
    for at, rule in conditions(target):
        keep(hand, at, rule)


def conditions(part: Json, at: tuple[str, ...] = ()) -> Iterator[tuple[str, Json]]:
    """The places of all conditions of a matter, in the order of the document."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in KEYS and isinstance(value, Mapping):
                yield "/".join((*at, key)), value
            elif at or key not in ("examples", "elements", "tables"):
                yield from conditions(value, (*at, key))
    elif isinstance(part, list):
        for number, each in enumerate(part):
            yield from conditions(each, (*at, named(each) or str(number)))


def keep(hand: Worker, at: str, rule: Json) -> None:
    """Write one condition and keep it."""
    wanted = _said(draw(read(rule)))
    page = hand.open("rule", at=at)
    form = _clean(hand, page.form("ow-rule-form"))
    form = _parts(hand, form, wanted, "b")
    for step in ("subject", "relation", "value"):
        for name, line in _lines(wanted, "b"):
            if form.all(f"{name}:what")[0].values == ["line"]:
                form = _line(hand, form, name, line, step)
        if step != "value":
            form = hand.redraw(form).form("ow-rule-form")
    hand.press(form, "keep")


def _said(wanted: Sketch) -> Sketch:
    """A condition as somebody builds it who has only the usual relations: what is denied stands in a group of none."""
    if isinstance(wanted, Bundle):
        return replace(wanted, parts=tuple(map(_said, wanted.parts)))
    if isinstance(wanted, Table):
        return replace(wanted, inside=_said(wanted.inside))
    if not isinstance(wanted, Line) or wanted.relation[:1] != "!" or wanted.relation in ("!=", "!starts_with"):
        return wanted
    if wanted.relation == "!==" and wanted.values in (("true",), ("false",)):
        return wanted
    return Bundle(Mode.NONE, (replace(wanted, relation=wanted.relation[1:]),))


def _clean(hand: Worker, form: Form) -> Form:
    """Without what stands there already."""
    while form.all("b-1:what"):
        form = hand.redraw(form, "remove:b-1").form("ow-rule-form")
    return form


def _parts(hand: Worker, form: Form, wanted: Sketch, name: str) -> Form:
    """The parts of a group, as many and of the kinds that are wanted; then what is inside them."""
    if isinstance(wanted, Table):
        form.write(f"{name}:table", wanted.table)
        form.write(f"{name}:how", wanted.how)
        form = hand.redraw(form).form("ow-rule-form")
        return _parts(hand, form, wanted.inside, f"{name}-0")
    if not isinstance(wanted, Bundle):
        return form
    form.write(f"{name}:mode", wanted.mode.value)
    for number, part in enumerate(wanted.parts):
        assert not isinstance(part, Stays), f"no sentence says {part}"
        here = f"{name}-{number}"
        what = "line" if isinstance(part, Line) else "rows" if isinstance(part, Table) else "group"
        there = form.all(f"{here}:what")
        if not there:
            form = hand.redraw(form, f"add-{what}:{name}").form("ow-rule-form")
        elif there[0].values != [what]:
            form = hand.redraw(form, f"add-{what}:{name}").form("ow-rule-form")
            form = hand.redraw(form, f"remove:{here}").form("ow-rule-form")
        form = _parts(hand, form, part, here)
    return form


def _lines(wanted: Sketch, name: str) -> Iterator[tuple[str, Line]]:
    if isinstance(wanted, Line):
        yield name, wanted
    elif isinstance(wanted, Table):
        yield from _lines(wanted.inside, f"{name}-0")
    elif isinstance(wanted, Bundle):
        for number, part in enumerate(wanted.parts):
            yield from _lines(part, f"{name}-{number}")


def _line(hand: Worker, form: Form, name: str, line: Line, step: str) -> Form:
    if step == "subject":
        form.write(f"{name}:subject", line.subject)
    elif step == "relation":
        form.write(f"{name}:relation", line.relation)
    elif line.other:
        form.write(f"{name}:other", line.other)
    elif line.values:
        return _values(hand, form, f"{name}:value", line.values)
    return form


def _values(hand: Worker, form: Form, name: str, values: tuple[str, ...]) -> Form:
    boxes = form.all(name)
    if boxes[0].kind == "checkbox":
        for number in range(1, len(values) + 1):
            form.tick(name, values[:number])
            if [each.offered[0] for each in form.all(name) if each.values] != list(values[:number]):
                raise AssertionError(f"{values} in another order")
            form = hand.redraw(form).form("ow-rule-form") if number < len(values) else form
        return form
    while len(form.all(name)) < len(values):
        form.write(name, *values[: len(form.all(name))])
        form = hand.redraw(form).form("ow-rule-form")
    form.write(name, *values)
    return form
