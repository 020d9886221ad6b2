"""Checking and publishing: what differs, whom it touches, the chain step by step, and the papers of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.chain import ACT_NAMES, ARGUED, Act, Move, judge
from onewindow.domain.publishing.weighing import WEIGHT_NAMES
from onewindow.services import publishing
from onewindow.services.proposals import Refused
from onewindow.services.publishing import Chain, Foreseen, Held, Link, Replayed
from onewindow.web.access import CHINA, Visit, allow, house
from onewindow.web.inline import inline
from onewindow.web.workbench import drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft

STEPS: dict[Act, Callable[..., Any]] = {
    Act.SUBMIT: publishing.submit,
    Act.CONFIRM: publishing.confirm,
    Act.SIGN: publishing.sign,
    Act.APPROVE: publishing.approve,
    Act.REFUSE_ONLINE: publishing.refuse_online,
    Act.ADMIT: publishing.admit,
    Act.RETURN: publishing.return_,
    Act.PUBLISH: publishing.publish,
}
REASONED = "理由足够长"
"""Stands for a reason while it is asked what somebody may do at all."""


@workbench.get("/<uuid:draft>/publish")
@allow(Permission.MATTER_VIEW)
def publish(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """What the draft would change, and where it stands on its way."""
    return _page(visit, open_draft(visit, draft))


@workbench.post("/<uuid:draft>/publish")
@allow(Permission.MATTER_VIEW)
def take_step(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Take the step whose button was pressed, or try past cases; a refusal says why and keeps the opinion."""
    word, opinion = request.form.get("step", ""), request.form.get("opinion", "")
    if word == "replay":
        tried = publishing.try_past(visit.uow, draft, now=visit.now)
        return _page(visit, open_draft(visit, draft), replayed=tried)
    if word not in list(Act) or Act(word) not in STEPS:
        return _page(visit, open_draft(visit, draft)), 422
    more: dict[str, Any] = {}
    if word == Act.PUBLISH:
        try:
            more["effective_from"] = date.fromisoformat(request.form.get("effective_from", ""))
        except ValueError:
            refused = Refused("生效日期应写成 2026-01-31 的样子，请重新选择。")
            return _page(visit, open_draft(visit, draft), refused=refused), 422
    done = STEPS[Act(word)](visit.uow, visit.actor, draft, opinion=opinion, now=visit.now, **more)
    if isinstance(done, Refused):
        return _page(visit, open_draft(visit, draft), refused=done), 422
    flash(_("Done: %(step)s.", step=ACT_NAMES[Act(word)]), "success")
    return redirect(url_for("workbench.publish", draft=draft), 303)


@workbench.get("/<uuid:draft>/sheet.pdf")
@allow(Permission.MATTER_VIEW)
def chain_sheet(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """The record of the chain on paper (审核流转单)."""
    painted = publishing.sheet(visit.uow, visit.actor, draft, house().fonts, now=visit.now)
    return inline(painted, "application/pdf", "审核流转单.pdf")


def _page(
    visit: Visit, opened: Opened, *, refused: Refused | None = None, replayed: Replayed | Refused | None = None
) -> str:
    proposal = opened.proposal
    foreseen = publishing.impact(visit.uow, proposal.id, now=visit.now)
    traced = publishing.chain(visit.uow, proposal.id)
    stood = publishing.standing(visit.uow, proposal)
    open_to = [act for act in STEPS if isinstance(judge(stood, act, visit.actor, REASONED), Move)]
    stops = any(task.stops for task in drawing.to_do(opened))
    return render_template(
        "workbench/publish.html",
        **drawing.frame(opened, "publish"),
        acts=[
            {"value": act.value, "label": ACT_NAMES[act], "argued": act in ARGUED, "main": act not in ARGUED}
            for act in open_to
            if not (stops and act in (Act.SUBMIT, Act.PUBLISH))
        ],
        blocked=stops and Act.SUBMIT in open_to,
        may_publish=Act.PUBLISH in open_to,
        today=visit.now.date(),
        links=[_link(each) for each in traced.links],
        foreseen=_foreseen(foreseen),
        replayed=_replayed(replayed),
        opinion=request.form.get("opinion", ""),
        save_url=url_for("workbench.publish", draft=proposal.id),
        sheet_url=url_for("workbench.chain_sheet", draft=proposal.id) if _begun(traced) else None,
        versions_url=url_for("workbench.versions", kind=proposal.kind, key=proposal.key),
        uses_url=url_for("workbench.used", kind=proposal.kind, key=proposal.key),
        new=proposal.base_digest is None,
        problems=[{"href": "#opinion", "label": refused.message, "message": ""}] if refused else [],
    )


def _begun(traced: Chain) -> bool:
    return any(link.status in ("done", "void") for link in traced.links)


def _link(link: Link) -> dict[str, Any]:
    return {
        "status": link.status,
        "stage": link.stage,
        "act": link.act,
        "who": link.who,
        "role": link.role or link.department,
        "when": link.when.astimezone(CHINA) if link.when else None,
        "opinion": link.opinion,
        "due": link.due_on,
    }


def _foreseen(foreseen: Foreseen) -> dict[str, Any]:
    return {
        "changes": [
            {"sentence": each.sentence, "weight": WEIGHT_NAMES[each.kind_of_change]} for each in foreseen.changes
        ],
        "weight": WEIGHT_NAMES[foreseen.weight],
        "consequence": foreseen.consequence,
        "inheriting": foreseen.inheriting,
        "held": [_held(one, foreseen) for one in foreseen.held],
        "open_cases": foreseen.open_cases,
        "uses": [{"title": use.title, "kind": use.kind} for use in foreseen.uses],
        "broken": [{"unit": one.unit, "title": one.title, "message": one.message} for one in foreseen.broken],
        "at_odds": [{"title": title, "message": message} for title, message in foreseen.at_odds],
    }


def _held(one: Held, foreseen: Foreseen) -> dict[str, Any]:
    """A tenant that would stay behind, and each sentence of why."""
    return {"unit": foreseen.held_names[one.scope], "sentences": [each["said"] for each in one.refusals]}


def _replayed(replayed: Replayed | Refused | None) -> dict[str, Any] | None:
    if replayed is None:
        return None
    if isinstance(replayed, Refused):
        return {"refused": replayed.message}
    lines = [{"number": each.number, "sentences": each.sentences} for each in replayed.differing]
    return {"tried": replayed.tried, "differing": lines}
