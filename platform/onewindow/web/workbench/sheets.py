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
from onewindow.domain.publishing.diff import diff
from onewindow.domain.publishing.values import labels_of
from onewindow.domain.sheets import Edit, Plan
from onewindow.services import proposals
from onewindow.services import workbench as services
from onewindow.services.proposals import Clash, Proposal, Refused
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.history import forget_steps
from onewindow.web.workbench.opening import Opened, open_draft

Json = Any
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@workbench.get("/<uuid:draft>/sheet")
@allow(Permission.MATTER_VIEW)
def sheet(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Download the sheet of a draft, or bring it back."""
    return _page(_matter(visit, draft))


@workbench.get("/<uuid:draft>/sheet.xlsx")
@allow(Permission.MATTER_VIEW)
def sheet_file(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The workbook of a draft."""
    opened = _matter(visit, draft)
    body = opened.proposal.body
    names = labels_of(opened.around.dictionary) if opened.around.dictionary else {}
    name = f"{body.get('name') or opened.proposal.title}.xlsx"
    return send_file(io.BytesIO(sheets.write(body, names=names)), XLSX, as_attachment=True, download_name=name)


@workbench.post("/<uuid:draft>/sheet")
@allow(Permission.MATTER_EDIT)
def bring_sheet(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Tell what a workbook would change; or write what was chosen of it."""
    opened = _matter(visit, draft)
    if request.form.get("act") == "apply":
        return _apply(visit, opened)
    cells = sheets.read(_sent())
    if isinstance(cells, sheets.Refused):
        return _page(opened, refused=cells.message), 422
    return _page(opened, planned=sheets.plan(opened.proposal.body, cells))


@workbench.post("/from-sheet")
@allow(Permission.MATTER_EDIT)
def from_sheet(visit: Visit) -> ResponseReturnValue:
    """Begin a matter from a filled sheet."""
    cells = sheets.read(_sent())
    begun = cells if isinstance(cells, sheets.Refused) else services.blank(visit.uow, name="表格")
    if isinstance(begun, str | sheets.Refused) or isinstance(cells, sheets.Refused):
        return _refused_home(begun.message if isinstance(begun, sheets.Refused) else str(begun))
    body = sheets.blank_document(cells, begun.key)
    if isinstance(body, sheets.Fault):
        return _refused_home(f"{body.cell}：{body.message}")
    planned = sheets.plan(body, cells, fresh=True)
    if planned.faults:
        return _refused_home("；".join(f"{each.cell}：{each.message}" for each in planned.faults[:5]))
    made = sheets.applied(body, planned.edits)
    started = proposals.start(
        visit.uow, visit.actor, kind="matter", key=begun.key, title=made["name"], body=made, now=visit.now
    )
    if isinstance(started, Proposal):
        return redirect(url_for("workbench.draft", draft=started.id), 303)
    return _refused_home(started.message)


def _apply(visit: Visit, opened: Opened) -> ResponseReturnValue:
    wanted = set(request.form.getlist("row"))
    try:
        told = sheets.from_json(json.loads(request.form.get("plan", "[]")))
    except (ValueError, RecursionError):
        abort(400)
    edits = [each for each in told if each.row in wanted]
    if not edits:
        flash(_("Nothing was chosen, nothing was changed."), "info")
        return redirect(url_for("workbench.sheet", draft=opened.proposal.id), 303)
    proposal = opened.proposal
    revision = request.form.get("revision", type=int) or 0
    if revision != proposal.revision:
        return _page(opened, refused=_("The draft was changed meanwhile. Please upload the file again.")), 409
    body = sheets.applied(proposal.body, edits)
    result = proposals.save(visit.uow, visit.actor, proposal.id, revision=revision, body=body, now=visit.now)
    if isinstance(result, Refused):
        abort(403, result.message)
    if isinstance(result, Clash):
        return _page(opened, refused=_("The draft was changed meanwhile. Please upload the file again.")), 409
    forget_steps(proposal.id, result.revision)
    flash(ngettext("%(num)s row was taken over.", "%(num)s rows were taken over.", len(edits)), "success")
    return redirect(url_for("workbench.draft", draft=proposal.id), 303)


def _matter(visit: Visit, draft: UUID) -> Opened:
    opened = open_draft(visit, draft)
    if opened.proposal.kind != "matter":
        abort(404)
    return opened


def _sent() -> bytes:
    sent = request.files.get("file")
    return sent.read() if sent else b""


def _refused_home(message: str) -> ResponseReturnValue:
    flash(message, "danger")
    return redirect(url_for("workbench.home"), 303)


def _page(opened: Opened, *, planned: Plan | None = None, refused: str = "") -> str:
    draft = opened.proposal.id
    return render_template(
        "workbench/sheet.html",
        **drawing.frame(opened, "sheet"),
        file_url=url_for("workbench.sheet_file", draft=draft),
        save_url=url_for("workbench.bring_sheet", draft=draft),
        planned=planned is not None,
        rows=[_row(opened, each) for each in planned.edits] if planned else [],
        plan=json.dumps(sheets.to_json(planned.edits), ensure_ascii=False) if planned else "[]",
        faults=[{"cell": each.cell, "message": each.message} for each in planned.faults] if planned else [],
        problems=[{"href": "#f-file", "label": _("Spreadsheet"), "message": refused}] if refused else [],
    )


def _row(opened: Opened, edit: Edit) -> dict[str, Any]:
    """One row with everything it would change, in sentences."""
    body = opened.proposal.body
    labels = labels_of(opened.around.dictionary) if opened.around.dictionary else None
    changes = diff(body, sheets.applied(body, [edit]), labels=labels)
    return {"row": edit.row, "kind": edit.kind, "sentences": [each.sentence for each in changes]}
