"""The tenant's own affairs at one place: what can be set up, adjusted and looked over, each with how it stands."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import inheritance
from onewindow.web.access import Visit, allow
from onewindow.web.shell import title_of
from onewindow.web.workbench.blueprint import workbench

P = Permission
PLACES = (
    (P.MATTER_EDIT, "workbench.held", "paused", _("Held versions"), _("Settle where the tenant above went on.")),
    (
        P.MATTER_EDIT,
        "workbench.drift",
        "exclude",
        _("Drift report"),
        _("What is otherwise than in the standard, and back."),
    ),
    (
        P.TENANT_MANAGE,
        "workbench.settings",
        "gear",
        _("Windows, telephones, standards"),
        _("What pages and papers say of you."),
    ),
    (P.TENANT_MANAGE, "workbench.numbering", "paper", _("Numbering"), _("Next numbers of papers, and other rules.")),
    (
        P.SEAL_MANAGE,
        "workbench.certificates",
        "licence",
        _("Certificates"),
        _("Who signs papers electronically, and until when."),
    ),
    (P.TENANT_MANAGE, "workbench.branding", "seal", _("Name and colours"), _("The name on paper, address, colour.")),
    (P.PEOPLE_MANAGE, "workbench.posts", "user", _("Posts"), _("Who stands at which post, and for whom.")),
    (P.TENANT_MANAGE, "workbench.ready", "check-circle", _("Ready to open?"), _("What is missing, and a rehearsal.")),
    (
        P.TENANT_MANAGE,
        "workbench.begin_unit",
        "building",
        _("Take in towns and villages"),
        _("From the list of divisions to opening."),
    ),
    (
        P.TENANT_MANAGE,
        "workbench.stages",
        "inside",
        _("Units and their stages"),
        _("Open, suspend, rename, merge, split."),
    ),
    (P.PACK_IMPORT, "workbench.packs", "download", _("Configuration packs"), _("Take everything out, or bring it in.")),
)


@workbench.get("/unit")
@allow(Permission.TENANT_MANAGE)
def unit(visit: Visit) -> ResponseReturnValue:
    """Where a tenant's admin goes to."""
    waiting = len(inheritance.waiting(visit.uow, now=visit.now)) if visit.actor.may(P.MATTER_EDIT) else 0
    return render_template(
        "workbench/unit.html",
        name=title_of(visit.lineage),
        places=[
            {
                "label": label,
                "text": text,
                "icon": icon,
                "url": url_for(endpoint),
                "count": waiting if endpoint == "workbench.held" else 0,
            }
            for permission, endpoint, icon, label, text in PLACES
            if visit.actor.may(permission)
        ],
        people_url=url_for("admin_people.index_view") if visit.actor.may(P.PEOPLE_MANAGE) else None,
    )
