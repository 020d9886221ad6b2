"""Draws fields as docs/documents.md says form_builder does: something real for style sheets and scripts to stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

Spec = Mapping[str, Any]


def control(name: str, spec: Spec, value: Any, described: str) -> Markup:
    """The control of a field that has only one."""
    same = Markup('id="i-{0}" name="{0}"{1}{2}').format(
        name, described, Markup(' aria-invalid="true"') if spec.get("error") else ""
    )
    if spec["kind"] == "long_text":
        return Markup('<textarea class="form-control" rows="3" {}>{}</textarea>').format(same, value)
    if spec["kind"] in ("choice", "division"):
        options = Markup("").join(
            Markup('<option value="{}" data-initials="{}"{}>{}</option>').format(
                code, initials, Markup(" selected") if code == value else "", label
            )
            for code, label, initials in spec["options"]
        )
        return Markup('<select class="form-select"{} {}><option value="">请选择</option>{}</select>').format(
            Markup(" data-combobox") if len(spec["options"]) > 7 else "", same, options
        )
    kind = {"date": "date"}.get(spec["kind"], "text")
    if spec.get("compute"):
        return Markup('<output class="form-control" id="i-{}">{}</output>').format(name, value)
    return Markup('<input class="form-control" type="{}" value="{}" {}>').format(kind, value, same)


def options(name: str, spec: Spec, value: Any) -> Markup:
    """The options of a group as whole surfaces to press."""
    kind = "checkbox" if spec["kind"] in ("choices", "declaration") else "radio"
    chosen = value if isinstance(value, list) else [value]
    rows = (
        Markup(
            '<label class="form-check"><input class="form-check-input" type="{}" name="{}" value="{}"{}>{}</label>'
        ).format(kind, name, code, Markup(" checked") if code in chosen else "", label)
        for code, label, _ in spec["options"]
    )
    return Markup('<div class="ow-options">{}</div>').format(Markup("").join(rows))


def table(name: str, spec: Spec, rows: Sequence[Mapping[str, str]]) -> Markup:
    """A table that is filled in, with one empty row for the script."""

    def row(number: str, values: Mapping[str, str]) -> Markup:
        cells = (
            Markup(
                '<td data-label="{}"><input class="form-control" name="{}-{}-{}" value="{}" aria-label="{}"></td>'
            ).format(label, name, number, column, values.get(column, ""), label)
            for column, label in spec["columns"]
        )
        return Markup("<tr>{}</tr>").format(Markup("").join(cells))

    head = Markup("").join(Markup('<th scope="col">{}</th>').format(label) for _, label in spec["columns"])
    body = Markup("").join(row(str(at), values) for at, values in enumerate([*rows, {}]))
    return Markup(
        '<table class="ow-rows" id="i-{}" data-max="6"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(name, head, body)


def field(name: str, spec: Spec, value: Any = "", *, hidden: bool = False) -> Markup:
    """One field: label, control, hint, error."""
    mark = Markup(' <span class="ow-required">必填</span>') if spec.get("required") is True and not hidden else ""
    hint = Markup('<p class="ow-hint" id="h-{}">{}</p>').format(name, spec["hint"]) if spec.get("hint") else ""
    error = Markup('<p class="ow-error" id="e-{}">{}</p>').format(name, spec["error"]) if spec.get("error") else ""
    ids = [f"h-{name}"] * bool(hint) + [f"e-{name}"] * bool(error)
    described = Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup("")
    grouped = spec["kind"] in ("boolean", "choices", "table") or (
        spec["kind"] == "choice" and len(spec["options"]) <= 5
    )
    classes = "ow-field" + " ow-field-wrong" * bool(error)
    start = Markup('class="{}" id="f-{}" data-kind="{}"{}{}').format(
        classes,
        name,
        spec["kind"],
        (Markup(" hidden") if hidden else "") + (Markup(" data-computed") if spec.get("compute") else ""),
        described if grouped else "",
    )
    if spec["kind"] == "declaration":
        return Markup("<div {}>{}{}{}</div>").format(
            start, options(name, {**spec, "options": [("1", spec["label"], "")]}, value), hint, error
        )
    if grouped:
        inner = table(name, spec, value or []) if spec["kind"] == "table" else options(name, spec, value)
        return Markup('<fieldset {}><legend class="ow-label">{}{}</legend>{}{}{}</fieldset>').format(
            start, spec["label"], mark, inner, hint, error
        )
    return Markup('<div {}><label class="ow-label" for="i-{}">{}{}</label>{}{}{}</div>').format(
        start, name, spec["label"], mark, control(name, spec, value, described), hint, error
    )


def section(key: str, label: str, fields: Sequence[Markup]) -> Markup:
    """A section with its fields."""
    return Markup(
        '<section class="ow-section" id="s-{}" data-section="{}"><h2 class="ow-section-title">{}</h2>'
        '<div class="ow-fields">{}</div></section>'
    ).format(key, key, escape(label), Markup("").join(fields))
