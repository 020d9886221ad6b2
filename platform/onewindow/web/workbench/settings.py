"""What holds for a whole tenant: windows, telephones, standards, local days; its name and colours (R006, R010)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.inheritance.lists import empty
from onewindow.domain.inheritance.names import KINDS
from onewindow.domain.permissions import Permission
from onewindow.domain.publishing import merging
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.adapting import leaving, pages, steps
from onewindow.domain.workbench.entries import Entry
from onewindow.domain.workbench.tabs import Listing
from onewindow.services import inheritance, territory
from onewindow.services.inheritance import Refused
from onewindow.services.territory import Act
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import keeping
from onewindow.web.workbench.blueprint import workbench
from tenants.branding import AA, COLOUR, contrast

Json = Any
LISTS = ("windows", "phones", "guide", "standards", "notice_items", "calendar")
"""Kinds that a tenant keeps itself, without a chain of opinions."""
OPENED = ("locked", "may_hide", "free")
MARKS = (
    ("body", "文书上的单位名称", "例如“博罗县罗阳街道便民服务中心”；只属于本单位，不会传给下级"),
    ("letters", "文号代字", "例如“博罗阳”；只属于本单位"),
    ("address", "地址", "印在回执和通知上"),
    ("phone", "咨询电话", "印在回执和通知上，也显示在页脚"),
    ("complaint_phone", "监督投诉电话", ""),
    ("colour", "主色", "写成 # 加六位小写十六进制数，例如 #1f4e8c；白字须看得清"),
)


@workbench.get("/settings")
@allow(Permission.TENANT_MANAGE)
def settings(visit: Visit) -> ResponseReturnValue:
    """Every list with where it comes from, and the parameters with the matters that use them."""
    found = inheritance.standing(visit.uow, (*LISTS, "parameters"), now=visit.now)
    own_scope = visit.actor.scope
    lists = []
    for kind in LISTS:
        standing, body = found.get((kind, kind), (None, empty(kind)))
        own = standing is None or standing.publication.scope == own_scope
        lists.append(
            {
                "label": KINDS[kind],
                "count": len(body.get("items") or body.get("days") or ()),
                "state": "none" if standing is None else "own" if own else "adapted" if standing.own else "inherited",
                "url": url_for("workbench.setting", kind=kind)
                if own
                else url_for("workbench.local", kind=kind, key=kind),
            }
        )
    return render_template(
        "workbench/settings.html",
        lists=lists,
        parameters=_parameters(visit, found, own_scope),
        branding_url=url_for("workbench.branding"),
        back=url_for("workbench.unit"),
    )


@workbench.get("/settings/<kind>")
@allow(Permission.TENANT_MANAGE)
def setting(visit: Visit, kind: str) -> ResponseReturnValue:
    """One list of the tenant's own."""
    return _page(kind, *_own(visit, kind))


@workbench.post("/settings/<kind>")
@allow(Permission.TENANT_MANAGE)
def edit_setting(visit: Visit, kind: str) -> ResponseReturnValue:
    """Do what the button says; saving puts the list in force at once, below as well."""
    now, stands = _own(visit, kind)
    seen = request.form.get("seen", stands)
    base = now if seen == stands else inheritance.stood_own(visit.uow, kind, seen) or empty(kind)
    body = _typed(base)
    tab = pages.pages(kind, body, {})[0]
    edited = editing.apply(body, tab, request.form.to_dict(flat=False))
    (listing,) = (part for part in tab.parts if isinstance(part, Listing))
    body, anchor = _done(visit, edited.document, listing)
    if request.form.get("act") != "save":
        return _page(kind, body, seen, anchor=anchor)
    faults = [(one.name, one.message) for one in edited.faults] or _missing(body, listing)
    if faults:
        problems = [{"href": f"#f-{name}", "label": text, "message": ""} for name, text in faults]
        return _page(kind, body, seen, problems), 422
    merged = merging.merge(base, body, now)
    together = keeping.chosen(merged) if merged.clashes else merged.body
    if together is None:
        return keeping.clash(merged)
    if refused := _publish(visit, kind, together):
        return _page(kind, body, seen, refused), 422
    flash(_("Saved: in force from now on, here and below."), "success")
    return redirect(url_for("workbench.settings"), 303)


def _publish(visit: Visit, kind: str, body: Json) -> list[dict[str, str]]:
    """Put a list in force; what is wrong with it otherwise."""
    who = {"by": UUID(visit.actor.account_id), "by_name": visit.actor.name}
    done = inheritance.publish_own(visit.uow, kind=kind, body=body, now=visit.now, **who)  # type: ignore[arg-type]
    said = done.sentences if isinstance(done, Refused) else ()
    return [{"href": "#main", "label": each, "message": ""} for each in said]


@workbench.get("/branding")
@allow(Permission.TENANT_MANAGE)
def branding(visit: Visit) -> ResponseReturnValue:
    """The tenant's name on paper, address, telephones, colour; what it does not set is inherited."""
    return _marks(visit, {})


@workbench.post("/branding")
@allow(Permission.TENANT_MANAGE)
def set_branding(visit: Visit) -> ResponseReturnValue:
    """Set the marks; every problem with its field."""
    own = visit.lineage[0]
    wanted = {key: request.form.get(key, "").strip() for key, _label, _hint in MARKS}
    kept = {key: value for key, value in own.branding.items() if key not in wanted}
    act = Act(visit.now, visit.now.date(), "单位设置", UUID(visit.actor.account_id), visit.actor.name)
    if faults := territory.brand(visit.uow, own.scope, {**kept, **wanted}, act):
        return _marks(visit, faults), 422
    flash(_("Saved."), "success")
    return redirect(url_for("workbench.branding"), 303)


def _own(visit: Visit, kind: str) -> tuple[Json, str]:
    """The tenant's own list with its digest, or an empty one; what comes from above is adjusted, not written anew."""
    if kind not in LISTS:
        abort(404)
    found = inheritance.standing(visit.uow, (kind,), now=visit.now).get((kind, kind))
    if found is None:
        return empty(kind), ""
    if found[0].publication.scope != visit.actor.scope:
        abort(404)
    return found[1], found[0].digest


def _typed(body: Json) -> Json:
    """The list with the elements that the page added and nothing has saved yet, and without those it took away."""
    place = "items" if "items" in body else "days"
    names = request.form.getlist("element")
    known = {str(one["id"]): one for one in body[place]}
    body = {**body, place: [known.get(name, {"id": name}) for name in dict.fromkeys(names)]}
    word = request.form.get("open", "")
    return {**body, "inherit": {place: word}} if word in OPENED else body


def _done(visit: Visit, body: Json, listing: Listing) -> tuple[Json, str]:
    what, _colon, name = request.form.get("act", "").partition(":")
    if what == "add":
        body, name = steps.add(body, body, listing, visit.actor.scope)
        return body, f"f-{name}"
    if what == "remove":
        return steps.hide(body, name), ""
    if what in ("up", "down"):
        return editing.move(body, name, -1 if what == "up" else 1), f"f-{name}"
    return body, ""


def _missing(body: Json, listing: Listing) -> list[tuple[str, str]]:
    """Controls that have to be filled in and are not."""
    return [
        (control.name, f"「{item.title or listing.item}」的“{control.entry.label}”还没有填写。")
        for item in editing.items(body, listing)
        for control in item.controls
        if control.entry.required and not "".join(control.texts).strip()
    ]


def _page(kind: str, body: Json, seen: str, problems: Any = (), *, anchor: str = "") -> str:
    (listing,) = (part for part in pages.pages(kind, body, {})[0].parts if isinstance(part, Listing))
    word = (body.get("inherit") or {}).get(listing.at, "locked")
    return render_template(
        "workbench/setting.html",
        title=KINDS[kind],
        listing=listing,
        items=[
            {
                "name": item.name,
                "element": item.name.rpartition("/")[2],
                "title": item.title,
                "controls": [control(one.name, one.entry, one.texts) for one in item.controls],
            }
            for item in editing.items(body, listing)
        ],
        seen=seen,
        words=[(each, leaving.WORDS[each], each == word) for each in OPENED],
        anchor=anchor,
        save_url=url_for("workbench.edit_setting", kind=kind),
        back=url_for("workbench.settings"),
        problems=list(problems),
    )


def control(name: str, entry: Entry, texts: tuple[str, ...]) -> dict[str, Any]:
    """A control that has no surroundings: text, numbers, ticks."""
    return {
        "name": name,
        "kind": entry.kind.value,
        "label": entry.label,
        "hint": entry.hint,
        "required": entry.required,
        "texts": texts,
        "options": (),
        "error": "",
        "remarks": [],
    }


def _parameters(visit: Visit, found: Any, scope: int) -> list[dict[str, Any]]:
    """The standards that matters read, each with the matters and their unit, and where it is changed."""
    standing, body = found.get(("parameters", "parameters"), (None, {"values": {}}))
    uses = inheritance.parameters_of(visit.uow, now=visit.now)
    url = None
    if standing is not None and visit.actor.may(Permission.MATTER_EDIT):
        own = standing.publication.scope == scope
        above = url_for("workbench.local", kind="parameters", key="parameters")
        url = url_for("workbench.parameters") if own else above
    return [
        {
            "name": uses[key][0] if key in uses else key,
            "value": _said(value),
            "matters": uses[key][1] if key in uses else (),
            "url": url,
        }
        for key, value in body["values"].items()
    ]


def _said(value: Json) -> str:
    """A parameter as people read it; the rows of a scale one after the other."""
    if not isinstance(value, list):
        return str(value)
    return "；".join("、".join(map(str, row)) if isinstance(row, list) else str(row) for row in value)


def _marks(visit: Visit, faults: dict[str, str]) -> str:
    own, hold = visit.lineage[0], territory.marks(visit.uow, visit.actor.scope)
    set_here = {**own.branding, "phone": own.phone}
    typed = request.form if faults else set_here
    colour = str(typed.get("colour") or hold.get("colour") or "")
    ratio = contrast(colour) if COLOUR.fullmatch(colour) else None
    return render_template(
        "workbench/branding.html",
        fields=[
            {
                "key": key,
                "label": label,
                "hint": hint,
                "value": typed.get(key) or "",
                "inherited": "" if set_here.get(key) else hold.get(key, ""),
                "error": faults.get(key, ""),
            }
            for key, label, hint in MARKS
        ],
        colour=colour if ratio else "",
        ratio=f"{ratio:.1f}" if ratio else "",
        enough=bool(ratio and ratio >= AA),
        emblem_url=url_for("workbench.emblem"),
        save_url=url_for("workbench.set_branding"),
        back=url_for("workbench.unit"),
        problems=[
            {"href": f"#f-{key}", "label": label, "message": faults[key]}
            for key, label, _hint in MARKS
            if key in faults
        ],
    )
