"""A form as data for paper: blank, or filled in; the printing of it is another library's work (R025, R052)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from form_builder.compiled import Compiled, PlanField
from form_builder.elements import Element
from form_builder.fields.base import Choices, Value, plain
from form_builder.materials import MaterialState
from form_builder.merging import MergedMaterial
from form_builder.reading import Json
from form_builder.showing import display, mask
from form_builder.state import FormState

Show = Callable[[Element, Value, Choices], str]


def sheet(
    plan: Compiled, state: FormState | None = None, *, choices: Choices | None = None, masked: bool = False
) -> dict[str, Json]:
    """`{"title", "members", "sections": [{"label", "fields": [...]}], "materials": [...]}`, all texts ready to print.

    Without a state the blank form: every question, with its options to tick. With one, the shown fields and their
    values. A field is `{"key", "label", "kind", "required", "wide", "text", "options": [{"label", "chosen"}],
    "columns", "rows", "totals", "picture"}`: `wide` takes the whole width of the paper; a drawn signature is a PNG in
    Base64; what is signed on paper stays blank.
    """
    show = mask if masked else display
    return {
        "title": "、".join(plan.titles.values()),
        "members": [{"key": key, "title": title} for key, title in plan.titles.items()],
        "sections": [
            {"label": section.label, "fields": fields}
            for section in plan.merged.sections
            if (
                fields := [
                    _field(plan[key], state, show, choices or {})
                    for key in section.fields
                    if _printed(plan[key], state)
                ]
            )
        ],
        "materials": list(_materials(plan, state)),
    }


def _printed(item: PlanField, state: FormState | None) -> bool:
    return item.merged.asked if state is None else item.key in state.settled.shown


def _field(item: PlanField, state: FormState | None, show: Show, choices: Choices) -> dict[str, Json]:
    element, value = item.element, state.values.get(item.key) if state else None
    chosen = value if isinstance(value, list) else [value]
    out: dict[str, Json] = {
        "key": item.key,
        "label": element.label,
        "kind": element.kind,
        "required": item.key in state.required if state else item.merged.required is True,
        "wide": item.merged.wide,
        "text": element.hint or element.label if not item.kind.stored else show(element, value, choices),
    }
    if element.kind == "boolean":
        out["options"] = [{"label": label, "chosen": value is yes} for label, yes in (("是", True), ("否", False))]
    elif element.options and not element.option_list:
        out["options"] = [{"label": option.label, "chosen": option.value in chosen} for option in element.options]
    elif element.kind == "signature" and value:
        out |= {"text": ""} if value.get("way") == "paper" else {}
        out |= {"picture": value["data"]} if "data" in value and show is display else {}
    elif element.columns:
        out |= _table(item, value, show, choices)
    return out


def _table(item: PlanField, value: Value, show: Show, choices: Choices) -> dict[str, Json]:
    columns = [column.element for column in item.element.columns]
    return {
        "columns": [column.label for column in columns],
        "rows": [[show(column, row.get(column.key), choices) for column in columns] for row in value or ()],
        "totals": {key: plain(total) for key, total in item.kind.totals(item.element, value).items()},
    }


def _materials(plan: Compiled, state: FormState | None) -> Iterator[dict[str, Json]]:
    """The materials to bring, numbered; without a state all that are not the result of a member."""
    listed: list[MergedMaterial | MaterialState] = []
    if state is None:
        listed += [item.merged for item in plan.materials if not item.merged.internal_from]
    else:
        listed += [item for item in state.materials if item.due]
    for at, item in enumerate(listed, 1):
        yield {
            "number": at,
            "name": item.name,
            "originals": item.originals,
            "photocopies": item.photocopies,
            "medium": item.medium,
            "because": item.because if isinstance(item, MaterialState) else "",
        }
