"""The seals of a tenant: pictures with their days, who may use them for what, every use, and how they will stand."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.paper import PaperProblem
from onewindow.domain.permissions import Permission
from onewindow.domain.seal_image import LARGEST_MM, SMALLEST_MM, thumbnail
from onewindow.domain.sealing import ROLES
from onewindow.domain.workbench.papers.shelf import BY_KEY, title
from onewindow.services.paper import custody, keeping
from onewindow.services.paper.keeping import NewSeal, Who
from onewindow.store import departments, people
from onewindow.store.seals import Custody, Seal
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.inline import inline
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.proof import Sample, Seals, fonts_of, pdf, proof
from printing import system_template_keys

MOST_BYTES = 5_000_000


@workbench.get("/seals")
@allow(Permission.SEAL_MANAGE)
def seals(visit: Visit) -> ResponseReturnValue:
    """The seals of the tenant, those above it shown as what they are."""
    return _page(visit)


@workbench.post("/seals")
@allow(Permission.SEAL_MANAGE)
def add_seal(visit: Visit) -> ResponseReturnValue:
    """Register a seal; its first keeper is everybody of the body until somebody is named on its page."""
    form, file = request.form, request.files.get("image")
    first, last = _day("from"), _day("to")
    if first is None or last is None:
        return _page(visit, _("Please give the first and the last day of the seal."), "from"), 422
    width = form.get("width", type=float) or 0
    new = NewSeal(
        role=form.get("role", ""),
        name=form.get("name", ""),
        image=file.read(MOST_BYTES + 1) if file else b"",
        width_tenths=round(width * 10),
        valid_from=first,
        valid_to=last,
        department=form.get("department", ""),
    )
    made = keeping.register(visit.uow, _who(visit), new, now=visit.now)
    if isinstance(made, PaperProblem):
        return _page(visit, made.message, "image"), 422
    flash(_("The seal %(name)s is registered. Look how it stands over the date.", name=made.name), "success")
    return redirect(url_for("workbench.seal", seal=made.id), 303)


@workbench.get("/seals/<uuid:seal>")
@allow(Permission.SEAL_MANAGE)
def seal(visit: Visit, seal: UUID) -> ResponseReturnValue:
    """One seal: how it stands over a date, who keeps it, what it was used for."""
    return _one(visit, _known(visit, seal))


@workbench.post("/seals/<uuid:seal>")
@allow(Permission.SEAL_MANAGE)
def edit_seal(visit: Visit, seal: UUID) -> ResponseReturnValue:
    """Entrust the seal to somebody, relieve him, or take it out of use."""
    found = _known(visit, seal)
    if found.scope != visit.actor.scope:
        abort(403)
    act, _colon, name = request.form.get("act", "").partition(":")
    if act == "withdraw":
        keeping.withdraw(visit.uow, _who(visit), found.id, now=visit.now)
        flash(_("The seal is out of use: its place stays empty and is stamped by hand."), "success")
        return redirect(url_for("workbench.seals"), 303)
    if act == "relieve":
        given = {str(one.id): one for one in custody.keepers(visit.uow, [found.id]) if one.ended_on is None}
        if name not in given:
            abort(404)
        custody.relieve(visit.uow, _who(visit), found.id, given[name].id, now=visit.now)
        return redirect(url_for("workbench.seal", seal=found.id), 303)
    refused = _entrust(visit, found)
    if refused:
        return _one(visit, found, refused), 422
    return redirect(url_for("workbench.seal", seal=found.id), 303)


@workbench.get("/seals/<uuid:seal>/picture.png")
@allow(Permission.SEAL_MANAGE)
def seal_picture(visit: Visit, seal: UUID) -> ResponseReturnValue:
    """The picture of a seal within reach, for those who manage seals only; `small` as lists show it."""
    found = _known(visit, seal)
    kept = custody.pictures(visit.uow, [found])
    if found.image_digest not in kept:
        abort(404)
    picture = kept[found.image_digest]
    return inline(thumbnail(picture) if request.args.get("small") else picture, "image/png", "seal.png")


@workbench.get("/seals/<uuid:seal>/over-date.pdf")
@allow(Permission.SEAL_MANAGE)
def seal_over_date(visit: Visit, seal: UUID) -> ResponseReturnValue:
    """The seal over a date line on paper, to be held against the real impression."""
    found = _known(visit, seal)
    made = pdf(_date_line(found), Sample({}), fonts_of(visit, visit.actor.scope), _pictures(visit, found))
    if isinstance(made, str):
        abort(409, made)
    return inline(made, "application/pdf", f"{found.name}.pdf")


def _entrust(visit: Visit, found: Seal) -> str:
    """Why the custody that was typed cannot be given; empty when it was."""
    first, last = _day("from"), _day("to")
    if first is None or last is None:
        return str(_("Please give the first and the last day of the custody."))
    person = request.form.get("person", "")
    known = {str(one.id): one.id for one in people.colleagues(visit.uow.session, visit.actor.scope)}
    if person and person not in known:
        return str(_("This person is not of your unit: choose from the list."))
    given = custody.entrust(
        visit.uow,
        _who(visit),
        found,
        starts_on=first,
        ends_on=last,
        department=request.form.get("department", ""),
        account_id=known.get(person),
        kinds=tuple(request.form.getlist("kinds")),
        known=system_template_keys(),
        now=visit.now,
    )
    return given.message if isinstance(given, PaperProblem) else ""


def _known(visit: Visit, wanted: UUID) -> Seal:
    """A seal within the visitor's reach, or one of his own that is out of use."""
    scope = visit.actor.scope
    near = [*custody.within_reach(visit.uow, scope), *keeping.registered(visit.uow)]
    found = next((one for one in near if one.id == wanted), None)
    if found is None:
        abort(404)
    return found


def _who(visit: Visit) -> Who:
    return Who(visit.actor.name, UUID(visit.actor.account_id))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None


def _page(visit: Visit, refused: str = "", where: str = "") -> str:
    today, scope = visit.now.date(), visit.actor.scope
    own = list(keeping.registered(visit.uow))
    above = [one for one in custody.within_reach(visit.uow, scope) if one.scope != scope]
    return render_template(
        "workbench/seals.html",
        seals=[_line(one, today, own=True) for one in own] + [_line(one, today, own=False) for one in above],
        roles=list(ROLES.items()),
        departments=_departments(visit),
        typed=request.form,
        first=today.isoformat(),
        smallest=SMALLEST_MM,
        largest=LARGEST_MM,
        back=url_for("workbench.home"),
        problems=[{"href": f"#f-{where}", "label": refused, "message": ""}] if refused else [],
    )


def _departments(visit: Visit) -> list[str]:
    found = departments.along(visit.uow.session, visit.actor.scope, visit.now.date())
    return sorted({one.name for one in found})


def _line(one: Seal, today: date, *, own: bool) -> dict[str, Any]:
    state = "valid"
    if one.withdrawn_on is not None:
        state = "withdrawn"
    elif one.valid_to < today:
        state = "expired"
    elif one.valid_from > today:
        state = "early"
    return {
        "name": one.name,
        "role": ROLES.get(one.role, one.role),
        "width": f"{one.width_tenths / 10:g}",
        "from": one.valid_from,
        "to": one.valid_to,
        "state": state,
        "own": own,
        "url": url_for("workbench.seal", seal=one.id),
        "picture": url_for("workbench.seal_picture", seal=one.id, small=1),
    }


def _one(visit: Visit, found: Seal, refused: str = "") -> str:
    own = found.scope == visit.actor.scope
    names = {one.id: one.display_name for one in people.colleagues(visit.uow.session, visit.actor.scope)}
    papers = {key: title(key) for key in BY_KEY}
    fonts = fonts_of(visit, visit.actor.scope)
    drawn = proof(_date_line(found), Sample({}), fonts, _pictures(visit, found))
    given = [_custody(one, names, papers, visit.now.date()) for one in custody.keepers(visit.uow, [found.id])]
    return render_template(
        "workbench/seal.html",
        seal=_line(found, visit.now.date(), own=own),
        page=drawn.pages[0] if drawn.pages else "",
        pdf_url=url_for("workbench.seal_over_date", seal=found.id),
        save_url=url_for("workbench.edit_seal", seal=found.id),
        custody=given,
        uses=[
            {"at": use.used_at.astimezone(CHINA), "kind": papers.get(use.kind, use.kind)}
            | {"number": use.number, "by": use.used_by_name}
            for use in keeping.uses(visit.uow, found.id)
        ],
        people=[(str(key), name) for key, name in names.items()],
        departments=_departments(visit),
        papers=list(papers.items()),
        first=max(found.valid_from, visit.now.date()).isoformat(),
        last=found.valid_to.isoformat(),
        back=url_for("workbench.seals"),
        problems=[{"href": "#f-person", "label": refused, "message": ""}] if refused else [],
    )


def _custody(one: Custody, names: Any, papers: Any, today: date) -> dict[str, Any]:
    who = names.get(one.account_id) or one.department or ""
    return {
        "id": str(one.id),
        "who": who,
        "kinds": [papers.get(kind, kind) for kind in one.kinds],
        "from": one.starts_on,
        "to": one.ends_on,
        "at": one.given_at.astimezone(CHINA),
        "by": one.given_by_name,
        "ended": one.ended_on,
        "current": one.ended_on is None and one.starts_on <= today <= one.ends_on,
    }


def _pictures(visit: Visit, found: Seal) -> Seals:
    kept = custody.pictures(visit.uow, [found])
    pictures = {"seal": kept[found.image_digest]} if found.image_digest in kept else {}
    return Seals(pictures, {"seal": url_for("workbench.seal_picture", seal=found.id)})


def _date_line(found: Seal) -> Any:
    """A slip with a signature and a date, the seal over it at its real width."""
    return {
        "schema": "onewindow/template/1",
        "key": "seal_over_date",
        "name": found.name,
        "page": {"paper": "A5L", "margin": [30, 20, 20, 20]},
        "footer": {"numbering": "none"},
        "blocks": [
            {"type": "paragraph", "text": "以下为落款和印章的位置，供核对印章大小和清晰度，不作为文书使用。"},
            {"type": "space", "lines": 2},
            {"type": "sign", "org": found.name, "date": "2026年12月28日", "seal": "seal"},
        ],
    }
