"""The merged form on paper: blank, for people who fill it in by hand, or filled in, for signature (R025, R052)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from form_builder import Element, FormPlan, FormState, display
from form_builder.compiled import PlanField
from form_builder.facts import facts as nested
from printing import form_template

Values = dict[str, Any]
LISTED = frozenset({"file", "image", "signature"})
"""Kinds whose content is not a text: the paper leaves room, or names the files."""
WHOLE = 12
"""The columns of the paper, which a wide field takes all."""
COLUMNS = (("材料", "{{item.name}}", 88), ("原件", "{{item.originals?}}", 14), ("复印件", "{{item.photocopies?}}", 16))


def paper_form(
    title: str, plan: FormPlan, state: FormState | None, *, units: Mapping[str, str], demo: bool, on: str = ""
) -> tuple[dict[str, Any], Values]:
    """The template (`onewindow/template/1`) of a form and the values that fill it.

    Without a state the blank form: every question that may be asked, and every material. With one, what is shown now,
    as it was answered, and the materials that are due. `units` are the names of divisions
    by code, `on` the ISO date of a form that is filled in.
    """
    sections: list[dict[str, Any]] = [
        {"label": section.label, "fields": fields}
        for section in plan.merged.sections
        if (fields := [_field(plan[key]) for key in section.fields if _printed(plan[key], state)])
    ]
    drawn: Any = form_template(title, sections)
    *blocks, signatures = drawn["blocks"]
    return {**drawn, "blocks": [*blocks, {"type": "space", "height": 4}, _list_of_materials(), signatures]}, {
        "answers": nested(_values(plan, state, units)) if state else {},
        "materials": list(_materials(plan, state)),
        "application": {"date": on} if on else {},
        "marks": {"demo": demo},
    }


def _printed(item: PlanField, state: FormState | None) -> bool:
    return item.merged.asked if state is None else item.key in state.settled.shown


def _field(item: PlanField) -> dict[str, Any]:
    """One field as `printing.form_template` takes it."""
    element = item.element
    out: dict[str, Any] = {
        "id": item.key,
        "label": element.label,
        "kind": "text" if element.kind in LISTED - {"signature"} else element.kind,
        "text": element.hint or element.label,
    }
    if item.merged.wide:
        out["span"] = WHOLE
    if element.kind == "text" and element.max is not None:
        out["max"] = int(element.max)
    if element.options and not element.option_list:
        out["options"] = [{"label": option.label} for option in element.options]
    if element.columns:
        out["columns"] = [
            {"id": column.element.key, "label": column.element.label, "kind": _cell_kind(column.element)}
            for column in element.columns
        ]
    return out


def _cell_kind(element: Element) -> str:
    return element.kind if element.kind == "date" else "text"


def _values(plan: FormPlan, state: FormState, units: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: _value(plan[key].element, value, units)
        for key, value in state.values.items()
        if value is not None and plan[key].element.kind != "signature"
    }


def _value(element: Element, value: Any, units: Mapping[str, str]) -> Any:
    """A value as the template reads it: labels of options, ISO dates, rows of a table; texts of everything else."""
    kind = element.kind
    if kind in ("boolean", "declaration", "date", "datetime", "money"):
        return f"{value:f}" if kind == "money" else value
    if kind == "choices":
        return [element.labels.get(one, one) for one in value]
    if element.columns:
        cells = {column.element.key: column.element for column in element.columns}
        return [
            {key: one if cells[key].kind == "date" else _value(cells[key], one, units) for key, one in row.items()}
            for row in value
            if isinstance(row, Mapping)
        ]
    return units.get(str(value), str(value)) if kind == "division" else display(element, value)


def _list_of_materials() -> dict[str, Any]:
    columns: Sequence[Values] = [
        {"title": "序号", "text": "{{n}}", "width": 12, "align": "center"},
        *({"title": name, "text": text, "width": width} for name, text, width in COLUMNS),
        {"title": "说明", "text": "{{item.note?}}", "width": 48},
    ]
    return {"type": "table", "source": "materials", "empty": "无", "columns": columns}


def _materials(plan: FormPlan, state: FormState | None) -> Iterator[Values]:
    if state is not None:
        for due in (one for one in state.materials if one.due):
            yield _line(due.name, due.originals, due.photocopies, "可容缺后补" if due.waiver else "")
        return
    for item in plan.merged.materials:
        if not item.internal_from:
            note = "按填写内容需要时提交" if item.needed is not True else "可容缺后补" if item.waiver else ""
            yield _line(item.name, item.originals, item.photocopies, note)


def _line(name: str, originals: int, photocopies: int, note: str) -> Values:
    return {"name": name, "originals": originals or "", "photocopies": photocopies or "", "note": note}
