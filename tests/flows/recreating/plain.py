"""Plain tabs: every control gets what the matter to build says at its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.flows.recreating.hand import Seen, Worker
from tests.flows.recreating.pages import Form

Json = Any
NOTHING = object()


def fill(hand: Worker, tab: str, target: Json, renamed: Mapping[str, str] | None = None, **query: str) -> None:
    """Write into all controls of a page what stands at their places in `target`, and save.

    `renamed`: what a place on the page is called in the target. Lists whose order is not that of the page are ticked
    one run after another, as a page that saves by itself keeps them.
    """
    names, touched = renamed or {}, set[str]()
    while True:
        page = hand.open(tab, **query)
        form = page.form()
        again = False
        for name in page.drawn():
            again |= write(page, form, name, find(target, _called(name, names)), touched)
        if not again:
            break
        hand.press(form)
    hand.press(form)


def _called(name: str, names: Mapping[str, str]) -> str:
    """A place by the name that the target has for it: the longest beginning that is called otherwise."""
    parts = name.split("/")
    for length in range(len(parts), 0, -1):
        beginning = "/".join(parts[:length])
        if beginning in names:
            return "/".join([names[beginning], *parts[length:]])
    return name


def write(page: Seen, form: Form, name: str, value: Json, touched: set[str]) -> bool:
    """One control; whether the page has to be saved and looked at again before it can hold the value.

    `touched`: boxes that were ticked once, so that unticking them says something.
    """
    controls = form.all(name)
    if not controls:
        return False  # a condition: it has a page of its own
    boxes = [each for each in controls if each.kind == "checkbox"]
    if boxes and [each.offered for each in boxes] == [["1"]]:
        return _flag(form, name, value, touched)
    if boxes or (controls[0].kind == "select" and isinstance(value, list)):
        return _ticks(form, name, value if isinstance(value, list) else [])
    if [each.kind for each in controls] == ["text", "select"]:
        limit = value if isinstance(value, Mapping) else {}
        form.write(name, *((str(limit["value"]), limit["unit"]) if limit else ("",)))
    elif controls[0].offered == ["no", "yes", "when"]:
        if not isinstance(value, Mapping):
            form.write(name, "yes" if value is True else "no")
    else:
        form.write(name, text(page, name, value))
    return False


def text(page: Seen, name: str, value: Json) -> str:
    """A value as somebody types it."""
    if value is NOTHING or value is None:
        return ""
    if isinstance(value, Mapping):
        apart = {each.removeprefix(f"{name}/") for each in page.drawn() if each.startswith(f"{name}/")}
        return "\n".join(f"{key}：{said}" for key, said in value.items() if key not in apart and isinstance(said, str))
    if isinstance(value, list):
        return "\n".join(", ".join(map(str, each)) if isinstance(each, list) else str(each) for each in value)
    return str(value)


def _flag(form: Form, name: str, value: Json, touched: set[str]) -> bool:
    """A box to tick. One that is said not to hold is ticked first: what was never touched says nothing."""
    first = value is False and not form.one(name).values and name not in touched
    form.tick(name, ["1"] if value is True or first else [])
    touched.add(name)
    return first


def _ticks(form: Form, name: str, values: list[str]) -> bool:
    boxes = [each.offered[0] for each in form.all(name) if each.kind == "checkbox"]
    more = next((each for each in form.all(name) if each.kind == "select"), None)
    held = [value for each in form.all(name) if each.kind == "checkbox" for value in each.values]
    if held != values[: len(held)] and set(held) - set(values):
        form.tick(name, [])
        return True
    rest = [each for each in values if each not in held]
    if not rest:
        return False
    run = [rest[0]]
    for value in rest[1:]:
        if rest[0] not in boxes or value not in boxes or boxes.index(value) < boxes.index(run[-1]):
            break
        run.append(value)
    if rest[0] in boxes:
        form.tick(name, [*held, *run])
    else:
        assert more is not None, f"{name} does not offer {rest[0]}"
        form.write(name, rest[0])
    return len(run) < len(rest)


def find(target: Json, name: str) -> Json:
    """What the matter to build says at a place: elements of lists by name or position."""
    for segment in name.split("/"):
        segment = segment.replace("~1", "/").replace("~0", "~")
        if isinstance(target, list):
            target = next((each for at, each in enumerate(target) if segment in (named(each), str(at))), NOTHING)
        else:
            target = target.get(segment, NOTHING) if isinstance(target, Mapping) else NOTHING
    return target


def named(element: Json) -> str:
    """How an element of a list is called, if it is."""
    keys = ("id", "key", "to")
    return next((str(element[key]) for key in keys if isinstance(element, Mapping) and key in element), "")


def listing(hand: Worker, tab: str, at: str, target: Json) -> dict[str, str]:
    """Add as many elements to a list as the target has; the places of the new ones, and what the target calls them."""
    wanted = find(target, at)
    elements = wanted if isinstance(wanted, list) else []
    for _each in elements:
        hand.do(tab, f"add:{at}")
    buttons = [value for name, value in hand.open(tab).form().buttons if name == "act"] if elements else []
    places = [value.partition(":")[2] for value in buttons if value.startswith(f"remove:{at}/")]
    assert len(places) == len(elements), (places, elements)
    return {place: f"{at}/{number}" for number, place in enumerate(places)}
