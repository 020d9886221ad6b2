"""A report over the whole catalogue: materials that might not have to be asked for (R021)."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.lint.reductions import Ground
from onewindow.services import workbench as services
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench


@workbench.get("/reductions")
@allow(Permission.MATTER_VIEW)
def reductions(visit: Visit) -> ResponseReturnValue:
    """What is asked that our own results, or the licence store, say already, or that several matters ask."""
    found = services.reductions(visit.uow, now=visit.now)
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
    return render_template("workbench/catalogue.html", groups=groups, home_url=url_for("workbench.home"))
