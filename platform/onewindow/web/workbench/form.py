"""The form on paper: fields placed from the dictionary, moved by pointer or keys, their properties beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench import designing, editing
from onewindow.domain.workbench.designing import KIND_WORDS
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.form_tabs import section_tab
from onewindow.domain.workbench.inventing import CALCULATIONS, INVENTABLE, Typed, element
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.renaming import renamed
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from tenants.pinyin import initials
from tenants.pointers import ABSENT, parse, write

Json = Any


@workbench.get("/<uuid:draft>/form")
@allow(Permission.MATTER_VIEW)
def form(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The form of a draft, with the palette or the properties of one field."""
    return _page(open_draft(visit, draft), request.args.get("field", ""))


@workbench.post("/<uuid:draft>/form")
@allow(Permission.MATTER_EDIT)
def edit_form(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep the properties that were typed and do what the pressed button says."""
    base, revision = keeping.base_of(visit, draft)
    picked = request.form.get("field", "")
    edited = editing.apply(base, section_tab(base, picked), request.form.to_dict(flat=False))
    edited = Edited(follow("matter", base, edited.document), edited.faults)
    picked = _called_now(base, edited.document, picked)
    act = request.form.get("act", "")
    if act.startswith("invent"):
        opened = open_draft(visit, draft).holding(edited.document, revision)
        result = _invented(opened, picked, sure=act == "invent-sure")
        if isinstance(result, str):
            return result, 422
    else:
        result = _done(edited.document, act, picked)
    document, picked = result
    at = f"f-{picked}" if picked else None
    return keeping.answer(
        visit,
        draft,
        revision,
        document,
        go_on=url_for("workbench.form", draft=draft, field=picked or None, at=at),
        faults=edited.messages,
        again=lambda: _page(open_draft(visit, draft), picked, edited=edited),
    )


def _called_now(old: Json, new: Json, picked: str) -> str:
    """What is picked, by the name that its section has now."""
    at = parse(picked)
    called = renamed(find(old, designing.SECTIONS), find(new, designing.SECTIONS))
    return write((*at[:2], called.get(at[2], at[2]), *at[3:])) if len(at) > 2 else picked


def _done(document: Json, act: str, picked: str) -> tuple[Json, str]:
    """The document after a button, and the field that is picked then."""
    what, _colon, name = act.partition(":")
    if what == "pick":
        return document, name
    if what == "place":
        return designing.place(document, name, picked or request.form.get("into", ""))
    if what == "take":
        return designing.take(document, name), write(parse(name)[:3])
    if what in ("up", "down"):
        return designing.step(document, name, -1 if what == "up" else 1)
    if what == "drop":
        field, _arrow, target = name.partition(">")
        return designing.shift(document, field, target)
    if what == "to":
        return designing.shift(document, name, request.form.get("target", ""))
    if what == "wide":
        return designing.widen(document, name), name
    return _section(document, what, name, picked)


def _section(document: Json, what: str, name: str, picked: str) -> tuple[Json, str]:
    if what == "add-section":
        return designing.add_section(document, str(_("New section")))
    if what == "drop-section":
        return designing.drop_section(document, name), ""
    if what in ("section-up", "section-down"):
        return editing.move(document, name, -1 if what == "section-up" else 1), name
    return document, picked


def _invented(opened: Opened, picked: str, *, sure: bool) -> tuple[Json, str] | str:
    """The document with a new element, or the page again with what is missing or what may be meant instead."""
    typed = Typed(**{name: request.form.get(f"new:{name}", "") for name in Typed.__dataclass_fields__})
    words = opened.around.dictionary
    similar = [] if sure or words is None else designing.alike(typed.label, words)
    made = element(typed, {each.key: each.kind for each in words or ()})
    if isinstance(made, Mapping) and not similar:
        return designing.invent(opened.proposal.body, made, picked or request.form.get("into", ""))
    problems = [] if isinstance(made, Mapping) else list(made)
    return _page(opened, picked, typed=typed, similar=similar, problems=problems)


def _page(
    opened: Opened,
    picked: str,
    *,
    edited: Edited | None = None,
    typed: Typed | None = None,
    similar: Any = (),
    problems: Any = (),
) -> str:
    body = opened.proposal.body
    if not picked or find(body, parse(picked)) is ABSENT:
        picked = ""
    properties = drawing.tab(opened, section_tab(body, picked), edited)
    return render_template(
        "workbench/form.html",
        **drawing.frame(opened, "form"),
        save_url=url_for("workbench.edit_form", draft=opened.proposal.id),
        sections=_sections(opened, picked),
        picked=picked,
        picked_field=len(parse(picked)) > 4 if picked else False,
        parts=properties["parts"],
        uses_url=_uses_url(body, picked),
        problems=[*properties["problems"], *({"href": "#new", "label": each, "message": ""} for each in problems)],
        palette=_palette(opened),
        kinds=[(kind, KIND_WORDS[kind]) for kind in INVENTABLE],
        calculations=CALCULATIONS,
        typed=typed or Typed("", "text"),
        similar=[{"key": each.key, "label": each.label, "kind": KIND_WORDS[each.kind]} for each in similar],
        inputs=[(each.path, each.label) for each in opened.around.asked(body)],
        previews=[
            {"label": label, "url": url_for("workbench.preview", draft=opened.proposal.id, sight=sight)}
            for sight, label in (
                ("citizen", _("as the applicant")),
                ("clerk", _("at the window")),
                ("paper", _("the paper form")),
            )
        ],
    )


def _uses_url(body: Json, picked: str) -> str:
    """Where the element of the picked field is used; empty where no field is picked."""
    field = find(body, parse(picked)) if picked else ABSENT
    key = field.get("element") if isinstance(field, Mapping) else None
    return url_for("workbench.used", kind="element", key=key) if key else ""


def _sections(opened: Opened, picked: str) -> list[dict[str, Any]]:
    labels = drawing.labels_of(opened)
    drawn = []
    for section in find(opened.proposal.body, designing.SECTIONS):
        at = (*designing.SECTIONS, str(section["id"]))
        cells = [_cell(opened, (*at, "fields", str(each["id"])), each, labels, picked) for each in section["fields"]]
        drawn.append({"name": write(at), "label": section["label"], "cells": cells, "picked": write(at) == picked})
    return drawn


def _cell(
    opened: Opened, at: tuple[str, ...], field: Mapping[str, Any], labels: Mapping[str, str], picked: str
) -> dict[str, Any]:
    key = str(field.get("element") or "")
    term = opened.around.term(key)
    required = field.get("required")
    return {
        "name": write(at),
        "label": field.get("label") or (term.label if term else key or "—"),
        "kind": KIND_WORDS.get(term.kind, "") if term else _("unknown"),
        "required": "when" if isinstance(required, dict) else "yes" if required else "no",
        "shown": drawing.sentence(field["shown"], labels) if "shown" in field else "",
        "wide": field.get("wide") is True,
        "picked": write(at) == picked,
    }


def _palette(opened: Opened) -> list[dict[str, Any]]:
    """The elements that the form does not ask yet, by the first part of their keys."""
    taken = designing.used(opened.proposal.body)
    return [
        {"key": each.key, "label": each.label, "kind": KIND_WORDS[each.kind], "initials": initials(each.label)}
        for each in opened.around.dictionary or ()
        if each.key not in taken
    ]
