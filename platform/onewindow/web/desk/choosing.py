"""What was chosen, in the address of a page: a theme with its guide answers, or a set of matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, url_for
from werkzeug.datastructures import MultiDict

from form_builder import Problems, clean
from onewindow.services import intake
from onewindow.services.intake import Selection
from onewindow.web.access import Visit


def selection_of(visit: Visit, args: MultiDict[str, str]) -> Selection:
    """The selection that an address names; a theme whose questions are not all answered stands for all its members."""
    key = args.get("theme")
    if key is None:
        matters = tuple(dict.fromkeys(args.getlist("matter")))
        offered = intake.offered(visit.uow, visit.actor, on=visit.now.date()).matters
        if not matters or any(matter not in offered for matter in matters):
            abort(404)
        return Selection(matters=matters)
    found = intake.open_theme(visit.uow, visit.actor, key, on=visit.now.date())
    if found is None:
        abort(404)
    plan = found[1]
    answers: Mapping[str, Any] | Problems = clean(plan, args.to_dict(flat=False)) if plan else {}
    return Selection(theme=key, guide={} if isinstance(answers, Problems) else dict(answers))


def address(endpoint: str, selection: Selection) -> str:
    """The address of a page about a selection."""
    if selection.theme is None:
        return url_for(endpoint, matter=list(selection.matters))
    answers: dict[str, Any] = {key: _text(value) for key, value in selection.guide.items()}
    return url_for(endpoint, theme=selection.theme, **answers)


def _text(value: object) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value)
