"""A report over the whole catalogue: where to simplify. Materials that might be spared (R021), limits, steps (R033)."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.lint.reductions import Ground
from onewindow.services import workbench as services
from onewindow.web.access import Visit, allow
from onewindow.web.lines import limit_text
from onewindow.web.workbench.blueprint import workbench

MOST = 200
"""Matters whose limits are listed: those that saved least."""


@workbench.get("/reductions")
@allow(Permission.MATTER_VIEW)
def reductions(visit: Visit) -> ResponseReturnValue:
    """What is asked that our own results, the licence store, or other matters have already; how far limits were cut."""
    found, paces = services.reductions(visit.uow, now=visit.now)
    said = {
        Ground.OWN_RESULT: (_("Results of our own matters"), _("Departments can check these among themselves.")),
        Ground.LICENCE: (_("In the licence store"), _("Whoever has the electronic licence need not bring it.")),
        Ground.REPEATED: (_("Asked by several matters"), _("Ask once and share, or make it a licence.")),
    }
    groups = [
        {
            "title": title,
            "hint": hint,
            "lines": [
                {"name": one.name, "source": one.source, "matters": one.matters}
                for one in found
                if one.ground is ground
            ],
        }
        for ground, (title, hint) in said.items()
    ]
    shares = [pace.share for pace in paces if pace.share is not None]
    return render_template(
        "workbench/catalogue.html",
        groups=groups,
        paces=[
            {
                "name": pace.name,
                "statutory": limit_text(pace.statutory) if pace.statutory else "",
                "promised": limit_text(pace.promised),
                "share": pace.share,
                "steps": pace.steps,
            }
            for pace in paces[:MOST]
        ],
        matters=len(paces),
        compared=len(shares),
        saved=round(sum(shares) / len(shares)) if shares else None,
        home_url=url_for("workbench.home"),
    )
