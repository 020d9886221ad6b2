"""A draft as a spreadsheet: taken home, changed, brought back, told row by row, and only then written."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from onewindow.domain import sheets
from onewindow.domain.permissions import Permission
from onewindow.domain.sheets import Cells, Plan, View
from onewindow.services import proposals
from onewindow.services import workbench as services
from onewindow.services.proposals import Proposal
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping, sheet_drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft

Json = Any


@workbench.get("/<uuid:draft>/sheet")
@allow(Permission.MATTER_VIEW)
def sheet(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Download the sheet of a draft, or bring it back."""
    return _page(_fitting(open_draft(visit, draft)))


@workbench.get("/<uuid:draft>/sheet.xlsx")
@allow(Permission.MATTER_VIEW)
def sheet_file(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The workbook of a draft; it says of which revision it was made."""
    opened = _fitting(open_draft(visit, draft))
    proposal = opened.proposal
    data = sheets.write(_view(opened), {"draft": str(draft), "revision": str(proposal.revision)})
    name = f"{proposal.body.get('name') or proposal.title}.xlsx"
    return send_file(io.BytesIO(data), sheet_drawing.XLSX, as_attachment=True, download_name=name)


@workbench.post("/<uuid:draft>/sheet")
@allow(Permission.MATTER_EDIT)
def bring_sheet(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Tell what a workbook would change; or write what was chosen of it."""
    if request.form.get("act") == "apply":
        return _apply(visit, _fitting(keeping.held(visit, draft)))
    opened = _fitting(open_draft(visit, draft))
    cells = sheets.read(sheet_drawing.sent())
    if isinstance(cells, sheets.Refused):
        return _page(opened, refused=cells.message), 422
    base = _base(visit, opened, cells)
    return _page(base or opened, planned=sheets.plan(_view(base or opened), cells), foreign=base is None)


@workbench.post("/from-sheet")
@allow(Permission.MATTER_EDIT)
def from_sheet(visit: Visit) -> ResponseReturnValue:
    """Begin a matter from a filled sheet; what it cannot begin with is told."""
    cells = sheets.read(sheet_drawing.sent())
    begun = cells if isinstance(cells, sheets.Refused) else services.blank(visit.uow, name="表格")
    if isinstance(begun, str | sheets.Refused) or isinstance(cells, sheets.Refused):
        return _refused_home(begun.message if isinstance(begun, sheets.Refused) else str(begun))
    body = sheets.blank_document(cells, begun.key)
    if isinstance(body, sheets.Fault):
        return _refused_home(f"{body.cell}：{body.message}")
    view = sheets.view(sheets.MATTER, body, services.surroundings(visit.uow, visit.actor.scope, visit.now))
    planned = sheets.plan(view, cells, fresh=True)
    if planned.faults:
        return _refused_home(_few(planned.faults))
    made = sheets.applied(view, planned.edits)
    started = proposals.start(
        visit.uow, visit.actor, kind=begun.kind, key=begun.key, title=made["name"], body=made, now=visit.now
    )
    if not isinstance(started, Proposal):
        return _refused_home(started.message)
    if planned.notes:
        flash(_("Not taken over: %(what)s", what=_few(planned.notes)), "warning")
    return redirect(url_for("workbench.draft", draft=started.id), 303)


def _apply(visit: Visit, opened: Opened) -> ResponseReturnValue:
    """Write what was chosen on top of the revision that the workbook was made of."""
    wanted, proposal = set(request.form.getlist("row")), opened.proposal
    edits = [each for each in sheets.from_json(sheet_drawing.posted()) if each.row in wanted]
    here = url_for("workbench.sheet", draft=proposal.id)
    if not edits:
        flash(_("Nothing was chosen, nothing was changed."), "info")
        return redirect(here, 303)
    body = sheets.applied(_view(opened), edits)
    done = ngettext("%(num)s row was taken over.", "%(num)s rows were taken over.", len(edits))
    go_on = url_for("workbench.draft", draft=proposal.id)
    return keeping.answer(visit, proposal.id, proposal.revision, body, go_on=go_on, done=done)


def _fitting(opened: Opened) -> Opened:
    if opened.proposal.kind not in sheets.KINDS:
        abort(404)
    return opened


def _view(opened: Opened) -> View:
    return sheets.view(opened.proposal.kind, opened.proposal.body, opened.around)


def _base(visit: Visit, opened: Opened, cells: Cells) -> Opened | None:
    """The draft as it stood when the workbook was made of it; None for a workbook of something else."""
    number, newest = cells.origin.get("revision", ""), opened.proposal
    known = number.isdecimal() and 0 < int(number) <= newest.revision
    if cells.origin.get("draft") != str(newest.id) or not known:
        return None
    if int(number) == newest.revision:
        return opened
    return opened.holding(proposals.at(visit.uow, newest.id, int(number)), int(number))


def _refused_home(message: str) -> ResponseReturnValue:
    flash(message, "danger")
    return redirect(url_for("workbench.home"), 303)


def _few(found: tuple[sheets.Fault, ...]) -> str:
    """The first of the cells that cannot be taken, and how many more there are."""
    said = "；".join(f"{each.cell}：{each.message}" for each in found[:5])
    return said if len(found) <= 5 else f"{said}{_('and %(num)s more.', num=len(found) - 5)}"


def _page(opened: Opened, *, planned: Plan | None = None, refused: str = "", foreign: bool = False) -> str:
    draft, view = opened.proposal.id, _view(opened)
    return render_template(
        "workbench/sheet.html",
        **drawing.frame(opened, "sheet"),
        file_url=url_for("workbench.sheet_file", draft=draft),
        save_url=url_for("workbench.bring_sheet", draft=draft),
        planned=planned is not None,
        foreign=foreign,
        rows=[sheet_drawing.row(view, each) for each in planned.edits] if planned else [],
        plan=json.dumps(sheets.to_json(planned.edits), ensure_ascii=False) if planned else "[]",
        faults=sheet_drawing.faults(planned.faults) if planned else [],
        problems=sheet_drawing.problems(refused),
    )
