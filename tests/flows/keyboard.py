"""Filling in a page with nothing but keys: Tab goes on, arrows choose, the space bar ticks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from playwright.sync_api import Page

STEPS = 400
WHERE = """() => {
  const one = document.activeElement;
  const list = one.getAttribute('role') === 'combobox' ? document.getElementById(one.id + '-list') : null;
  const control = list || one;
  const kind = list ? 'long' : control.localName === 'select' ? 'select' : control.type;
  return {id: one.id, name: control.name || '', value: control.value, kind, checked: one.checked,
          options: Object.fromEntries([...(control.options || [])].map((each) => [each.value, each.text]))};
}"""


def answer(page: Page, answers: Mapping[str, str | Sequence[str]]) -> None:
    """Go through the page and answer every field that is met, until none is left."""
    left = dict(answers)
    for _ in range(STEPS):
        if not left:
            return
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["name"] in left:
            _give(page, here, left)
    raise AssertionError(f"not reached by keys: {sorted(left)}")


def tick(page: Page, identities: Collection[str]) -> None:
    """Tick the boxes with these ids."""
    left = set(identities)
    for _ in range(STEPS):
        if not left:
            return
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["id"] in left:
            page.keyboard.press("Space")
            left.discard(here["id"])
    raise AssertionError(f"not reached by keys: {sorted(left)}")


def press_button(page: Page, value: str) -> None:
    """Go on to the button that posts `value`, and press it."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["kind"] == "submit" and here["value"] == value:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no button {value}")


def _give(page: Page, here: dict[str, Any], left: dict[str, str | Sequence[str]]) -> None:
    wanted = left[here["name"]]
    if here["kind"] == "checkbox":
        values = [wanted] if isinstance(wanted, str) else list(wanted)
        if here["value"] in values:
            page.keyboard.press("Space")
            values.remove(here["value"])
        left[here["name"]] = values
        if not values:
            del left[here["name"]]
        return
    assert isinstance(wanted, str)
    if here["kind"] == "radio":
        _choose(page, here, wanted)
    elif here["kind"] == "long":
        page.keyboard.type(here["options"][wanted])
        page.keyboard.press("Enter")
    elif here["kind"] == "select":
        _choose(page, here, wanted)
    else:
        page.keyboard.type(wanted)
    del left[here["name"]]


def _choose(page: Page, here: dict[str, Any], wanted: str) -> None:
    if here["value"] == wanted:
        page.keyboard.press("Space")
    while page.evaluate(WHERE)["value"] != wanted:
        page.keyboard.press("ArrowDown")
