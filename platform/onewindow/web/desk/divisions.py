"""The divisions of a form's field, asked for list by list or by name: the tree is never sent whole."""

from __future__ import annotations

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue

from form_builder import LEVELS, Unit
from onewindow.domain.permissions import Permission
from onewindow.services import intake
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk

TYPED_MAX = 50


@desk.get("/divisions")
@allow(Permission.CASE_FILE)
def divisions(visit: Visit) -> ResponseReturnValue:
    """`?level=village&within=CODE` and `&under=CODE` or `&q=TEXT` → `[{code, name, level, full}]`.

    `within` is the unit in which the field chooses, one of this county; `q` is a name, a code or pinyin initials.
    """
    level, typed = request.args.get("level", ""), request.args.get("q", "").strip()
    places = intake.places(visit.uow, request.args.get("within", ""), on=visit.now.date())
    if places is None or level not in LEVELS or len(typed) > TYPED_MAX:
        abort(400)
    units = places.search(typed, level) if typed else places.below(request.args.get("under") or places.within)
    answer = jsonify([_shape(one) for one in units if LEVELS.index(one.level) <= LEVELS.index(level)])
    answer.cache_control.private, answer.cache_control.max_age = True, 300
    return answer


def _shape(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name, "level": unit.level, "full": unit.full}
