"""Held versions (暂缓的版本): the tenant above went on and a local adjustment no longer fits; settled here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.inheritance.names import KINDS
from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.adapting.settling import Choice, read
from onewindow.services import inheritance
from onewindow.services.inheritance import Adapt, Refused, Take, Waiting
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import adapting, adapting_drawing
from onewindow.web.workbench.blueprint import workbench
from tenants.pointers import ABSENT, write

Json = Any


@workbench.get("/held")
@allow(Permission.MATTER_EDIT)
def held(visit: Visit) -> ResponseReturnValue:
    """Every document on which this tenant goes on with an older version."""
    return render_template(
        "workbench/held.html",
        lines=[
            {
                "title": one.publication.title,
                "kind": KINDS[one.publication.kind],
                "version": one.publication.version,
                "sentences": [each.sentence for each in one.clashes] + [f"{each}。" for each in one.unfit],
                "url": url_for("workbench.held_one", kind=one.publication.kind, key=one.publication.key),
            }
            for one in inheritance.waiting(visit.uow, now=visit.now)
        ],
    )


@workbench.get("/held/<kind>/<key>")
@allow(Permission.MATTER_EDIT)
def held_one(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """What conflicts in one document, and what can be chosen."""
    return _page(_one(visit, kind, key))


@workbench.post("/held/<kind>/<key>")
@allow(Permission.MATTER_EDIT)
def settle_held(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Settle all conflicts of one document together: the parent's, or another value within its rule."""
    one = _one(visit, kind, key)
    choices: dict[str, Take | Adapt] = {}
    problems = []
    for clash in one.clashes:
        name = write(clash.pointer)
        read_back = read(request.form.get(f"choice:{name}", ""), request.form.get(f"value:{name}", ""), clash.above)
        if isinstance(read_back, str):
            problems.append({"href": f"#f-{name}", "label": clash.sentence, "message": read_back})
        else:
            choices[name] = Take() if read_back.value is ABSENT else Adapt(read_back.value)
    if problems:
        return _page(one, problems), 422
    who = {"by": UUID(visit.actor.account_id), "by_name": visit.actor.name}
    if one.unfit:
        done = inheritance.restore(visit.uow, kind=kind, key=key, now=visit.now, **who)  # type: ignore[arg-type]
    else:
        done = inheritance.settle(visit.uow, kind=kind, key=key, choices=choices, now=visit.now, **who)  # type: ignore[arg-type]
    if isinstance(done, Refused):
        return _page(one, [{"href": "#main", "label": each, "message": ""} for each in done.sentences]), 422
    flash(_("Settled: your tenant follows the tenant above again."), "success")
    return redirect(url_for("workbench.held"), 303)


def _one(visit: Visit, kind: str, key: str) -> Waiting:
    found = next(
        (
            one
            for one in inheritance.waiting(visit.uow, now=visit.now)
            if (one.publication.kind, one.publication.key) == (kind, key)
        ),
        None,
    )
    if found is None:
        abort(404)
    adapting.admit(visit, inheritance.look(visit.uow, kind=kind, key=key, now=visit.now))
    return found


def _page(one: Waiting, problems: Any = ()) -> str:
    return render_template(
        "workbench/held_one.html",
        title=one.publication.title,
        kind=KINDS[one.publication.kind],
        version=one.publication.version,
        clashes=[
            {
                "name": write(clash.pointer),
                "sentence": clash.sentence,
                "above": adapting_drawing.value(clash.above),
                "mine": adapting_drawing.value(clash.mine),
                "choice": request.form.get(f"choice:{write(clash.pointer)}", Choice.TAKE.value),
                "value": request.form.get(f"value:{write(clash.pointer)}", ""),
                "writable": isinstance(clash.above, str | int) and not isinstance(clash.above, bool),
            }
            for clash in one.clashes
        ],
        unfit=[f"{each}。" for each in one.unfit],
        save_url=url_for("workbench.settle_held", kind=one.publication.kind, key=one.publication.key),
        back=url_for("workbench.held"),
        problems=list(problems),
    )
