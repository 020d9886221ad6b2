"""What towns and villages may change of a matter (下级权限): the parent's side of local adjustments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.adapting import leaving
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing, keeping
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.opening import Opened, open_draft

Json = Any


@workbench.get("/<uuid:draft>/inherit")
@allow(Permission.MATTER_VIEW)
def leave_open(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Every element that may be opened, with what is said of it."""
    return _page(open_draft(visit, draft))


@workbench.post("/<uuid:draft>/inherit")
@allow(Permission.MATTER_EDIT)
def edit_open(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep what was chosen; a script that saves by itself gets JSON."""
    opened = keeping.held(visit, draft)
    done = leaving.apply(opened.proposal.body, _labels(opened), request.form.to_dict(flat=False))
    return keeping.answer(
        visit,
        draft,
        opened.proposal.revision,
        done.document,
        go_on=url_for("workbench.leave_open", draft=draft),
        faults={one.name: one.message for one in done.faults},
        again=lambda: _page(open_draft(visit, draft), done.faults),
    )


def _labels(opened: Opened) -> dict[str, str]:
    return {one.key: one.label for one in opened.around.dictionary or ()}


def _page(opened: Opened, faults: tuple[leaving.Fault, ...] = ()) -> str:
    wrong = {one.name: one.message for one in faults}
    return render_template(
        "workbench/inherit.html",
        **drawing.frame(opened, "inherit"),
        sections=[
            {"title": title, "rows": rows, "folded": title in leaving.FOLDED}
            for title, rows in leaving.sections(opened.proposal.body, _labels(opened))
        ],
        words=leaving.WORDS,
        wrong=wrong,
        posted=request.form if faults else {},
        save_url=url_for("workbench.edit_open", draft=opened.proposal.id),
        problems=[{"href": f"#f-{one.name}", "label": one.message, "message": ""} for one in faults],
    )
