"""The papers a matter hands out: ticked by the moment they belong to, looked at with the matter's first example."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from form_builder import DocumentError
from onewindow.domain.effective import compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.matter import MatterDocument
from onewindow.domain.permissions import Permission
from onewindow.domain.problems import Problems
from onewindow.domain.template_samples import sample_of
from onewindow.domain.workbench.papers.shelf import BY_KEY, MOMENTS, choose, chosen_of, lacks, paper_of, title
from onewindow.services import templates
from onewindow.web import errors
from onewindow.web.access import Visit, allow
from onewindow.web.inline import inline
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft
from onewindow.web.workbench.proof import Sample, fonts_of, pdf, sample_seals
from printing import PrintingError, sample_values

Json = Any


@workbench.get("/<uuid:draft>/documents")
@allow(Permission.MATTER_VIEW)
def documents(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The papers to choose from, by the moments of a case."""
    return _page(visit, _opened(visit, draft))


@workbench.post("/<uuid:draft>/documents")
@allow(Permission.MATTER_EDIT)
def edit_documents(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep what was ticked; `act=take:KEY` ticks one that the law demands, `act=drop:KEY` unticks one."""
    base, revision = keeping.base_in(visit, _opened(visit, draft).proposal)
    what, _colon, key = request.form.get("act", "").partition(":")
    ticked = [*request.form.getlist("paper"), *([key] if what == "take" else [])]
    ticked = [each for each in ticked if what != "drop" or each != key]
    body = choose(base, [*request.form.getlist("shown"), *([key] if what else [])], ticked)
    go_on = url_for("workbench.documents", draft=draft, at=f"f-{key}" if key else None)
    return keeping.answer(visit, draft, revision, body, go_on=go_on)


@workbench.get("/<uuid:draft>/paper/<key>.pdf")
@allow(Permission.MATTER_VIEW)
def paper(visit: Visit, draft: UUID, key: str) -> ResponseReturnValue:
    """One paper with the values of the matter's first example, made-up ones where it has none."""
    opened = _opened(visit, draft)
    scope, on = opened.proposal.scope, visit.now.date()
    try:
        _digest, body = templates.effective(visit.uow, key, scope, on=on)
    except PrintingError:
        abort(404)
    made = pdf(body, Sample(_values(opened, on.isoformat())), fonts_of(visit, scope), sample_seals())
    if isinstance(made, str):
        return errors.page(409, made)
    return inline(made, "application/pdf", f"{body['name']}.pdf")


def _opened(visit: Visit, draft: UUID) -> Opened:
    opened = open_draft(visit, draft)
    if opened.proposal.kind != "matter":
        abort(404)
    return opened


def _values(opened: Opened, on: str) -> Any:
    """Of the draft's first example, as far as the draft can be compiled; else made-up ones under its name."""
    body = opened.proposal.body
    plain = sample_values() | {"matter": {"name": str(body.get("name") or opened.proposal.title), "code": ""}}
    matter = MatterDocument.from_json(body)
    if isinstance(matter, Problems) or opened.general is None:
        return plain
    try:
        return sample_of(compile_matter(matter, opened.general), on)
    except (DocumentInvalidError, DocumentError):
        return plain


def _page(visit: Visit, opened: Opened) -> str:
    body, on = opened.proposal.body, visit.now.date()
    published = {one.key: one.title for one in templates.offered(visit.uow, opened.proposal.scope, on=on)}
    names = {key: title(key) for key in BY_KEY} | published
    chosen = chosen_of(body)
    offered = list(dict.fromkeys([*BY_KEY, *(key for key in published if _own(key)), *chosen]))
    found = {lack.key: lack for lack in lacks(body, names)}
    lines = [_line(opened, key, names.get(key, key), chosen, found.get(key)) for key in offered]
    return render_template(
        "workbench/papers.html",
        **drawing.frame(opened, "documents"),
        save_url=url_for("workbench.edit_documents", draft=opened.proposal.id),
        moments=[
            {"label": label, "lines": [line for line in lines if line["moment"] == moment]} for moment, label in MOMENTS
        ],
        lacks=[{"key": one.key, "message": one.message, "missing": one.missing} for one in found.values()],
        templates_url=url_for("workbench.templates_home"),
        problems=[],
    )


def _own(key: str) -> bool:
    """Whether a published template is a tenant's own kind of paper."""
    return key not in BY_KEY and key.startswith("t")


def _line(opened: Opened, key: str, name: str, chosen: list[str], lack: Any) -> dict[str, Any]:
    paper = paper_of(key)
    return {
        "key": key,
        "name": name,
        "moment": paper.moment,
        "purpose": paper.purpose,
        "ticked": key in chosen,
        "lack": lack,
        "url": url_for("workbench.paper", draft=opened.proposal.id, key=key),
    }
