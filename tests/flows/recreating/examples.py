"""Sample applicants, typed into the very form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.flows.recreating.hand import Worker
from tests.flows.recreating.pages import Form

Json = Any


def build(hand: Worker, target: Json) -> None:
    """Every example: what is typed first may bring further fields to the page, which is then drawn again."""
    for example in target["examples"]:
        address = _added(hand)
        form = hand.look(address).with_button("save")
        form.write("name", example["name"])
        form.write("tenant_code", example.get("tenant_code", ""))
        for _round in range(6):
            before = form.posts()
            _type(form, example)
            again = hand.redraw(form, "update").with_button("save")
            if again.posts() == before:
                break
            form = again
        form.tick("expect", list(example["expect"]))
        hand.press(form, "save")


def _added(hand: Worker) -> str:
    form = hand.open("examples").with_button("add")
    return hand.press(form, "add")


def _type(form: Form, example: Mapping[str, Json]) -> None:
    for key, value in example["data"].items():
        _answer(form, key, value)
    for key, value in (example.get("parameters") or {}).items():
        form.write(f"parameter:{key}", str(value))


def _answer(form: Form, key: str, value: Json) -> None:
    """One answer in whatever controls the page has for it; what is not asked yet is left out."""
    if form.all(f"stated:{key}"):
        form.write(f"stated:{key}", ("true" if value else "false") if isinstance(value, bool) else str(value))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        _rows(form, key, value)
    elif isinstance(value, Mapping):
        for part, text in value.items():
            form.write(f"{key}-{part}", _text(text))
    elif form.all(key):
        controls = form.all(key)
        if controls[0].kind in ("checkbox", "radio"):
            form.tick(key, [_text(each) for each in (value if isinstance(value, list) else [value])])
        else:
            form.write(key, _text(value))


def _text(value: Json) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _rows(form: Form, key: str, rows: list[Mapping[str, Json]]) -> None:
    for number, row in enumerate(rows):
        for column, value in row.items():
            name = f"{key}-{number}-{column}"
            if form.all(name):
                _answer(form, name, value)
