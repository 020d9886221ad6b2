"""What makes a theme: its matters, the questions that decide between them, and when each takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.catalogue import department_of
from onewindow.domain.permissions import Permission
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.inventing import Typed, element
from onewindow.domain.workbench.theme_tabs import LISTED, MEMBERS
from onewindow.domain.workbench.theming import composing
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from tenants.pinyin import initials
from tenants.pointers import write

Json = Any
QUICK = "quick:"
"""Names of the lists of conditions, each with the pointer of its member."""
NEW = "new:"


@workbench.get("/<uuid:draft>/members")
@allow(Permission.MATTER_VIEW)
def theme_members(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Matters and questions of a theme."""
    return _page(theme_opened(visit, draft))


@workbench.post("/<uuid:draft>/members")
@allow(Permission.MATTER_EDIT)
def edit_members(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep what was typed and chosen, and do what the pressed button says."""
    opened = theme_held(visit, draft)
    revision = opened.proposal.revision
    edited = _edited(opened, opened.proposal.body)
    act = request.form.get("act", "")
    if act.startswith("invent"):
        result = _invented(opened.holding(edited.document, revision), sure=act == "invent-sure")
        if isinstance(result, str):
            return result, 422
    else:
        result = _done(edited.document, act)
    document, anchor = result
    at = f"f-{anchor}" if anchor else None
    go_on = url_for("workbench.theme_members", draft=draft, at=at, _anchor=at)
    return keeping.answer(visit, draft, revision, document, go_on=go_on, faults=edited.messages)


def theme_opened(visit: Visit, draft: UUID) -> Opened:
    """The draft of a theme; of anything else there is no such page."""
    return _theme(open_draft(visit, draft))


def theme_held(visit: Visit, draft: UUID) -> Opened:
    """The draft of a theme as the posted page was drawn from it."""
    return _theme(keeping.held(visit, draft))


def _theme(opened: Opened) -> Opened:
    if opened.proposal.kind != "theme":
        abort(404)
    return opened


def _edited(opened: Opened, base: Json) -> Edited:
    """The document with what was typed, and with the conditions that were chosen from the lists."""
    edited = editing.apply(base, MEMBERS, request.form.to_dict(flat=False))
    document, offered = edited.document, _offered(opened, edited.document)
    for name, chosen in request.form.items():
        if name.startswith(QUICK):
            document = composing.set_condition(document, name.removeprefix(QUICK), chosen, offered)
    return Edited(document, edited.faults)


def _offered(opened: Opened, document: Json) -> dict[str, tuple[str, Json]]:
    terms = (opened.around.term(str(key)) for key in document.get("guide") or ())
    return composing.simple_conditions(term for term in terms if term)


def _done(document: Json, act: str) -> tuple[Json, str]:
    """The document after a button, and the place the page goes on at."""
    what, _colon, name = act.partition(":")
    if what == "take":
        return composing.take(document, name)
    if what == "ask":
        return composing.ask(document, name), "guide"
    if what == "drop":
        return composing.drop(document, name), "guide"
    if what in ("ask-up", "ask-down"):
        return composing.shift(document, name, -1 if what == "ask-up" else 1), "guide"
    if what == "remove":
        return editing.remove(document, name), LISTED.at
    if what in ("up", "down"):
        return editing.move(document, name, -1 if what == "up" else 1), name
    return document, ""


def _invented(opened: Opened, *, sure: bool) -> tuple[Json, str] | str:
    """The document with a new question, or the page again with what is missing or what may be meant instead."""
    typed = Typed(**{name: request.form.get(f"{NEW}{name}", "") for name in ("label", "kind", "options", "hint")})
    alike = [] if sure else composing.similar(typed.label, opened.around.dictionary)
    made = element(typed, {})
    if isinstance(made, Mapping) and not alike:
        return composing.invent(opened.proposal.body, made), "guide"
    problems = [] if isinstance(made, Mapping) else list(made)
    return _page(opened, typed=typed, similar=alike, problems=problems)


def _page(opened: Opened, *, typed: Typed | None = None, similar: Any = (), problems: Any = ()) -> str:
    body = opened.proposal.body
    drawn = drawing.tab(opened, MEMBERS)
    basics, listed = drawn["parts"]
    found: dict[str, list[Any]] = {}
    for task in drawing.to_do(opened):
        found.setdefault(task.name, []).append(task)
    return render_template(
        "workbench/theme_members.html",
        **drawing.frame(opened, MEMBERS.key),
        tab=MEMBERS,
        save_url=url_for("workbench.edit_members", draft=opened.proposal.id),
        basics=basics,
        members=_members(opened, listed["items"], found),
        offered=[(value, said) for value, (said, _rule) in _offered(opened, body).items()],
        guide=[_question(opened, str(key), number, found) for number, key in enumerate(body.get("guide") or ())],
        questions=[_choice(each) for each in composing.askable(opened.around.dictionary, body)],
        matters=[
            {"key": key, "name": name, "initials": initials(name)}
            for key, name in (opened.around.matters or {}).items()
            if key not in {member.get("matter") for member in body.get("members") or ()}
        ],
        typed=typed or Typed("", "boolean"),
        similar=[_choice(each) for each in similar],
        problems=[{"href": "#new", "label": each, "message": ""} for each in problems],
    )


def _members(opened: Opened, items: Any, found: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    body, names = opened.proposal.body, opened.around.matters or {}
    offered = _offered(opened, body)
    drawn = []
    for item in items:
        rule, phase = item["controls"]
        matter = opened.members.get(item["title"])
        drawn.append(
            {
                "name": item["name"],
                "title": names.get(item["title"], item["title"]),
                "department": department_of(matter.document.json) if matter else "",
                "known": item["title"] in names,
                "chosen": composing.condition_of(body, item["name"], offered),
                "sentence": rule["sentence"],
                "rule_url": rule["rule_url"],
                "phase": phase,
                "remarks": [
                    {"message": task.message, "suggestion": task.suggestion}
                    for at in (f"{item['name']}/matter", f"{item['name']}/include")
                    for task in found.get(at, ())
                ],
            }
        )
    return drawn


def _question(opened: Opened, key: str, number: int, found: Mapping[str, list[Any]]) -> dict[str, Any]:
    term = opened.around.term(key)
    remarks = found.get(write(("guide", str(number))), ())
    return {
        "key": key,
        "name": f"guide/{number}",
        "label": term.label if term else key,
        "answers": "、".join(label for _value, label in term.options) if term and term.options else "是、否",
        "own": key.startswith(f"guide.{opened.proposal.key}"),
        "remarks": [{"message": task.message, "suggestion": task.suggestion} for task in remarks],
    }


def _choice(each: Any) -> dict[str, str]:
    answers = "、".join(option.label for option in each.options[:4]) if each.options else "是、否"
    return {"key": each.key, "label": each.label, "answers": answers, "initials": initials(each.label)}
