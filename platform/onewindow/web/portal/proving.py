"""Proving a paper: whoever holds it scans its square code, or types its number and code, or shows the file itself.

Nothing here can be listed: without a code that was made here no question reaches the database, a code leads to one
paper, tries are counted for each address, and a wrong number, a wrong code and no such paper get the same answer.
"""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.paper import PaperState
from onewindow.domain.site import shown_code, typed_code
from onewindow.services import paper as papers
from onewindow.services.paper import FileJudged, PublicPaper
from onewindow.store.doors import Door
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA, house, moment, public
from onewindow.web.limits import limiter
from onewindow.web.portal.blueprint import portal
from printing.signing import State
from tenants.scope import Scope

TRIES = "20 per minute; 200 per hour"
LONGEST_NUMBER = 80


@portal.get("/verify")
@public
def verify() -> ResponseReturnValue:
    """Ask for the number and the code of a paper."""
    return _asked(request.args.get("number", "")[:LONGEST_NUMBER], "")


@portal.post("/verify")
@limiter.limit(TRIES)
@public
def verify_typed() -> ResponseReturnValue:
    """Find a paper by its number and code."""
    number, code = request.form.get("number", "")[:LONGEST_NUMBER], request.form.get("code", "")
    door = papers.knock(house().engine, house().site, code)
    found = _look(door, number) if door and number.strip() else None
    if found is None:
        return _asked(number, code, wrong=True), 422
    return redirect(url_for("portal.paper", code=found.code), 303)


@portal.get("/v/<code>")
@limiter.limit(TRIES)
@public
def paper(code: str) -> ResponseReturnValue:
    """The paper that a square code stands on."""
    door = papers.knock(house().engine, house().site, code)
    found = _look(door) if door else None
    return _shown(found, None) if found else (_asked("", typed_code(code), wrong=True), 404)


@portal.post("/v/<code>")
@limiter.limit(TRIES)
@public
def paper_file(code: str) -> ResponseReturnValue:
    """Hold a file against the paper of a code."""
    door, sent = papers.knock(house().engine, house().site, code), request.files.get("file")
    found = _look(door) if door else None
    if door is None or found is None:
        return _asked("", typed_code(code), wrong=True), 404
    data = sent.read() if sent else b""
    if not data:
        return _shown(found, None, problem=_("Choose the PDF file you were given, then compare.")), 422
    with UnitOfWork(house().engine, Scope.of(door.scope)) as uow:
        judged = papers.judge_file(uow, door.object_id, data, at=moment())
    return _shown(found, judged)


def _look(door: Door, number: str | None = None) -> PublicPaper | None:
    with UnitOfWork(house().engine, Scope.of(door.scope)) as uow:
        return papers.look(uow, door.object_id, number=number)


def _asked(number: str, code: str, *, wrong: bool = False) -> str:
    message = _("No paper has this number with this code. Compare both with the paper, sign by sign.")
    return render_template(
        "portal/verify.html",
        action_url=url_for("portal.verify_typed"),
        number=number,
        code=code,
        problems=[{"href": "#f-number", "label": _("Document number"), "message": message}] if wrong else [],
        errors={"code": message} if wrong else {},
    )


def _shown(found: PublicPaper, judged: FileJudged | None, *, problem: str = "") -> str:
    return render_template(
        "portal/verify_paper.html",
        paper={
            "state": found.state.value,
            "say": _say(found),
            "organ": found.organ,
            "title": found.title,
            "number": found.number,
            "code": shown_code(found.code),
            "issued_on": found.issued_on,
            "lines": [{"label": line.label, "value": line.value} for line in found.lines],
            "demo": found.demo,
        },
        judged=_judged(judged) if judged else None,
        problem=problem,
        action_url=url_for("portal.paper_file", code=found.code),
        again_url=url_for("portal.verify"),
        progress_url=url_for("portal.ask", number=found.case_number) if found.case_number else None,
    )


def _say(found: PublicPaper) -> str:
    if found.state is PaperState.REPLACED:
        return str(_("This paper was replaced by %(number)s; it counts no longer.", number=found.replaced_by))
    if found.state is PaperState.VOID:
        return str(_("This paper was taken back on %(day)s; it counts no longer.", day=found.voided_on))
    return str(_("This paper was issued here and counts. Compare what it says with the lines below."))


def _judged(judged: FileJudged) -> list[dict[str, str]]:
    """What a file is, in one or two sentences with their weight: is it one of our copies, and its own signature.

    One of our copies that was never signed needs no second sentence.
    """
    if judged.copy is None:
        same = ("problem", _("The file is not one of the copies kept here: at least one byte differs."))
    elif judged.copy == 0:
        same = ("done", _("The file is the original, to the last byte."))
    else:
        same = ("done", _("The file is further copy no. %(n)s, to the last byte.", n=judged.copy))
    said = [{"kind": same[0], "text": str(same[1])}]
    verdict = judged.verdict
    if verdict is not None and not (judged.copy is not None and verdict.state is State.UNSIGNED):
        who = f"（{verdict.signer}，{verdict.signed_at.astimezone(CHINA):%Y-%m-%d %H:%M}）" if verdict.signed_at else ""
        bad = "problem" if judged.copy is None else "warning"
        said.append({"kind": "done" if verdict.valid else bad, "text": verdict.sentence + who})
    return said
