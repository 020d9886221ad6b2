"""The members beside their one table, and why there is none when their forms disagree (R040)."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import Conflict
from onewindow.domain.joint import Unjoinable
from onewindow.domain.permissions import Permission
from onewindow.domain.side_by_side import Row, side_by_side
from onewindow.services import intake
from onewindow.services.intake import Selection
from onewindow.web import errors
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.choosing import address, selection_of


@desk.get("/table")
@allow(Permission.CASE_FILE)
def table(visit: Visit) -> ResponseReturnValue:
    """What chosen matters, or the members of a theme, ask apart and together."""
    selection = selection_of(visit, request.args)
    joint = intake.join_whole(visit.uow, visit.actor, selection, now=visit.now)
    if isinstance(joint, Unjoinable):
        return unjoinable_page(visit, selection, joint)
    seen = side_by_side(joint)
    return render_template(
        "desk/table.html",
        title=joint.title,
        columns=seen.columns,
        sections=[{"label": label, "rows": [_row(row) for row in rows]} for label, rows in seen.sections],
        materials=[_row(row) for row in seen.materials],
        waves=seen.waves,
        savings=seen.savings,
        blank_url=address("desk.blank", selection),
        back=_back(selection),
    )


def unjoinable_page(visit: Visit, selection: Selection, found: Unjoinable) -> ResponseReturnValue:
    """Why there is no one form: each conflict with who disagrees and how to settle it; or an error page without any."""
    if not found.conflicts:
        return errors.page(409, "；".join(found.messages))
    names = intake.names_of(visit.uow, visit.actor, selection, now=visit.now)
    page = render_template(
        "desk/conflicts.html",
        title=_("These matters cannot share one form yet"),
        conflicts=[conflict_values(one, names) for one in found.conflicts],
        singles=[
            {"name": name, "url": url_for("desk.choose", matter=key, start=1)}
            for key, name in names.items()
            if selection.theme is None or any(key in one.members for one in found.conflicts)
        ],
        back=_back(selection),
    )
    return page, 409


def conflict_values(conflict: Conflict, names: dict[str, str]) -> dict[str, Any]:
    """One conflict as `macros/conflicts.html` takes it."""
    return {
        "kind": conflict.kind,
        "label": conflict.label,
        "members": [names.get(key, key) for key in conflict.members],
        "message": conflict.message,
        "proposal": conflict.proposal,
        "settles": conflict.settlement is not None,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "cells": [{"says": cell.says, "note": cell.note} for cell in row.cells],
        "shared": row.asked_by > 1,
        "narrowed": row.narrowed,
        "by": "、".join(row.by),
    }


def _back(selection: Selection) -> dict[str, str]:
    if selection.theme is not None:
        return {"label": _("Questions"), "url": url_for("desk.guide", key=selection.theme)}
    return {"label": _("Choose matters"), "url": address("desk.choose", selection)}
