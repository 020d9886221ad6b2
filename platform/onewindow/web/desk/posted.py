"""What a post of the form page brings beside the fields: materials ticked, pages counted, files uploaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Request
from werkzeug.datastructures import FileStorage

from form_builder import Accepted, Declared, sniff
from onewindow.domain.handing import HandedIn
from onewindow.services import intake
from onewindow.web.access import Visit

PAGES_MAX = 9_999
PREFIX = "material-"


@dataclass(slots=True)
class Handing:
    """Materials as posted: what was handed in, and for refused files the reason, by material key."""

    handed: dict[str, HandedIn] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def read_materials(visit: Visit, request: Request, keys: tuple[str, ...], before: Mapping[str, HandedIn]) -> Handing:
    """Read the posted materials; a good file is kept at once, so that a page with problems loses nothing that was uploaded."""
    found = Handing()
    for key in keys:
        name = f"{PREFIX}{key}"
        upload = _upload(visit, found, key, request.files.get(f"{name}-file"))
        if not request.form.get(f"{name}-received") and upload is None:
            continue
        earlier = before.get(key)
        medium = "electronic" if upload or request.form.get(f"{name}-way") == "upload" else "paper"
        base = upload or (replace(earlier, medium=medium) if earlier and medium == "electronic" else HandedIn(medium))
        checks = frozenset(
            int(text) for text in request.form.getlist(f"{name}-check") if text.isdecimal() and len(text) < 4
        )
        found.handed[key] = replace(base, pages=_pages(request.form.get(f"{name}-pages", "")), checks=checks)
    return found


def _upload(visit: Visit, found: Handing, key: str, file: FileStorage | None) -> HandedIn | None:
    if file is None or not file.filename:
        return None
    judged = sniff(file.read(), Declared(file.filename))
    if not isinstance(judged, Accepted):
        found.refused[key] = judged.reason
        return None
    kept = intake.keep_file(visit.uow, judged.data, name=judged.name, media_type=judged.media_type)
    return HandedIn("electronic", file_scope=kept.scope, file_digest=kept.digest, file_name=judged.name)


def _pages(text: str) -> int:
    return min(int(text), PAGES_MAX) if text.isdecimal() and len(text) <= 4 else 0
