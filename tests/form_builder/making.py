"""Short ways to write dictionaries and forms in tests."""

from __future__ import annotations

from typing import Any

from form_builder import BoundForm, Dictionary, FormDocument, bind


def dictionary(*elements: dict[str, Any]) -> Dictionary:
    """A dictionary of these elements; `label` defaults to the key."""
    listed = [{"label": element["key"], **element} for element in elements]
    return Dictionary.from_json({"schema": "onewindow/elements/1", "elements": listed})


def form(key: str, *fields: dict[str, Any] | str, **more: Any) -> FormDocument:
    """A form with one section; a field given as text is an element that is asked without condition."""
    listed = [{"element": field} if isinstance(field, str) else field for field in fields]
    return FormDocument.from_json(
        {
            "schema": "onewindow/form/1",
            "key": key,
            "title": f"{key}事项",
            "sections": [
                {
                    "id": "s",
                    "label": "内容",
                    "fields": [{"id": item["element"], "required": False, **item} for item in listed],
                }
            ],
            **more,
        }
    )


def bound(known: Dictionary, key: str, *fields: dict[str, Any] | str, **more: Any) -> BoundForm:
    """A bound form."""
    return bind(form(key, *fields, **more), known)


def option_list(*values: str) -> list[dict[str, str]]:
    """Options whose label is the value in capitals."""
    return [{"value": value, "label": value.upper()} for value in values]
