"""The emblem of a unit uploaded, or given up for that of the unit above (R010)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.emblem import LEAST_PIXELS, MOST_BYTES
from onewindow.domain.permissions import Permission
from onewindow.services.territory import Act, emblems
from onewindow.web.access import Visit, allow
from onewindow.web.shell import emblem_of
from onewindow.web.workbench.blueprint import workbench


@workbench.get("/emblem")
@allow(Permission.TENANT_MANAGE)
def emblem(visit: Visit) -> ResponseReturnValue:
    """The emblem that holds here, and another one."""
    return _page(visit)


@workbench.post("/emblem")
@allow(Permission.TENANT_MANAGE)
def set_emblem(visit: Visit) -> ResponseReturnValue:
    """Take a picture in, or give the own one up."""
    act = Act(visit.now, visit.now.date(), "单位设置", UUID(visit.actor.account_id), visit.actor.name)
    if request.form.get("act") == "remove":
        emblems.take_away(visit.uow, act)
        flash(_("The emblem of the tenant above holds again."), "success")
        return redirect(url_for("workbench.emblem"), 303)
    sent = request.files.get("picture")
    data = sent.read(MOST_BYTES + 1) if sent and sent.filename else b""
    if not data:
        return _page(visit, str(_("Please choose a picture (PNG or JPEG)."))), 422
    if refused := emblems.put(visit.uow, data, act):
        return _page(visit, refused.message), 422
    flash(_("Saved: the emblem stands on every page from now on, here and below."), "success")
    return redirect(url_for("workbench.emblem"), 303)


def _page(visit: Visit, refused: str = "") -> str:
    own: dict[str, Any] = visit.lineage[0].branding
    holder = next((one.name for one in visit.lineage if one.branding.get("emblem")), "")
    return render_template(
        "workbench/emblem.html",
        picture=emblem_of(visit.lineage),
        own=bool(own.get("emblem")),
        holder=holder,
        most=MOST_BYTES // 1_000_000,
        least=LEAST_PIXELS,
        save_url=url_for("workbench.set_emblem"),
        back=url_for("workbench.branding"),
        problems=[{"href": "#f-picture", "label": refused, "message": ""}] if refused else [],
    )
