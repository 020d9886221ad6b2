"""Printers of the windows (套打): named, calibrated with a measured cross, chosen once for a window."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.feeding import EVERY_SHEET, Feed, measured, millimetres, offset_of, tenths
from onewindow.domain.paper import PaperProblem
from onewindow.domain.permissions import Permission
from onewindow.services import fonts, templates
from onewindow.services.paper import printers
from onewindow.store.errors import MissingError
from onewindow.store.printers import Printer
from onewindow.web import errors
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.inline import inline
from printing import PrintingError, calibration_sheet

COOKIE = "printer"
YEAR_SECONDS = 31_536_000


@desk.get("/printers")
@allow(Permission.DOCUMENT_PRINT)
def printer_list(visit: Visit) -> ResponseReturnValue:
    """The printers of the unit, and which of them stands at this window."""
    return _list(visit)


@desk.post("/printers")
@allow(Permission.DOCUMENT_PRINT)
def edit_printers(visit: Visit) -> ResponseReturnValue:
    """Name a printer, or choose the one of this window (or none)."""
    act, _colon, number = request.form.get("act", "").partition(":")
    if act == "forget":
        return _remembering(None)
    if act == "choose":
        return _remembering(printers.get(visit.uow, _uuid(number)))
    made = printers.add(visit.uow, visit.actor, request.form.get("name", ""), now=visit.now)
    if isinstance(made, PaperProblem):
        return _list(visit, made.message), 422
    flash(_("“%(name)s” is named. Calibrate it now.", name=made.name), "success")
    return _remembering(made, url_for("desk.printer_page", printer=made.id))


@desk.get("/printers/<uuid:printer>")
@allow(Permission.DOCUMENT_PRINT)
def printer_page(visit: Visit, printer: UUID) -> ResponseReturnValue:
    """One printer: how far it is moved, for all printed sheets and for single ones."""
    return _page(visit, printers.get(visit.uow, printer))


@desk.post("/printers/<uuid:printer>")
@allow(Permission.DOCUMENT_PRINT)
def calibrate(visit: Visit, printer: UUID) -> ResponseReturnValue:
    """Take what was measured, set what a sheet needs beyond it, or take the printer out of use."""
    found = printers.get(visit.uow, printer)
    if request.form.get("act") == "remove":
        printers.remove(visit.uow, visit.actor, found, now=visit.now)
        flash(_("“%(name)s” is taken out of use.", name=found.name), "success")
        return redirect(url_for("desk.printer_list"), 303)
    sheet = request.form.get("sheet", EVERY_SHEET)
    wanted = _set(sheet) if sheet else _measured(visit, found)
    refused = wanted if isinstance(wanted, str) else None
    if not isinstance(wanted, str):
        problem = printers.calibrate(visit.uow, visit.actor, found, sheet, wanted, now=visit.now)
        refused = problem.message if problem else None
    if refused:
        return _page(visit, found, sheet, refused), 422
    flash(_("Kept. Print the page again to see whether it is right now."), "success")
    return redirect(url_for("desk.printer_page", printer=printer, _anchor=f"s-{sheet}"), 303)


@desk.get("/printers/<uuid:printer>/trial.pdf")
@allow(Permission.DOCUMENT_PRINT)
def trial(visit: Visit, printer: UUID) -> ResponseReturnValue:
    """The page with the cross, or a trial of one sheet with made-up values, moved as papers would be."""
    found, sheet = printers.get(visit.uow, printer), request.args.get("sheet", EVERY_SHEET)
    fed = printers.feed(visit.uow, found, sheet)
    own = fonts.of_tenant(visit.uow, visit.uow.scope.number)
    title = _("Calibration of %(name)s", name=found.name)
    if not sheet:
        data = calibration_sheet(title, _advice(), own, fed.offset)
        return inline(data, "application/pdf", f"{title}.pdf")
    try:
        data = templates.trial(visit.uow, sheet, own, fed.offset, on=visit.now.date())
    except PrintingError as fault:
        return errors.page(409, str(fault))
    return inline(data, "application/pdf", f"{title}.pdf")


def chosen(visit: Visit) -> Printer | None:
    """The printer of this window, as its browser remembers it; None for one that is not (or no longer) of the unit."""
    try:
        return printers.get(visit.uow, UUID(request.cookies.get(COOKIE, "")))
    except (MissingError, ValueError):
        return None


def feed_of(visit: Visit, sheet: str) -> Feed | None:
    """How a sheet is printed at this window; None where no printer is chosen, or the original is asked for."""
    here = None if request.values.get("moved") == "no" else chosen(visit)
    return printers.feed(visit.uow, here, sheet) if here else None


def _advice() -> tuple[str, str, str]:
    return (
        _("Print at the actual size, never fitted to the page."),
        _("Measure from the left and the upper edge to the middle of the cross."),
        _("Both should be 50.0 mm; enter what you measured on the page of the printer."),
    )


def _measured(visit: Visit, printer: Printer) -> tuple[int, int] | str:
    held = printers.feed(visit.uow, printer, EVERY_SHEET).offset
    return measured(held, request.form.get("left", ""), request.form.get("top", ""))


def _set(sheet: str) -> tuple[int, int] | str:
    across, down = (tenths(request.form.get(name, "")) for name in ("across", "down"))
    if across is None or down is None:
        return str(_("Enter millimetres, for example 0.5 or -1.2."))
    return across, down


def _remembering(printer: Printer | None, url: str = "") -> Response:
    response = make_response(redirect(url or url_for("desk.printer_list"), 303))
    kept = {"httponly": True, "samesite": "Lax", "secure": bool(current_app.config["SESSION_COOKIE_SECURE"])}
    if printer is None:
        response.delete_cookie(COOKIE, path="/desk", **kept)  # type: ignore[arg-type]
    else:
        response.set_cookie(COOKIE, str(printer.id), max_age=YEAR_SECONDS, path="/desk", **kept)  # type: ignore[arg-type]
    return response


def _list(visit: Visit, problem: str = "") -> str:
    here = chosen(visit)
    return render_template(
        "desk/printers.html",
        printers=[
            {"id": str(one.id), "name": one.name, "by": one.added_by_name, "at": one.added_at.astimezone(CHINA)}
            | {"here": here is not None and one.id == here.id, "url": url_for("desk.printer_page", printer=one.id)}
            for one in printers.in_use(visit.uow)
        ],
        name=request.form.get("name", ""),
        problem=problem,
        back=url_for("desk.batch_list"),
    )


def _page(visit: Visit, printer: Printer, sheet: str = "", problem: str = "") -> str:
    set_ = printers.shifts(visit.uow, printer)
    held = {key: (one.across, one.down) for key, one in set_.items()}
    sheets = templates.on_sheets(visit.uow, visit.uow.scope.number, on=visit.now.date())
    return render_template(
        "desk/printer.html",
        printer={"name": printer.name, "here": (here := chosen(visit)) is not None and here.id == printer.id},
        moved=moved_words(offset_of(held, EVERY_SHEET)),
        set_by=set_[EVERY_SHEET].set_by_name if EVERY_SHEET in set_ else "",
        set_at=set_[EVERY_SHEET].set_at.astimezone(CHINA) if EVERY_SHEET in set_ else None,
        trial_url=url_for("desk.trial", printer=printer.id),
        sheets=[
            {"key": key, "name": name, "url": url_for("desk.trial", printer=printer.id, sheet=key)}
            | _typed(key, sheet, held.get(key, (0, 0)))
            for key, name in sheets
        ],
        typed={name: request.form.get(name, "") for name in ("left", "top")} if problem and not sheet else {},
        choose={"act": f"choose:{printer.id}", "url": url_for("desk.edit_printers")},
        sheet=sheet,
        problem=problem,
        back=url_for("desk.printer_list"),
    )


def _typed(key: str, posted: str, held: tuple[int, int]) -> dict[str, Any]:
    """The controls of one sheet: as posted when it was refused, else as it is kept."""
    names = ("across", "down")
    if key == posted:
        return {name: request.form.get(name, "") for name in names}
    return {name: millimetres(part) for name, part in zip(names, held, strict=True)}


def moved_words(offset: tuple[int, int]) -> str:
    """A move in words."""
    across, down = offset
    if offset == (0, 0):
        return str(_("not moved"))
    sideways = _("%(mm)s mm to the right", mm=millimetres(across)) if across > 0 else ""
    sideways = _("%(mm)s mm to the left", mm=millimetres(-across)) if across < 0 else sideways
    upright = _("%(mm)s mm down", mm=millimetres(down)) if down > 0 else ""
    upright = _("%(mm)s mm up", mm=millimetres(-down)) if down < 0 else upright
    return str(_(", ")).join(part for part in (sideways, upright) if part)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise MissingError(f"printer {text!r}") from None
