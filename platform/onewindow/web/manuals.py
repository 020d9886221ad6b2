"""The manuals, in the application itself: every page of the workbench and of a unit's admin leads to its chapter."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.manual import BOOKS
from onewindow.domain.permissions import Permission
from onewindow.web.access import Visit, allow

manual = Blueprint("manual", __name__, url_prefix="/manual")
PICTURES = pathlib.Path(__file__).with_name("static") / "manual"
PLACES = {"workbench": "home", "admin": "unit"}
"""Where pages lead to the manuals from, by the first part of their address, and the chapter of the first page there."""
ELSEWHERE = {
    "adapt": "layout",
    "back": "history",
    "days": "calendar",
    "from-sheet": "sheet",
    "paper": "documents",
    "post": "posts",
    "preview": "form",
    "publications": "versions",
    "stage": "stages",
    "tenants": "departments",
    "years": "calendar",
}
"""Pages that belong to the chapter of another; every other page has a chapter with the key of its address."""
BOOK_OF = {chapter.key: book.key for book in reversed(BOOKS) for chapter in book.chapters}


@manual.get("/")
@allow(Permission.MATTER_VIEW)
def shelf(visit: Visit) -> ResponseReturnValue:
    """All manuals with their chapters."""
    books = [{"book": book, "url": url_for("manual.book", key=book.key)} for book in BOOKS]
    return render_template("help/shelf.html", books=books)


@manual.get("/<key>")
@allow(Permission.MATTER_VIEW)
def book(visit: Visit, key: str) -> ResponseReturnValue:
    """One manual, chapter by chapter."""
    found = next((each for each in BOOKS if each.key == key), None)
    if found is None:
        abort(404)
    return render_template("help/book.html", book=found, back=url_for("manual.shelf"))


def place_of(rule: str, arguments: Mapping[str, Any]) -> str | None:
    """The key of the chapter about the pages of a route (`/workbench/<uuid:draft>/form`): none outside the workbench
    and the back office.
    """
    where, *parts = rule.strip("/").split("/")
    if where not in PLACES:
        return None
    named = [part for part in parts if part != "<uuid:draft>"]
    key = str(arguments.get("tab", "basics") if named[:1] == ["<tab>"] else named[0] if named else PLACES[where])
    return ELSEWHERE.get(key, key)


def help_url() -> str | None:
    """Where the page being drawn is explained; None: in no manual."""
    key = place_of(request.url_rule.rule, request.view_args or {}) if request.url_rule else None
    if key is None:
        return None
    return url_for("manual.book", key=BOOK_OF[key], _anchor=key) if key in BOOK_OF else url_for("manual.shelf")
