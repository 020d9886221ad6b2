"""Several matters in one workbook: taken home, brought back, told matter by matter, and put into a draft of each."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain import sheets
from onewindow.domain.permissions import Permission
from onewindow.domain.sheets import Edit, Member, Plans
from onewindow.services import proposals
from onewindow.services import workbench as services
from onewindow.services.proposals import Brought, Wanted
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import sheet_drawing
from onewindow.web.workbench.blueprint import workbench

Json = Any
LONGEST_SEARCH = 100


@workbench.get("/sheets")
@allow(Permission.MATTER_EDIT)
def sheets_of_all(visit: Visit) -> ResponseReturnValue:
    """Which matters to take home, and where to bring them back."""
    return _page(visit)


@workbench.get("/sheets.xlsx")
@allow(Permission.MATTER_EDIT)
def sheets_file(visit: Visit) -> ResponseReturnValue:
    """The matters that were searched for as one workbook; it says which versions it was made of."""
    data = sheets.write_all(_members(visit, _asked()))
    return send_file(io.BytesIO(data), sheet_drawing.XLSX, as_attachment=True, download_name=f"{_('Matters')}.xlsx")


@workbench.post("/sheets")
@allow(Permission.MATTER_EDIT)
def bring_sheets(visit: Visit) -> ResponseReturnValue:
    """Tell what a workbook would change; or write what was chosen of it into drafts."""
    if request.form.get("act") == "apply":
        return _apply(visit)
    cells = sheets.read(sheet_drawing.sent())
    if isinstance(cells, sheets.Refused):
        return _page(visit, refused=cells.message), 422
    members = _members(visit, keys=sheets.keys_of(cells))
    return _page(visit, planned=(members, sheets.plan_all(members, cells)))


def _apply(visit: Visit) -> ResponseReturnValue:
    """Put what was chosen into a draft of each matter that it touches."""
    chosen = _chosen()
    members = {each.key: each for each in _members(visit, keys=chosen)}
    marks = request.form.to_dict()
    stale = [each.title for each in members.values() if marks.get(f"mark:{each.key}") != each.mark]
    if stale:
        told = _("Published anew meanwhile: %(names)s. Please download the sheet again.", names="、".join(stale[:5]))
        return _page(visit, refused=told), 409
    wanted = [_wanted(members[key], edits) for key, edits in chosen.items() if key in members]
    if not wanted:
        flash(_("Nothing was chosen, nothing was changed."), "info")
        return redirect(url_for("workbench.sheets_of_all"), 303)
    return _page(visit, brought=proposals.bring(visit.uow, visit.actor, wanted, now=visit.now))


def _chosen() -> dict[str, list[Edit]]:
    """The edits of the rows that were ticked, by matter."""
    ticked, plans = set(request.form.getlist("row")), sheet_drawing.posted()
    found = {
        str(key): [each for each in sheets.from_json(listed) if f"{key} {each.row}" in ticked]
        for key, listed in (plans.items() if isinstance(plans, dict) else ())
    }
    return {key: edits for key, edits in found.items() if edits}


def _wanted(member: Member, edits: Sequence[Edit]) -> Wanted:
    old = member.view.document
    return Wanted("matter", member.key, member.title, member.mark, old, sheets.applied(member.view, edits))


def _members(visit: Visit, asked: str = "", *, keys: Collection[str] | None = None) -> list[Member]:
    """The matters of this unit with what stands around them, in a constant number of statements."""
    around = services.surroundings(visit.uow, visit.actor.scope, visit.now)
    found = services.own(visit.uow, asked, keys=keys, now=visit.now)
    return [Member(one.key, one.title, one.digest, sheets.view(sheets.MATTER, body, around)) for one, body in found]


def _asked() -> str:
    return request.args.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _page(
    visit: Visit,
    *,
    planned: tuple[Sequence[Member], Plans] | None = None,
    refused: str = "",
    brought: Sequence[Brought] | None = None,
) -> str:
    asked, (members, plans) = _asked(), planned or ((), Plans({}, ()))
    found = services.own(visit.uow, asked, now=visit.now)
    groups = [_group(each, plans.plans[each.key].edits) for each in members if each.key in plans.plans]
    listed = {each.key: sheets.to_json(plans.plans[each.key].edits) for each in members if each.key in plans.plans}
    return render_template(
        "workbench/sheets.html",
        asked=asked,
        matters=[one.title for one, _body in found],
        most=services.MOST_TOGETHER,
        file_url=url_for("workbench.sheets_file", q=asked or None),
        save_url=url_for("workbench.bring_sheets"),
        home_url=url_for("workbench.home"),
        planned=planned is not None,
        groups=groups,
        rows=sum(len(each["rows"]) for each in groups),
        plan=json.dumps(listed, ensure_ascii=False),
        faults=sheet_drawing.faults(plans.faults),
        brought=[_line(each) for each in brought] if brought is not None else None,
        problems=sheet_drawing.problems(refused),
    )


def _group(member: Member, edits: Sequence[Edit]) -> dict[str, Any]:
    """What would change in one matter."""
    rows = [sheet_drawing.row(member.view, each, f"{member.key} ") for each in edits]
    return {"key": member.key, "title": member.title, "mark": member.mark, "rows": rows}


def _line(one: Brought) -> dict[str, Any]:
    """What became of the changes of one matter."""
    url = url_for("workbench.draft", draft=one.proposal_id) if one.proposal_id else None
    return {"title": one.title, "message": one.message, "url": url}
