"""Papers: look, print, print once more, take back; each act counted and logged (R059, R082)."""

from __future__ import annotations

import secrets
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.paper import PaperProblem, state_of
from onewindow.domain.permissions import Permission
from onewindow.domain.sealing import ROLES
from onewindow.domain.site import shown_code
from onewindow.services import casework, fonts
from onewindow.services import paper as papers
from onewindow.store.copies import Copy
from onewindow.store.notices import Notice
from onewindow.web.access import CHINA, Visit, allow, house
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.printers import chosen, feed_of, moved_words
from onewindow.web.inline import inline
from printing import PrintingError

MOST_COPIES = 999


@desk.get("/papers/<uuid:notice>.pdf")
@allow(Permission.DOCUMENT_PRINT)
def paper(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """One document in the browser's viewer: the original, or a further copy; its first opening is its first print."""
    found = casework.see_paper(visit.uow, visit.actor, notice)
    copy = request.args.get("copy", "0")
    if not copy.isdecimal() or int(copy) > MOST_COPIES:
        abort(404)
    own = fonts.of_record(visit.uow, found.fonts)
    try:
        painted = papers.view(
            *(visit.uow, visit.actor, found, own, house().site),
            now=visit.now,
            copy=int(copy),
            feed=feed_of(visit, found.kind),
        )
    except PrintingError as fault:
        return _page(visit, found, message=str(fault)), 409
    if painted is None:
        abort(404)
    return _answer(visit, found, painted)


@desk.post("/papers/<uuid:notice>/print")
@allow(Permission.DOCUMENT_PRINT)
def print_again(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """The original once more, after a paper jam say: counted."""
    found = casework.see_paper(visit.uow, visit.actor, notice)
    own = fonts.of_record(visit.uow, found.fonts)
    fed = feed_of(visit, found.kind)
    return _answer(
        visit, found, papers.print_(visit.uow, visit.actor, found, own, house().site, now=visit.now, feed=fed)
    )


@desk.get("/papers/<uuid:notice>")
@allow(Permission.DOCUMENT_PRINT)
def paper_page(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """How a paper stands, and what may be done with it."""
    return _page(visit, casework.see_paper(visit.uow, visit.actor, notice))


@desk.post("/papers/<uuid:notice>/copies")
@allow(Permission.DOCUMENT_REPRINT)
def reprint(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """Make a further copy for a reason."""
    found, reason = casework.see_paper(visit.uow, visit.actor, notice), request.form.get("reason", "")
    own = fonts.of_record(visit.uow, found.fonts)
    made = papers.reprint(visit.uow, visit.actor, found.id, reason, own, house().site, now=visit.now)
    if isinstance(made, PaperProblem):
        return _page(visit, found, form="reprint", reason=reason, message=made.message), 422
    flash(_("Further copy no. %(n)s is made; open it below and print it.", n=made.copy), "success")
    return redirect(url_for("desk.paper_page", notice=found.id, made=made.copy), 303)


@desk.post("/papers/<uuid:notice>/void")
@allow(Permission.DOCUMENT_VOID)
def void(visit: Visit, notice: UUID) -> ResponseReturnValue:
    """Take a paper back, and issue it anew where that is asked for."""
    found, reason = casework.see_paper(visit.uow, visit.actor, notice), request.form.get("reason", "")
    done = papers.void(
        *(visit.uow, visit.actor, found.id, reason, house().site),
        reissue=request.form.get("reissue") == "1",
        now=visit.now,
        entropy=secrets.token_bytes,
    )
    if isinstance(done, PaperProblem):
        return _page(visit, found, form="void", reason=reason, message=done.message), 422
    flash(_("The paper is taken back."), "success")
    return redirect(url_for("desk.paper_page", notice=(done.replacement or found).id), 303)


@desk.get("/files/<int:scope>/<digest>")
@allow(Permission.CASE_VIEW)
def file(visit: Visit, scope: int, digest: str) -> ResponseReturnValue:
    """One uploaded file, for who may see its case."""
    ref, content = casework.see_file(visit.uow, visit.actor, scope, digest)
    return inline(content, ref.media_type, ref.name)


def _answer(visit: Visit, notice: Notice, painted: papers.Painted | PaperProblem) -> ResponseReturnValue:
    if isinstance(painted, PaperProblem):
        return _page(visit, notice, message=painted.message), 409
    return inline(painted.data, "application/pdf", f"{painted.number}.pdf")


def _page(visit: Visit, notice: Notice, *, form: str = "", reason: str = "", message: str = "") -> str:
    standing = papers.standing(visit.uow, notice)
    return render_template(
        "desk/paper.html",
        paper=_paper(notice, standing.replacement),
        copies=[_copy(notice, one) for one in standing.copies],
        acts=_acts(visit, notice),
        typed={f"{form}_reason": reason} if form else {},
        problem={"form": form, "message": message} if form else None,
        warnings=[message] if message and not form else [],
        window=_window(visit, notice),
        back={"label": _("Case"), "url": url_for("desk.case", number=standing.case_number)}
        if standing.case_number
        else {"label": _("The application"), "url": url_for("desk.submitted", application=notice.application_id)},
    )


def _paper(notice: Notice, replacement: Notice | None) -> dict[str, object]:
    return {
        "title": notice.title,
        "number": notice.number.partition(":")[2],
        "state": state_of(notice.voided_at is not None, replacement is not None).value,
        "made_at": notice.issued_at.astimezone(CHINA),
        "by": notice.issued_by_name,
        "prints": notice.printed,
        "code": shown_code(notice.verify_code),
        "seals": [ROLES[role] for role in sorted(notice.images) if role in ROLES],
        "void": {"at": notice.voided_at.astimezone(CHINA), "reason": notice.void_reason} if notice.voided_at else None,
        "replaced_by": {
            "number": replacement.number.partition(":")[2],
            "url": url_for("desk.paper_page", notice=replacement.id),
        }
        if replacement
        else None,
    }


def _copy(notice: Notice, one: Copy) -> dict[str, object]:
    return {
        "name": _("Further copy no. %(n)s", n=one.copy) if one.copy else _("Original"),
        "url": url_for("desk.paper", notice=notice.id, copy=one.copy or None),
        "made_at": one.made_at.astimezone(CHINA),
        "by": one.made_by_name,
        "reason": one.reason,
        "signed": bool(one.signed_with),
        "fresh": one.copy > 0 and request.args.get("made") == str(one.copy),
    }


def _window(visit: Visit, notice: Notice) -> dict[str, object] | None:
    """Where a paper on a printed sheet is printed, and how far it is moved there; None for any other paper."""
    if notice.voided_at is not None or not papers.fills_a_sheet(visit.uow, notice):
        return None
    here = chosen(visit)
    return {
        "printer": here.name if here else "",
        "moved": moved_words(papers.printers.feed(visit.uow, here, notice.kind).offset) if here else "",
        "url": url_for("desk.printer_page", printer=here.id) if here else url_for("desk.printer_list"),
        "original_url": url_for("desk.paper", notice=notice.id, moved="no"),
    }


def _acts(visit: Visit, notice: Notice) -> dict[str, str]:
    """What the visitor may do with this paper now."""
    acts = {
        "view_url": url_for("desk.paper", notice=notice.id),
        "view_label": _("Open") if notice.printed or notice.voided_at else _("Print"),
    }
    if notice.voided_at is not None:
        return acts
    if notice.printed:
        acts["print_url"] = url_for("desk.print_again", notice=notice.id)
    if notice.printed and visit.actor.may(Permission.DOCUMENT_REPRINT):
        acts["reprint_url"] = url_for("desk.reprint", notice=notice.id)
    if visit.actor.may(Permission.DOCUMENT_VOID):
        acts["void_url"] = url_for("desk.void", notice=notice.id)
    return acts
