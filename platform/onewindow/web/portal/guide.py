"""The public guides of a unit: the list by theme, one guide in two editions, and what can be printed of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain import guide as contents
from onewindow.domain.guide import Guide
from onewindow.services import guides
from onewindow.services.guides import Unit
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from onewindow.web.access import house, moment, public
from onewindow.web.inline import inline
from onewindow.web.limits import limiter
from onewindow.web.portal.blueprint import portal
from printing import compile_template, render, system_template
from printing.typesetting.qr import qr_rows
from rule_engine import evaluate, truthy
from rule_engine.routing.drawing import draw
from tenants.errors import ScopeError
from tenants.scope import Scope

T = TypeVar("T")
LOOKS, PAINTS = "120 per minute", "20 per minute; 200 per hour"
LONGEST, BOOKLET = 100, 60
"""Signs of a search; guides of one booklet."""


@portal.get("/guide/<int:unit>/")
@limiter.limit(LOOKS)
@public
def guide_list(unit: int) -> ResponseReturnValue:
    """The matters that a unit offers, by theme."""
    asked, topic = request.args.get("q", "")[:LONGEST].strip(), request.args.get("topic", "")[:LONGEST]
    with _work(unit) as uow:
        on = moment().date()
        here = _found(partial(guides.unit, uow, on=on))
        found = guides.listing(uow, on=on, asked=asked, topic=topic)
    prints = partial(url_for, "portal.guide_prints", unit=unit, topic=topic or None)
    return render_template(
        "portal/guide_list.html",
        unit=here.office.name,
        above=[{"name": name, "url": url_for("portal.guide_list", unit=scope)} for scope, name in here.above],
        below=[{"name": name, "url": url_for("portal.guide_list", unit=scope)} for scope, name in here.below],
        asked=asked,
        topic=topic,
        topics=[
            {"name": name, "count": count, "url": url_for("portal.guide_list", unit=unit, topic=name)}
            for name, count in found.topics
        ],
        all_url=url_for("portal.guide_list", unit=unit),
        lines=[
            {"name": one.name, "daily_name": one.daily_name, "url": url_for("portal.guide", unit=unit, key=one.key)}
            for one in found.lines
        ],
        windows=here.office.windows,
        phones=here.office.phones,
        booklet_url=prints(paper="booklet"),
        charts_url=prints(paper="charts"),
        scope_url=prints(paper="scope"),
        plates_url=url_for("portal.guide_plates", unit=unit),
        most=BOOKLET,
    )


@portal.get("/guide/<int:unit>/<key>")
@limiter.limit(LOOKS)
@public
def guide(unit: int, key: str) -> ResponseReturnValue:
    """One guide, complete or in its short edition (简版)."""
    here, found = _one(unit, key)
    short = request.args.get("edition") == "short"
    to = partial(url_for, "portal.guide_paper", unit=unit, key=key)
    return render_template(
        "portal/guide.html",
        unit=here.office.name,
        guide=found.values,
        short=short,
        rows=[row if isinstance(row, list) else [row] for row in found.values["flow"]],
        list_url=url_for("portal.guide_list", unit=unit),
        other_url=url_for("portal.guide", unit=unit, key=key, edition=None if short else "short"),
        flow_url=url_for("portal.guide_flow", unit=unit, key=key),
        code_url=url_for("portal.guide_code", unit=unit, key=key),
        prints={paper: to(paper=paper) for paper in ("notice", "booklet", "chart")},
    )


@portal.get("/guide/<int:unit>/<key>/flow.svg")
@limiter.limit(LOOKS)
@public
def guide_flow(unit: int, key: str) -> ResponseReturnValue:
    """The way of a case as a drawing (R028)."""
    _, found = _one(unit, key)
    if not found.values["flow"]:
        abort(404)
    return Response(draw(found.matter.route, found.labels), mimetype="image/svg+xml")


@portal.get("/guide/<int:unit>/<key>/code.svg")
@limiter.limit(LOOKS)
@public
def guide_code(unit: int, key: str) -> ResponseReturnValue:
    """A square code that leads to the guide, for the wall."""
    _one(unit, key)
    return Response(_square(_address(unit, key)), mimetype="image/svg+xml")


@portal.get("/guide/<int:unit>/<key>/<any(notice, booklet, chart):paper>.pdf")
@limiter.limit(PAINTS)
@public
def guide_paper(unit: int, key: str, paper: str) -> ResponseReturnValue:
    """One matter on paper: the one-time notice, its guide, its flow chart."""
    here, found = _one(unit, key)
    if paper == "notice":
        values = contents.notice_values(
            found, here.office, url=_address(unit, key), on=moment().date(), demo=house().site.demo
        )
        return _painted(dict(contents.ONE_TIME_NOTICE), values, f"{found.values['name']} 一次性告知单")
    return _collected([found], here, "service_guide" if paper == "booklet" else "flow_chart", found.values["name"])


@portal.get("/guide/<int:unit>/plates.pdf")
@limiter.limit(PAINTS)
@public
def guide_plates(unit: int) -> ResponseReturnValue:
    """The plates that stand at the windows of a unit, one page each (R029)."""
    with _work(unit) as uow:
        here = _found(partial(guides.unit, uow, on=moment().date()))
    values = contents.plate_values(here.office, demo=house().site.demo)
    return _painted(system_template("name_plate"), values, f"{here.office.name}窗口标志牌")


@portal.get("/guide/<int:unit>/<any(booklet, charts, scope):paper>.pdf")
@limiter.limit(PAINTS)
@public
def guide_prints(unit: int, paper: str) -> ResponseReturnValue:
    """All matters of a unit, or of one theme, on paper: booklet, flow charts, list of scope (R029)."""
    topic, now = request.args.get("topic", "")[:LONGEST], moment()
    with _work(unit) as uow:
        here = _found(partial(guides.unit, uow, on=now.date()))
        lines = guides.listing(uow, on=now.date(), topic=topic).lines[:BOOKLET]
        found = guides.guides(uow, [one.key for one in lines], here.office, on=now.date()) if lines else []
    if not found:
        abort(404)
    templates = {"booklet": "service_guide", "charts": "flow_chart", "scope": "scope_list"}
    return _collected(found, here, templates[paper], f"{here.office.name}{topic}办事指南")


def _collected(found: Sequence[Guide], here: Unit, template: str, name: str) -> Response:
    drawn = [one for one in found if one.values["flow"]] if template == "flow_chart" else found
    if not drawn:
        abort(404)
    values = contents.booklet_values(drawn, here.office, on=moment().date(), demo=house().site.demo)
    return _painted(system_template(template), values, name)


def _painted(source: Any, values: dict[str, Any], name: str) -> Response:
    painted = render(compile_template(source), values, house().fonts, condition=_holds)
    return inline(painted.data, "application/pdf", f"{name}.pdf")


def _holds(rule: Any, known: Any) -> bool:
    return truthy(evaluate(rule, known))


def _one(unit: int, key: str) -> tuple[Unit, Guide]:
    with _work(unit) as uow:
        on = moment().date()
        here = _found(partial(guides.unit, uow, on=on))
        return here, _found(partial(guides.guide, uow, key, here.office, on=on))


def _work(unit: int) -> UnitOfWork:
    try:
        return UnitOfWork(house().engine, Scope.of(unit))
    except ScopeError:
        abort(404)


def _found(look: Callable[[], T]) -> T:
    """What was looked for, or the page that says there is no such thing."""
    try:
        return look()
    except MissingError:
        abort(404)


def _address(unit: int, key: str) -> str:
    return f"{house().site.base_url.rstrip('/')}{url_for('portal.guide', unit=unit, key=key)}"


def _square(text: str) -> str:
    """A QR code as SVG, with the white margin that scanners need."""
    rows = qr_rows(text) or []
    side = len(rows) + 8
    dots = "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, dot in enumerate(row) if dot)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side * 4}" height="{side * 4}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dots}"/></svg>'
    )
