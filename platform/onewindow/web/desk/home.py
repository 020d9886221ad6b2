"""Where the day at the window begins: what is to be done, how today stands."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.catalogue import Entry
from onewindow.domain.permissions import Permission
from onewindow.services import overview
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.lines import case_line, limit_text

RECENT = 8


@desk.get("/")
@allow(Permission.CASE_VIEW)
def home(visit: Visit) -> ResponseReturnValue:
    """Today at the window."""
    seen = overview.today(visit.uow, visit.actor, now=visit.now, recent=RECENT)
    asked = request.args.get("q", "").strip()
    themes = [_theme(one) for one in seen.themes if one.matches(asked)]
    matters = [_matter(one) for one in seen.matters if one.matches(asked)]
    return render_template(
        "desk/home.html",
        today=visit.now.date(),
        tiles=[
            {"label": _("In progress"), "count": seen.tally.running, "url": url_for("desk.cases"), "state": "running"},
            {
                "label": _("Due soon"),
                "count": seen.tally.warning,
                "url": url_for("desk.cases", show="warning"),
                "state": "warning",
            },
            {
                "label": _("Overdue"),
                "count": seen.tally.overdue,
                "url": url_for("desk.cases", show="overdue"),
                "state": "overdue",
            },
            {
                "label": _("Finished today"),
                "count": seen.tally.ended,
                "url": url_for("desk.cases", show="ended"),
                "state": "done",
            },
        ],
        q=asked,
        search_url=url_for("desk.home"),
        themes=themes,
        matters=matters,
        set_url=url_for("desk.choose"),
        recent=[
            case_line(line, seen.calendar, visit.now.date(), url_for("desk.case", number=line.number))
            for line in seen.recent
        ],
        cases_url=url_for("desk.cases"),
    )


def _theme(one: Entry) -> dict[str, object]:
    return {
        "name": one.name,
        "url": url_for("desk.guide", key=one.key),
        "count": one.count,
        "departments": one.department,
        "initials": one.initials,
    }


def _matter(one: Entry) -> dict[str, object]:
    return {
        "name": one.name,
        "daily_name": one.daily_name if one.daily_name != one.name else None,
        "department": one.department,
        "kind": _("instant") if one.instant else _("promised"),
        "limit": limit_text(one.limit) if not one.instant else _("on the spot"),
        "url": url_for("desk.choose", matter=one.key, start=1),
        "initials": one.initials,
    }
