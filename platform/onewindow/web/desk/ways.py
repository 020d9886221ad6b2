"""Ways to look at a form: as one page, in steps, like the paper; large or not. Remembered by the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Request
from werkzeug.wrappers import Response

from form_builder.page import SectionState

WAYS = ("page", "steps", "table")
SIZES = ("usual", "large")
WAY, SIZE = "ow-form-way", "ow-form-size"
END = "end"
YEAR = 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Looking:
    """How a form is looked at: `way` of WAYS, `large` controls, the `step` (id of a section) that was asked for."""

    way: str = "page"
    large: bool = False
    step: str = ""


def looking(request: Request) -> Looking:
    """What the browser remembers, and the step of the address."""
    way = request.cookies.get(WAY, "")
    return Looking(
        way=way if way in WAYS else "page",
        large=request.cookies.get(SIZE) == "large",
        step=request.args.get("step", ""),
    )


def changed(action: str) -> tuple[str, str] | None:
    """The cookie that a pressed button sets: `way:steps` or `size:large`; None for any other button."""
    name, _, value = action.partition(":")
    known = {"way": (WAY, WAYS), "size": (SIZE, SIZES)}.get(name)
    return (known[0], value) if known and value in known[1] else None


def remember(response: Response, cookie: tuple[str, str], *, secure: bool) -> None:
    """Have the browser keep a choice for a year."""
    response.set_cookie(*cookie, max_age=YEAR, path="/desk", secure=secure, httponly=True, samesite="Lax")


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a form and where one is: ids of the section before and after, empty at the ends."""

    here: str
    number: int
    total: int
    before: str
    after: str


def steps_of(sections: Sequence[SectionState], wanted: str) -> Steps:
    """The step that was asked for (END: the last); if that is not there, the first with a problem, or the first of all.

    A section that hides meanwhile gives way to the next one.
    """
    every = [one.id for one in sections]
    shown = [one for one in sections if not one.hidden]
    ids = [one.id for one in shown]
    wrong = next((one.id for one in shown if one.problems), "")
    behind = every[every.index(wanted) :] if wanted in every else []
    here = next((one for one in behind if one in ids), "") or wrong or (ids[0] if ids else "")
    if wanted == END and ids:
        here = ids[-1]
    at = ids.index(here) if here else 0
    return Steps(here, at + 1, len(ids), ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "")
