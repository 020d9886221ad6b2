"""The manuals, in the application itself: every page of the workbench leads to its chapter."""

from __future__ import annotations

import pathlib

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.manual import BOOKS
from onewindow.domain.permissions import Permission
from onewindow.web.access import Visit, allow

manual = Blueprint("manual", __name__, url_prefix="/manual")
PICTURES = pathlib.Path(__file__).with_name("static") / "manual"


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
    pictures = {
        chapter.key: url_for("static", filename=f"manual/{chapter.picture}.png")
        for chapter in found.chapters
        if chapter.picture and (PICTURES / f"{chapter.picture}.png").is_file()
    }
    return render_template("help/book.html", book=found, pictures=pictures, back=url_for("manual.shelf"))
