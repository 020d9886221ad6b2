"""The way of a draft: drawn, changed step by step, tried with an example."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.places import find, names
from onewindow.domain.workbench.renaming import STEPS, renamed
from onewindow.domain.workbench.routing import grid, shaping
from onewindow.domain.workbench.routing.properties import step_tab
from onewindow.domain.workbench.routing.starts import begin
from onewindow.domain.workbench.routing.steps import step_of, ways, ways_key
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from onewindow.web.workbench.route_drawing import Drawing
from onewindow.web.workbench.route_trying import tried
from tenants.pointers import write

Json = Any


@workbench.get("/<uuid:draft>/route")
@allow(Permission.MATTER_VIEW)
def route(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The drawn way, with the properties of one step."""
    return _page(open_draft(visit, draft), request.args.get("step", ""))


@workbench.post("/<uuid:draft>/route")
@allow(Permission.MATTER_EDIT)
def edit_route(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep the properties that were typed and do what the pressed button says."""
    base, revision = keeping.base_of(visit, draft)
    edited, where = _edited(draft, base)
    return keeping.answer(
        visit,
        draft,
        revision,
        edited.document,
        go_on=where,
        faults=edited.messages,
        again=lambda: _page(open_draft(visit, draft), request.form.get("step", ""), edited),
    )


@workbench.post("/<uuid:draft>/route/try")
@allow(Permission.MATTER_VIEW)
def try_route(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Lead an example, or typed answers, along the way; nothing is kept."""
    return _page(open_draft(visit, draft), "", trying=True)


def _edited(draft: UUID, base: Json) -> tuple[Edited, str]:
    """The body with what the page holds and what its button does, and the page to go to."""
    picked = request.form.get("step", "")
    edited = editing.apply(base, step_tab(base, picked), request.form.to_dict(flat=False))
    edited = Edited(follow("matter", base, edited.document), edited.faults)
    picked = renamed(find(base, STEPS), find(edited.document, STEPS)).get(picked, picked)
    what, _colon, name = request.form.get("act", "").partition(":")
    if what == "add-table":
        document, key = grid.add_table(edited.document)
        return Edited(document, edited.faults), url_for("workbench.table", draft=draft, key=key)
    if what == "drop-table":
        return Edited(grid.drop_table(edited.document, name), edited.faults), url_for("workbench.route", draft=draft)
    document, picked = _done(edited.document, what, name, picked)
    place = _condition(base, document, name) if what in ("part", "end") else None
    if place:
        return Edited(document, edited.faults), url_for("workbench.rule", draft=draft, at=place)
    known = picked if step_of(document, picked) else ""
    at = "picked" if known else None
    return Edited(document, edited.faults), url_for(
        "workbench.route", draft=draft, step=known or None, at=at, _anchor=at
    )


def _done(document: Json, what: str, name: str, picked: str) -> shaping.Shaped:
    """The document after a button, and the step that is picked then."""
    step, _arrow, number = name.partition(">")
    match what:
        case "pick":
            return document, name
        case "start":
            return begin(document, name), ""
        case "after-task" | "after-special" | "after-external":
            return shaping.add_after(document, name, what.removeprefix("after-"))
        case "before":
            return shaping.add_before(document, name)
        case "part":
            return shaping.part(document, name, request.form.get("target", ""))
        case "beside":
            return shaping.beside(document, name)
        case "drop":
            return shaping.drop(document, name)
        case "end":
            return shaping.add_end(document, name)
        case "up" | "down":
            return shaping.shift(document, name, -1 if what == "up" else 1), name
        case "lead" | "cut" | "earlier" | "later":
            return _way(document, what, step, int(number) if number.isdecimal() else -1), step
        case _:
            return document, picked


def _way(document: Json, what: str, step: str, at: int) -> Json:
    """The document after a button beside one of the ways from a step."""
    if what == "lead":
        return shaping.lead(document, step, at, request.form.get(f"to-{at}", ""))
    return (
        shaping.cut(document, step, at)
        if what == "cut"
        else shaping.turn(document, step, at, -1 if what == "earlier" else 1)
    )


def _condition(old: Json, new: Json, name: str) -> str:
    """Where the condition of a way that is new is set; nothing when it needs none."""
    before, step = step_of(old, name), step_of(new, name)
    if before is None or step is None or step.get("kind") == "fork":
        return ""
    added = [n for n, each in enumerate(ways(step)) if each.get("if") is shaping.NEVER]
    fresh = [n for n in added if n >= len(ways(before)) or ways(before)[n] != ways(step)[n]]
    return write(("route", "steps", name, ways_key(step), names(ways(step))[fresh[0]], "if")) if fresh else ""


def _page(opened: Opened, picked: str, edited: Edited | None = None, *, trying: bool = False) -> str:
    body = opened.proposal.body
    if step_of(body, picked) is None:
        picked = ""
    properties = drawing.tab(opened, step_tab(body, picked), edited)
    attempt = tried(opened, trying)
    drawn = Drawing(opened, picked, attempt.walk)
    return render_template(
        "workbench/route.html",
        **drawing.frame(opened, "route"),
        save_url=url_for("workbench.edit_route", draft=opened.proposal.id),
        try_url=url_for("workbench.try_route", draft=opened.proposal.id),
        picked=drawn.picked_step(),
        parts=properties["parts"],
        problems=properties["problems"],
        map=drawn.map(),
        broken=drawn.broken,
        steps=drawn.steps(),
        targets=drawn.targets(),
        leads=drawn.leads(),
        starts=drawn.starts(),
        tables=drawn.tables(),
        attempt=attempt,
    )
