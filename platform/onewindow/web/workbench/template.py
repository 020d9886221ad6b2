"""The designer of print templates: blocks on paper, their properties in words, the page beside them as it prints."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.adapting.steps import restore
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.papers import arranging, cells, inheriting, outline, properties, sheet
from onewindow.domain.workbench.papers.wording import Wording
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.tabs import Listing
from onewindow.services import templates
from onewindow.services import workbench as services
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping, template_drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from onewindow.web.workbench.proof import Proof, Sample, fonts_of, proof, sample, sample_seals
from onewindow.web.workbench.template_drawing import SHEET
from tenants.pointers import ABSENT, parse

Json = Any
CELLS = {
    "cell-right": cells.merge_right,
    "cell-down": cells.merge_down,
    "cell-split": cells.split,
    "row-add": cells.add_row,
    "row-drop": cells.drop_row,
    "column-add": cells.add_column,
    "column-drop": cells.drop_column,
}


@workbench.get("/<uuid:draft>/layout")
@allow(Permission.MATTER_VIEW)
def layout(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The blocks of a template, the properties of one, and the page."""
    return _page(visit, opened_template(visit, draft), request.args.get("field", ""))


@workbench.post("/<uuid:draft>/layout")
@allow(Permission.MATTER_EDIT)
def edit_layout(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep what was typed and do what the pressed button says; a script that saves by itself asks for JSON."""
    opened = opened_template(visit, draft)
    wording = template_drawing.wording_of(opened)
    base, revision = keeping.base_of(visit, draft)
    picked = request.form.get("field", "")
    edited = typed(base, picked, wording)
    standard = templates.standard(visit.uow, opened.proposal.key, opened.proposal.scope, on=visit.now.date())
    above = standard[0] if standard else None
    result, picked = _done(edited.document, request.form.get("act", ""), picked, wording, above)
    if isinstance(result, str):
        flash(result, "error")
        result = edited.document
    if "sample" in request.form:
        sample(visit, request.form["sample"])
    place = f"f-{outline.block_of(result, picked) or picked}" if picked else None
    return keeping.answer(
        visit,
        draft,
        revision,
        result,
        go_on=url_for("workbench.layout", draft=draft, field=picked or None, at=place),
        faults=edited.messages,
        again=lambda: _page(visit, open_draft(visit, draft), picked, edited),
    )


@workbench.post("/<uuid:draft>/layout/look")
@allow(Permission.MATTER_VIEW)
def look(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The page as it would be with what is typed now; nothing is kept."""
    opened = opened_template(visit, draft)
    picked = request.form.get("field", "")
    body = typed(opened.proposal.body, picked, template_drawing.wording_of(opened)).document
    drawn = _proof(visit, opened, body, sample(visit, None))
    return render_template("workbench/template_page.html", **template_drawing.shown_proof(body, drawn))


def opened_template(visit: Visit, draft: UUID) -> Opened:
    """The draft of a template; anything else is not found here."""
    opened = open_draft(visit, draft)
    if opened.proposal.kind != "template":
        abort(404)
    return opened


def typed(base: Json, picked: str, wording: Wording) -> Edited:
    """The template with what the page of properties holds."""
    where = template_drawing.tab_of(base, picked)
    if where is None:
        return Edited(base)
    posted = properties.from_words(request.form.to_dict(flat=False), base, wording)
    if picked == SHEET:
        edited = editing.apply(sheet.opened(base), where, posted)
        return Edited(_left(sheet.closed(edited.document, base)), edited.faults)
    if not template_drawing.is_cell(base, picked):
        edited = editing.apply(base, where, posted)
        return Edited(_left(edited.document), edited.faults)
    edited = editing.apply(properties.opened(base, picked), where, posted)
    return Edited(properties.closed(edited.document, base, picked), edited.faults)


def _left(body: Json) -> Json:
    """The template with what the page leaves open to those below."""
    return inheriting.leave(body, request.form.getlist("leave_shown"), request.form.getlist("leave"))


def _restored(body: Json, standard: Json | None, name: str) -> Json:
    """The template as its standard is at one place, or (no name) everywhere; what it is called stays."""
    if standard is None:
        return body
    if name:
        return restore(standard, body, name)
    return {**standard, "key": body["key"], "name": body["name"]}


def _done(body: Json, act: str, picked: str, wording: Wording, standard: Json | None) -> tuple[Json | str, str]:
    """The template after a button (or why not), and what is picked then."""
    what, _colon, name = act.partition(":")
    if what == "pick":
        return body, name
    if what == "new":
        return arranging.add(body, name, "" if picked == SHEET else picked)
    if what == "take":
        return arranging.take(body, name)
    if what == "standard":
        return _restored(body, standard, name), picked
    if what in ("block-up", "block-down"):
        return arranging.step(body, name, -1 if what == "block-up" else 1)
    if what == "drop":
        source, _arrow, target = name.partition(">")
        return arranging.shift(body, source, target)
    if what == "to":
        return arranging.shift(body, name, request.form.get("target", ""))
    if what in CELLS:
        changed = CELLS[what](body, name)
        gone = not isinstance(changed, str) and find(changed, parse(name)) is ABSENT
        return changed, cells.grid_of(name) if gone else name
    if what == "at":
        return _moved(body, name), name
    if what == "field":
        return _inserted(body, picked, name, wording), picked
    return _row(body, what, name, picked), picked


def _moved(body: Json, name: str) -> Json:
    """A fixed place (套打) put elsewhere, in millimetres; the script sends where it was dropped."""
    for key in ("x", "y"):
        value = request.form.get(f"to-{key}", type=float)
        if value is not None and 0 <= value <= 420 and outline.block_of(body, name) == name:
            body = put(body, (*parse(name), key), f"{value:.1f}")
    return body


def _inserted(body: Json, picked: str, path: str, wording: Wording) -> Json:
    """Without a script: a field at the end of the picked block's text."""
    at = parse(picked)
    owner = find(body, at)
    if isinstance(owner, str):
        return put(body, at, f"{owner}{{{{{path}}}}}")
    key = next((key for key in ("text", "data", "label") if isinstance(owner, dict) and key in owner), "")
    return put(body, (*at, key), f"{owner[key]}{{{{{path}}}}}") if key else body


def _row(body: Json, what: str, name: str, picked: str) -> Json:
    """An entry of a block's list added, removed or moved."""
    if what == "remove":
        return editing.remove(body, name)
    if what in ("up", "down"):
        return editing.move(body, name, -1 if what == "up" else 1)
    where = template_drawing.tab_of(body, picked) if what == "add" else None
    listing = (
        next((each for each in where.parts if isinstance(each, Listing) and each.at == name), None) if where else None
    )
    return editing.add(body, listing)[0] if listing else body


def _proof(visit: Visit, opened: Opened, body: Json, chosen: Sample) -> Proof:
    scope = opened.proposal.scope
    return proof(body, chosen, fonts_of(visit, scope), sample_seals())


def _page(visit: Visit, opened: Opened, picked: str, edited: Edited | None = None) -> str:
    body = opened.proposal.body
    picked = _picked(body, picked)
    known = template_drawing.all_names(opened)
    wording, chosen = Wording(known), sample(visit, None)
    drawn = _proof(visit, opened, body, chosen)
    found = template_drawing.placed(body, (*drawn.findings, *sheet.departures(body)))
    parent = templates.inherited(visit.uow, opened.proposal.key, opened.proposal.scope, on=visit.now.date())
    context = drawing.frame(opened, "layout") | template_drawing.parts(opened, picked, wording, edited)
    return render_template(
        "workbench/template.html",
        **{**context, "save_url": url_for("workbench.edit_layout", draft=opened.proposal.id)},
        look_url=url_for("workbench.look", draft=opened.proposal.id),
        lines=template_drawing.lines(opened, picked, wording, found, parent),
        loose=found.get("", []),
        picked=picked,
        picked_block=outline.block_of(body, picked),
        palette=template_drawing.palette(),
        marks=template_drawing.marks(),
        fields=template_drawing.fields(opened, picked, chosen, known, wording),
        targets=template_drawing.targets(opened, picked, wording),
        samples=[(one.key, one.title) for one in services.offered(visit.uow, now=visit.now)],
        sample=chosen.matter,
        inherited=parent is not None,
        standard=template_drawing.standard(visit, opened),
        leaves=[] if parent is not None else template_drawing.leaves(body, picked),
        overlay_url=url_for("workbench.adapt_template", draft=opened.proposal.id),
        **template_drawing.shown_proof(body, drawn),
    )


def _picked(body: Json, name: str) -> str:
    """What a link picks: the page, a block, a cell of a drawn table; a place inside a block picks the block."""
    if name == SHEET or (name and template_drawing.is_cell(body, name)):
        return name
    of_page = name.partition("/")[0] in ("page", "footer", "watermark", "name", "styles")
    return outline.block_of(body, name) or (SHEET if of_page else "")
