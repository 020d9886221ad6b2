"""A whole matter, in the order in which its parts speak about each other."""

from __future__ import annotations

from typing import Any

from tests.flows.recreating import examples, form, route, rules
from tests.flows.recreating.hand import Worker
from tests.flows.recreating.pages import Form
from tests.flows.recreating.plain import fill, listing

Json = Any
LISTS = {
    "basics": ("limits/situations", "special_procedures"),
    "conditions": ("conditions", "checks", "fees", "parameters"),
    "materials": ("form/materials",),
    "guide": ("guide/counters", "guide/questions", "reserved"),
}


def build(hand: Worker, target: Json) -> None:
    """Make a blank matter the target."""
    form.build(hand, target)
    for tab, lists in LISTS.items():
        renamed: dict[str, str] = {}
        for at in lists:
            renamed |= listing(hand, tab, at, target)
        fill(hand, tab, target, renamed)
    route.build(hand, target)
    rules.build(hand, target)
    papers(hand, target["documents"])
    examples.build(hand, target)


def _none(page: Form) -> str:
    page.tick("paper", [])
    return ""


def papers(hand: Worker, wanted: list[str]) -> None:
    """Tick the papers, in as many savings as their order asks for."""
    held: list[str] = []
    hand.do("documents", _none)
    while held != wanted:
        page = hand.open("documents").form()
        boxes = [each.offered[0] for each in page.all("paper")]
        rest = wanted[len(held) :]
        run = [rest[0]]
        for key in rest[1:]:
            if boxes.index(key) < boxes.index(run[-1]):
                break
            run.append(key)
        held += run
        page.tick("paper", held)
        hand.press(page)
