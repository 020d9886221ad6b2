"""Certificates that sign papers (R010, ADR 0016): whose, until when, what to do in time. Keys never come here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.services.paper import authority
from onewindow.store import certificates as store
from onewindow.store.certificates import Certificate
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench import listing
from onewindow.web.workbench.blueprint import workbench

WARNED_BEFORE = timedelta(days=60)


@workbench.get("/certificates")
@allow(Permission.SEAL_MANAGE)
def certificates(visit: Visit) -> ResponseReturnValue:
    """The certificates in sight, those that end first at the top; which of them signs here."""
    asked = listing.asked()
    known = sorted(authority.all_of(visit.uow), key=lambda one: one.valid_to)
    found = [one for one in known if asked in one.subject or asked in one.serial]
    skip = listing.turned()
    shown, page = listing.leaf(found[skip : skip + listing.PAGE + 1], "workbench.certificates")
    signer = store.signer_of(visit.uow.session, visit.actor.scope, visit.now)
    return render_template(
        "workbench/certificates.html",
        certificates=[_line(one, visit.now) for one in shown],
        page=page,
        asked=asked,
        signer=_line(signer, visit.now) if signer else None,
        back=url_for("workbench.unit"),
    )


def _line(one: Certificate, now: datetime) -> dict[str, Any]:
    state = "good"
    if one.revoked_at is not None:
        state = "revoked"
    elif one.valid_to < now:
        state = "ended"
    elif one.valid_from > now:
        state = "early"
    elif one.valid_to - now <= WARNED_BEFORE:
        state = "ending"
    return {
        "subject": one.subject,
        "serial": one.serial,
        "kind": one.kind,
        "from": one.valid_from.astimezone(CHINA).date(),
        "to": one.valid_to.astimezone(CHINA).date(),
        "state": state,
        "days": (one.valid_to - now).days,
        "reason": one.revoke_reason,
    }
