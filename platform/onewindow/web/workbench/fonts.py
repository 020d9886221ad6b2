"""The fonts a tenant prints with: its own taken in with their rights checked, and who has a rare character."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import fonts as services
from onewindow.store.errors import MissingError
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench
from printing import FontSet
from printing.fonts import FALLBACK, ROLES

MOST_BYTES = 48_000_000
MOST_SIGNS = 60
ROLE_NAMES = {
    "title": "小标宋（标题）",
    "body": "仿宋（正文）",
    "hei": "黑体（一级标题、栏目名）",
    "kai": "楷体（二级标题）",
    "song": "宋体（表格、说明）",
    FALLBACK: "补字（别的字体都没有的字）",
}


@workbench.get("/fonts")
@allow(Permission.REFERENCE_EDIT)
def fonts(visit: Visit) -> ResponseReturnValue:
    """The fonts in use, and which of them has the characters that were asked for."""
    return _page(visit)


@workbench.post("/fonts")
@allow(Permission.REFERENCE_EDIT)
def edit_fonts(visit: Visit) -> ResponseReturnValue:
    """Take a font in, or out of use."""
    if gone := request.form.get("remove", ""):
        return _remove(visit, gone)
    role, file = request.form.get("role", ""), request.files.get("font")
    if role not in (*ROLES, FALLBACK):
        return _page(visit, str(_("Please choose what the font is used for.")), "role"), 422
    if file is None or not file.filename:
        return _page(visit, str(_("Please choose a font file (.ttf, .otf or .ttc).")), "font"), 422
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return _page(visit, str(_("The font is larger than 48 MB: choose a file with fewer characters.")), "font"), 422
    taken = services.add(visit.uow, visit.actor, role, file.filename, data, now=visit.now)
    if isinstance(taken, services.Refused):
        return _page(visit, taken.message, "font"), 422
    flash(_("The font %(name)s is in use: %(count)s characters.", name=taken.name, count=taken.characters), "success")
    return redirect(url_for("workbench.fonts"), 303)


def _remove(visit: Visit, written: str) -> ResponseReturnValue:
    own = {str(one.id): one for one in services.listed(visit.uow, visit.actor.scope) if one.scope == visit.actor.scope}
    if written not in own:
        abort(404)
    try:
        services.remove(visit.uow, visit.actor, UUID(written), now=visit.now)
    except MissingError:
        abort(404)
    flash(_("The font is out of use; papers printed with it keep it."), "success")
    return redirect(url_for("workbench.fonts"), 303)


def _page(visit: Visit, refused: str = "", where: str = "") -> str:
    asked = request.args.get("q", "").strip()[:MOST_SIGNS]
    scope = visit.actor.scope
    signs = _coverage(services.of_tenant(visit.uow, scope), asked)
    return render_template(
        "workbench/fonts.html",
        fonts=[
            {
                "id": str(one.id),
                "name": one.name,
                "file": one.file_name,
                "role": ROLE_NAMES[one.role],
                "characters": one.characters,
                "at": one.added_at.astimezone(CHINA),
                "own": one.scope == scope,
            }
            for one in services.listed(visit.uow, scope)
        ],
        roles=list(ROLE_NAMES.items()),
        role=request.form.get("role", ""),
        asked=asked,
        signs=signs,
        complete=all(all(each["has"]) for each in signs),
        spare=ROLE_NAMES[FALLBACK].partition("（")[0],
        columns=[ROLE_NAMES[role].partition("（")[0] for role in ROLES],
        back=url_for("workbench.home"),
        problems=[{"href": f"#f-{where}", "label": refused, "message": ""}] if refused else [],
    )


def _coverage(known: FontSet, asked: str) -> list[dict[str, Any]]:
    """Of each character, whether it can be printed in each role."""
    return [
        {
            "sign": sign,
            "code": f"U+{ord(sign):04X}",
            "has": [not known.lacking([(role, sign)]) for role in ROLES],
        }
        for sign in dict.fromkeys(asked)
        if not sign.isspace()
    ]
