"""Batches of paper: choose cases and a document, watch it being printed, fetch the file."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.masking import public_name
from onewindow.domain.permissions import Permission
from onewindow.services import batches
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.cases import filter_of
from onewindow.web.desk.printers import feed_of

SHOWN = 50
MEDIA = {"pdf": "application/pdf", "zip": "application/zip"}


@desk.get("/batches")
@allow(Permission.DOCUMENT_PRINT)
def batch_list(visit: Visit) -> ResponseReturnValue:
    """The visitor's batches, the newest first."""
    found = batches.list_(visit.uow, visit.actor)
    return render_template(
        "desk/batches.html",
        batches=[_head(one) | {"url": url_for("desk.batch", batch=one.batch.id)} for one in found],
        days=batches.KEPT.days,
        start={"label": _("Choose cases"), "url": url_for("desk.batch_new")},
        printers_url=url_for("desk.printer_list"),
    )


@desk.get("/batches/new")
@allow(Permission.DOCUMENT_PRINT)
def batch_new(visit: Visit) -> ResponseReturnValue:
    """Choose the document, the form, and which of the filtered cases."""
    return _asking(visit, {}, {"whole": "1", "document": "", "form": "pdf"}, frozenset())


@desk.post("/batches/new")
@allow(Permission.DOCUMENT_PRINT)
def batch_start(visit: Visit) -> ResponseReturnValue:
    """Start a batch, or say what is missing."""
    whole = request.form.get("whole") == "1"
    picked = frozenset(_ids(request.form.getlist("case")))
    document, form = request.form.get("document", ""), request.form.get("form", "")
    found = batches.choice(visit.uow, visit.actor, filter_of(visit))
    asked = batches.Order(document, form, None if whole else picked, feed_of(visit, document))
    made = batches.order(visit.uow, visit.actor, found, asked, now=visit.now)
    if isinstance(made, batches.Nothing):
        return _asking(
            visit, made.messages, {"whole": "1" if whole else "", "document": document, "form": form}, picked
        )
    return redirect(url_for("desk.batch", batch=made.id), 303)


@desk.get("/batches/<uuid:batch>")
@allow(Permission.DOCUMENT_PRINT)
def batch(visit: Visit, batch: UUID) -> ResponseReturnValue:
    """How far a batch is."""
    found = batches.progress(visit.uow, visit.actor, batch)
    return render_template(
        "desk/batch.html",
        batch=_head(found),
        failed=[
            {"number": row.case_number, "reason": row.reason, "url": url_for("desk.case", number=row.case_number)}
            for row in found.failed
        ],
        days=batches.KEPT.days,
        urls={
            "state": url_for("desk.batch_state", batch=batch),
            "self": url_for("desk.batch", batch=batch),
            "cancel": url_for("desk.batch_cancel", batch=batch),
            "file": url_for("desk.batch_file", batch=batch),
            "json": url_for("desk.batch_manifest", batch=batch, form="json"),
            "csv": url_for("desk.batch_manifest", batch=batch, form="csv"),
        },
        back={"label": _("Batches"), "url": url_for("desk.batch_list")},
    )


@desk.get("/batches/<uuid:batch>/state")
@allow(Permission.DOCUMENT_PRINT)
def batch_state(visit: Visit, batch: UUID) -> ResponseReturnValue:
    """The figures of a batch, for the page that watches it."""
    head = _head(batches.progress(visit.uow, visit.actor, batch))
    return jsonify({key: head[key] for key in ("done", "failed", "waiting", "total", "pages", "ended")})


@desk.post("/batches/<uuid:batch>/cancel")
@allow(Permission.DOCUMENT_PRINT)
def batch_cancel(visit: Visit, batch: UUID) -> ResponseReturnValue:
    """Stop a batch; what is printed already stays."""
    if not batches.cancel(visit.uow, visit.actor, batch, now=visit.now):
        flash(_("The batch had already ended."))
    return redirect(url_for("desk.batch", batch=batch), 303)


@desk.get("/batches/<uuid:batch>/file")
@allow(Permission.DOCUMENT_PRINT)
def batch_file(visit: Visit, batch: UUID) -> ResponseReturnValue:
    """The finished file."""
    found, content = batches.fetch(visit.uow, visit.actor, batch)
    name = f"{found.title}-{found.made_at:%Y%m%d-%H%M}.{found.form}"
    return _attached(content, MEDIA[found.form], name)


@desk.get("/batches/<uuid:batch>/manifest.<any(json, csv):form>")
@allow(Permission.DOCUMENT_PRINT)
def batch_manifest(visit: Visit, batch: UUID, form: str) -> ResponseReturnValue:
    """Every case with its document's number, pages and SHA-256."""
    found, rows = batches.rows(visit.uow, visit.actor, batch)
    write, media = {"json": (batches.as_json, "application/json"), "csv": (batches.as_csv, "text/csv")}[form]
    return _attached(write(found, rows), media, f"{found.title}-{found.made_at:%Y%m%d-%H%M}.{form}")


def _asking(visit: Visit, messages: object, chosen: dict[str, str], picked: frozenset[UUID]) -> ResponseReturnValue:
    found, narrowed = batches.choice(visit.uow, visit.actor, filter_of(visit)), dict[str, Any](request.args)
    shown = batches.lines(visit.uow, visit.actor, filter_of(visit), limit=SHOWN)
    page = render_template(
        "desk/batch_new.html",
        messages=messages,
        chosen=chosen,
        documents=batches.documents(),
        forms=batches.FORMS,
        cases=[
            {
                "id": str(line.id),
                "number": line.number,
                "matter": line.matter_name,
                "applicant": public_name(line.applicant_name),
                "accepted_at": line.accepted_at,
                "picked": line.id in picked,
            }
            for line in shown
        ],
        count=len(found.cases),
        largest=batches.LARGEST if found.more else None,
        action=url_for("desk.batch_start", **narrowed),
        back={"label": _("Cases"), "url": url_for("desk.cases", **narrowed)},
    )
    return page, 422 if messages else 200


def _head(found: batches.Progress) -> dict[str, object]:
    one, tally = found.batch, found.tally
    return {
        "title": one.title,
        "form": one.form,
        "made_at": one.made_at,
        "state": "done" if one.ended_at else "running",
        "cancelled": one.state == "cancelled",
        "ended": one.ended_at is not None,
        "ready": found.ready,
        "total": one.total,
        "done": tally.done,
        "failed": tally.failed,
        "waiting": tally.waiting,
        "pages": tally.pages,
    }


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        abort(400)


def _attached(content: bytes, media_type: str, name: str) -> Response:
    return send_file(io.BytesIO(content), media_type, as_attachment=True, download_name=name, etag=False)
