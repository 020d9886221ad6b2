"""Looking at a template before it is published: the fields it prints, its pages with every finding, its PDF."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.papers import inheriting, outline
from onewindow.domain.workbench.papers.names import LISTS, Name
from onewindow.services import inheritance, proposals, templates
from onewindow.services import workbench as services
from onewindow.web import errors
from onewindow.web.access import Visit, allow
from onewindow.web.inline import inline
from onewindow.web.lines import limit_text
from onewindow.web.workbench import drawing, template_drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened
from onewindow.web.workbench.proof import fonts_of, pdf, proof, sample, sample_seals
from onewindow.web.workbench.template import opened_template
from printing import TemplateError, compile_template
from printing.values import look_up
from rule_engine import Limit

Json = Any
OFFSETS = "workbench.offsets"
FARTHEST = 200
"""Tenths of a millimetre that a print may be moved."""


@workbench.get("/<uuid:draft>/fields")
@allow(Permission.MATTER_VIEW)
def template_fields(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The fields that a template prints and where, and those it could print, each with a value to see what it is."""
    opened = opened_template(visit, draft)
    chosen = sample(visit, request.args.get("sample"))
    known = template_drawing.all_names(opened)
    asked = {f"answers.{key}" for key in chosen.asked}
    used = _used(opened.proposal.body)
    offered = [name for name in known if not name.path.startswith("answers.") or name.path in {*asked, *used}]
    return render_template(
        "workbench/template_fields.html",
        **drawing.frame(opened, "fields"),
        groups=_groups(opened, offered, used, chosen.values),
        strange=sorted(path for path in used if path not in {name.path for name in known} and path not in LISTS),
        samples=[(one.key, one.title) for one in services.offered(visit.uow, now=visit.now)],
        sample=chosen.matter,
    )


@workbench.get("/<uuid:draft>/proof")
@allow(Permission.MATTER_VIEW)
def template_proof(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """All pages and everything that is wrong, each with its way out and its place."""
    opened = opened_template(visit, draft)
    body, scope = opened.proposal.body, opened.proposal.scope
    chosen = sample(visit, request.args.get("sample"))
    drawn = proof(body, chosen, fonts_of(visit, scope), sample_seals())
    wording = {line.name: line for line in outline.lines(body, template_drawing.wording_of(opened))}
    findings = [
        {
            "message": one.message,
            "suggestion": one.suggestion,
            "stops": one.level == "error",
            "place": wording[name].label if name in wording else "",
            "url": template_drawing.url_of(opened, name),
        }
        for name, found in template_drawing.placed(body, drawn.findings).items()
        for one in found
    ]
    across, down = _offset(opened)
    return render_template(
        "workbench/template_proof.html",
        **drawing.frame(opened, "proof"),
        **template_drawing.shown_proof(body, drawn),
        findings=findings,
        samples=[(one.key, one.title) for one in services.offered(visit.uow, now=visit.now)],
        sample=chosen.matter,
        pdf_url=url_for("workbench.template_pdf", draft=draft),
        across=across,
        down=down,
    )


@workbench.get("/<uuid:draft>/proof.pdf")
@allow(Permission.MATTER_VIEW)
def template_pdf(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The paper as PDF, moved for a printer that feeds askew; the offset is kept for the session."""
    opened = opened_template(visit, draft)
    if "across" in request.args:
        asked = (request.args.get("across", type=int) or 0, request.args.get("down", type=int) or 0)
        kept = [max(-FARTHEST, min(FARTHEST, each)) for each in asked]
        session[OFFSETS] = {**session.get(OFFSETS, {}), opened.proposal.key: kept}
    scope = opened.proposal.scope
    made = pdf(opened.proposal.body, sample(visit, None), fonts_of(visit, scope), sample_seals(), _offset(opened))
    if isinstance(made, str):
        return errors.page(409, made)
    return inline(made, "application/pdf", f"{opened.proposal.title}.pdf")


@workbench.post("/<uuid:draft>/adapt")
@allow(Permission.MATTER_PUBLISH)
def adapt_template(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Put a change of an inherited template in force for this tenant, as far as its parent leaves it open."""
    opened = opened_template(visit, draft)
    proposal = opened.proposal
    parent = templates.inherited(visit.uow, proposal.key, proposal.scope, on=visit.now.date())
    here = url_for("workbench.layout", draft=draft)
    if parent is None or not opened.writable or visit.uow.scope.number != proposal.scope:
        flash(_("No tenant above has published this template: publish it as your own."), "error")
        return redirect(here, 303)
    saved = inheritance.save_overlay(
        visit.uow,
        kind="template",
        key=proposal.key,
        patch=inheriting.difference(parent, proposal.body),
        now=visit.now,
        by=UUID(visit.actor.account_id),
        by_name=visit.actor.name,
    )
    if isinstance(saved, inheritance.Refused):
        for sentence in saved.sentences:
            flash(sentence, "error")
        return redirect(here, 303)
    proposals.abandon(visit.uow, visit.actor, draft, reason="已作为本单位的调整生效", now=visit.now)
    flash(_("Your change is in force here; everything else goes on following the tenant above."), "success")
    return redirect(url_for("workbench.templates_home"), 303)


def _offset(opened: Opened) -> tuple[int, int]:
    across, down = session.get(OFFSETS, {}).get(opened.proposal.key, (0, 0))
    return int(across), int(down)


def _used(template: Json) -> dict[str, str]:
    """The paths a template reads, each with where; nothing while it cannot be read."""
    try:
        return {path: read.pointer for path, read in compile_template(template).names.items()}
    except TemplateError:
        return {}


def _groups(opened: Opened, offered: list[Name], used: dict[str, str], values: Any) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for name in offered:
        url = template_drawing.url_at(opened, used[name.path]) if name.path in used else ""
        value = look_up(values, tuple(name.path.split(".")))
        groups.setdefault(name.group, []).append({"label": name.label, "value": _shown(value), "url": url})
    return [{"label": label, "fields": found} for label, found in groups.items()]


def _shown(value: Any) -> str:
    """A value as somebody reads it; empty for what is a table or a group."""
    match value:
        case bool():
            return str(_("yes")) if value else str(_("no"))
        case {"value": int(number), "unit": "working_day" | "calendar_day" as unit}:
            return limit_text(Limit(number, unit))
        case None | dict() | list():
            return ""
    return str(value)
