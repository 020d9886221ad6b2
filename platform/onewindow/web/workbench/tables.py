"""A decision table as a grid: typed, pasted from Excel, out to .xlsx and in again, checked as one types."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.places import put
from onewindow.domain.workbench.routing import grid
from onewindow.domain.workbench.routing.judging import Judged, judge
from onewindow.domain.workbench.routing.typed import shown
from onewindow.services.proposals import Clash
from onewindow.web import errors
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from rule_engine import DocumentError, from_xlsx, to_xlsx

Json = Any
Table = Mapping[str, Json]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@workbench.get("/<uuid:draft>/tables/<key>")
@allow(Permission.MATTER_VIEW)
def table(visit: Visit, draft: UUID, key: str) -> ResponseReturnValue:
    """One table of a draft."""
    return _page(open_draft(visit, draft), key)


@workbench.post("/<uuid:draft>/tables/<key>")
@allow(Permission.MATTER_EDIT)
def edit_table(visit: Visit, draft: UUID, key: str) -> ResponseReturnValue:
    """Keep what was typed and do what the pressed button says."""
    base, revision = keeping.base_of(visit, draft)
    body, at = _edited(open_draft(visit, draft), base, key)
    go_on = url_for("workbench.table", draft=draft, key=key, at=at or None, _anchor=at or None)
    return keeping.answer(visit, draft, revision, body, go_on=go_on, faults=_boxes(judge(_table(body, key))))


@workbench.get("/<uuid:draft>/tables/<key>/xlsx")
@allow(Permission.MATTER_VIEW)
def table_workbook(visit: Visit, draft: UUID, key: str) -> ResponseReturnValue:
    """The table as a workbook."""
    body = _table(open_draft(visit, draft).proposal.body, key)
    judged = judge(body)
    if judged.table is None:
        return errors.page(409, "表格还有填错的格子，改好之后才能导出；红色的格子写着怎么改。")
    name = f"{judged.table.name or key}.xlsx"
    return send_file(
        io.BytesIO(to_xlsx(judged.table)), mimetype=XLSX, as_attachment=True, download_name=name, etag=False
    )


@workbench.post("/<uuid:draft>/tables/<key>/xlsx")
@allow(Permission.MATTER_EDIT)
def take_workbook(visit: Visit, draft: UUID, key: str) -> ResponseReturnValue:
    """The table of a workbook in place of this one; what is wrong in it is told cell by cell, and nothing changes."""
    base, revision = keeping.base_of(visit, draft)
    opened = open_draft(visit, draft)
    _table(base, key)
    sent = request.files.get("workbook")
    if sent is None or not sent.filename:
        return _page(opened, key, problems=[_problem(_("Choose a file first."), "")]), 422
    try:
        made = from_xlsx(sent.read()).to_json()
    except DocumentError as fault:
        told = [_problem(f"{each.pointer} {each.message}".strip(), each.suggestion) for each in fault.problems]
        return _page(opened, key, problems=told), 422
    result = keeping.keep(visit, draft, revision, put(base, ("tables", key), _plain(made)))
    if isinstance(result, Clash):
        changed, todo = _("Somebody else changed this table meanwhile."), _("Look at it, then choose the file again.")
        return _page(opened, key, problems=[_problem(changed, todo)]), 409
    flash(_("The table is taken from the file."), "success")
    return redirect(url_for("workbench.table", draft=draft, key=key), 303)


def _problem(label: str, message: str) -> dict[str, str]:
    return {"href": "#workbook", "label": str(label), "message": str(message)}


def _plain(value: Json) -> Json:
    """Numbers with a fraction as documents write them."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def _table(body: Json, key: str) -> Table:
    found = grid.tables_of(body).get(key)
    if found is None:
        abort(404)
    return found


def _edited(opened: Opened, base: Json, key: str) -> tuple[Json, str]:
    """The body with what the page holds and what its button does, and where the page goes on."""
    made: Table = _table(base, key)
    at = ""
    if grid.shaped(made):
        made = grid.apply(made, request.form.to_dict(flat=False))
        made, at = _done(opened, base, made)
    return put(base, ("tables", key), made), at


def _done(opened: Opened, base: Json, made: Table) -> tuple[Table, str]:
    what, _colon, name = request.form.get("act", "").partition(":")
    number = int(name) if name.isdecimal() else 0
    match what:
        case "add-row":
            return grid.add_row(made), f"r{len(made['rows'])}"
        case "row-before":
            return grid.add_row(made, number), f"r{number}"
        case "drop-row":
            return grid.drop_row(made, number), "grid"
        case "up" | "down":
            by = -1 if what == "up" else 1
            return grid.move_row(made, number, by), f"r{number + by}"
        case "add-column":
            new = grid.column(opened.around, base, request.form.get("about", ""))
            return (grid.add_column(made, new) if new else made), "grid"
        case "drop-column":
            return grid.drop_column(made, number), "grid"
        case "add-output":
            return grid.add_output(made), "grid"
        case "drop-output":
            return grid.drop_output(made, number), "grid"
        case "add-default" | "drop-default":
            return grid.default(made, what == "add-default"), "grid"
        case "paste":
            row, _dash, place = request.form.get("paste-at", "").partition("-")
            place_row = int(row) if row.isdecimal() else grid.free_row(made)
            return grid.paste(
                made, request.form.get("pasted", ""), place_row, int(place) if place.isdecimal() else 0
            ), "grid"
        case _:
            return made, ""


def _boxes(judged: Judged) -> dict[str, str]:
    """What is wrong, by the name of the box on the page: `rows/0/when/1` is `r0-c1`."""
    found = {}
    for place, message in judged.boxes.items():
        match place.split("/"):
            case ["rows", row, "when", number]:
                found[f"r{row}-c{number}"] = message
            case ["rows", row, "then", number]:
                found[f"r{row}-o{number}"] = message
            case ["default", number]:
                found[f"d-o{number}"] = message
            case [("columns" | "outputs") as which, number, *_rest]:
                found[f"{which.removesuffix('s')}-{number}"] = message
            case _:
                found["grid"] = f"{found['grid']} {message}" if "grid" in found else message
    return found


def _page(opened: Opened, key: str, problems: list[dict[str, str]] | None = None) -> str:
    body = opened.proposal.body
    made = _table(body, key)
    judged = judge(made)
    address: dict[str, Any] = {"draft": opened.proposal.id, "key": key}
    return render_template(
        "workbench/table.html",
        **drawing.frame(opened, "route"),
        save_url=url_for("workbench.edit_table", **address),
        xlsx_url=url_for("workbench.table_workbook", **address),
        take_url=url_for("workbench.take_workbook", **address),
        back=url_for("workbench.route", draft=opened.proposal.id, _anchor="tables"),
        table=made,
        key=key,
        shaped=grid.shaped(made),
        hit=grid.hit_of(made),
        hits=grid.HITS,
        rows=[_row(each, n, judged) for n, each in enumerate(made["rows"])] if grid.shaped(made) else [],
        defaults=[shown(each) for each in made.get("default") or ()],
        bounds=[{end: shown(each.get(end)) for end in ("min", "max")} for each in made["columns"]]
        if grid.shaped(made)
        else [],
        wrong=_boxes(judged),
        found=judged.found,
        offered=grid.offered(opened.around, body),
        problems=problems or [],
    )


def _row(row: Table, number: int, judged: Judged) -> dict[str, Any]:
    return {
        "when": [grid.condition(each) for each in row["when"]],
        "then": [shown(each) for each in row["then"]],
        "note": row.get("note", ""),
        "marked": judged.marked(number),
    }
