"""Posts (岗位): who stands at them and for whom, what they are there for, which matters name them (R022)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import ROLE_NAMES, Permission, Role
from onewindow.services.accounts import Refused, posting
from onewindow.store import departments, tree
from onewindow.store.posts import Key, Post, Standing
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import listing
from onewindow.web.workbench.blueprint import workbench

MOST_UNFOUNDED = 20


@workbench.get("/posts")
@allow(Permission.PEOPLE_MANAGE)
def posts(visit: Visit) -> ResponseReturnValue:
    """The posts of this unit and those below, and what routes ask for and nobody set up."""
    return _page(visit)


@workbench.post("/posts")
@allow(Permission.PEOPLE_MANAGE)
def add_post(visit: Visit) -> ResponseReturnValue:
    """Set a post up."""
    post = Post(
        scope=listing.unit_number(request.form.get("scope", "")) or visit.actor.scope,
        department_key=request.form.get("department", ""),
        name=request.form.get("name", ""),
        duty=request.form.get("duty", ""),
    )
    if refused := posting.add(visit.uow, visit.actor, post, now=visit.now):
        return _page(visit, refused), 422
    flash(_("Set up: %(name)s. Give it to people on the page of people.", name=post.name.strip()), "success")
    return redirect(url_for("workbench.posts"), 303)


@workbench.get("/post")
@allow(Permission.PEOPLE_MANAGE)
def post(visit: Visit) -> ResponseReturnValue:
    """One post."""
    return _one(visit, _key())


@workbench.post("/post")
@allow(Permission.PEOPLE_MANAGE)
def change_post(visit: Visit) -> ResponseReturnValue:
    """Say anew what a post is called and there for, or end it."""
    key, form = _key(), request.form
    if form.get("act") == "end":
        if refused := posting.end(visit.uow, visit.actor, key, now=visit.now):
            return _one(visit, key, refused), 422
        flash(_("Ended: %(name)s.", name=key[2]), "success")
        return redirect(url_for("workbench.posts"), 303)
    done = posting.change(visit.uow, visit.actor, key, form.get("title", ""), form.get("duty", ""), now=visit.now)
    if isinstance(done, Refused):
        return _one(visit, key, done), 422
    flash(_("Saved: %(name)s.", name=done.name), "success")
    return redirect(_url(done.place), 303)


def _key() -> Key:
    """The post that the address names."""
    asked = request.args
    return listing.unit_number(asked.get("scope", "")), asked.get("department", ""), asked.get("name", "")


def _url(key: Key) -> str:
    return f"{url_for('workbench.post')}?{urlencode({'scope': key[0], 'department': key[1], 'name': key[2]})}"


def _page(visit: Visit, refused: Refused | None = None) -> str:
    session, today = visit.uow.session, visit.now.date()
    asked = listing.asked()
    found = posting.listed(visit.uow, asked, on=today, limit=listing.PAGE + 1, skip=listing.turned())
    shown, page = listing.leaf(found, "workbench.posts")
    here = listing.units(visit)
    names = {one.scope: one.name for one in here}
    called = {one.key: one.name for one in departments.along(session, visit.actor.scope, today)}
    form, lacking = request.form, posting.unfounded(visit.uow, on=today)
    return render_template(
        "workbench/posts.html",
        posts=[
            {
                "name": one.post.name,
                "unit": names.get(one.post.scope, ""),
                "department": called.get(one.post.department_key, one.post.department_key),
                "duty": one.post.duty,
                "people": [_person(person) for person in one.standing],
                "matters": len(one.matters),
                "url": _url(one.post.place),
            }
            for one in shown
        ],
        page=page,
        asked=asked,
        unfounded_count=len(lacking),
        unfounded=[
            {
                "name": one.name,
                "department": one.department,
                "label": called.get(one.department, one.department),
                "matters": one.matters,
            }
            for one in lacking[:MOST_UNFOUNDED]
        ],
        units=listing.options(here),
        departments=sorted(called.items(), key=lambda each: each[1]),
        typed={
            "scope": listing.unit_number(form.get("scope", "")) or visit.actor.scope,
            **{name: form.get(name, "") for name in ("department", "name", "duty")},
        },
        save_url=url_for("workbench.add_post"),
        people_url=url_for("admin_people.index_view"),
        back=url_for("workbench.unit"),
        problems=_problems(refused, "#f-name"),
    )


def _one(visit: Visit, key: Key, refused: Refused | None = None) -> str:
    found = posting.one(visit.uow, key, on=visit.now.date())
    if found is None:
        abort(404)
    session, at = visit.uow.session, found.post
    called = {one.key: one.name for one in departments.along(session, at.scope, visit.now.date())}
    return render_template(
        "workbench/post.html",
        post={
            "name": at.name,
            "unit": tree.get(session, at.scope).name,
            "department": called.get(at.department_key, at.department_key),
            "duty": at.duty,
        },
        people=[
            _person(person) | {"url": url_for("admin_people.person_view", id=person.account_id)}
            for person in found.standing
        ],
        matters=found.matters,
        typed={"title": request.form.get("title", at.name), "duty": request.form.get("duty", at.duty)},
        save_url=_url(key),
        people_url=url_for("admin_people.index_view"),
        back=url_for("workbench.posts"),
        problems=_problems(refused, "#main"),
    )


def _person(person: Standing) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": ROLE_NAMES[Role(person.role)],
        "principal": person.principal,
        "first": person.first,
        "last": person.last,
    }


def _problems(refused: Refused | None, place: str) -> list[dict[str, str]]:
    return [{"href": place, "label": refused.message, "message": ""}] if refused else []
