"""What a post of the form page brings beside the fields: materials ticked, pages counted, files uploaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Request
from werkzeug.datastructures import FileStorage

from form_builder import Accepted, Declared, Element, FormPlan, sniff
from form_builder.fields.files import File
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
    """Read the posted materials.

    A good file is kept at once, so that a page with problems loses nothing that was uploaded.
    """
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


@dataclass(slots=True)
class Page:
    """The fields as posted, uploads of file fields among them; for refused uploads the reason, by element key."""

    raw: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def read_fields(visit: Visit, request: Request, plan: FormPlan) -> Page:
    """Read the posted fields of a plan.

    Uploads are judged and kept at once; of posted files only the tenant's own count.
    """
    posted = request.form.to_dict(flat=False)
    page = Page({name: texts for name, texts in posted.items() if name.partition("-")[0] in plan.by_key})
    for item in plan.fields:
        if isinstance(item.kind, File):
            _read_files(visit, request, item.key, item.element, item.kind, page)
    return page


def _read_files(visit: Visit, request: Request, key: str, element: Element, kind: File, page: Page) -> None:
    digests = {text: digest for text in page.raw.get(key, ()) if (digest := _digest(text))}
    own = intake.own_files(visit.uow, digests.values()) if digests else set()
    kept = [text for text, digest in digests.items() if digest in own]
    for upload in request.files.getlist(key):
        if not upload.filename:
            continue
        judged = sniff(upload.read(), kind.declared(element, upload.filename))
        if not isinstance(judged, Accepted):
            page.refused[key] = judged.reason
            continue
        intake.keep_file(visit.uow, judged.data, name=judged.name, media_type=judged.media_type)
        text = json.dumps(judged.descriptor(), ensure_ascii=False, sort_keys=True)
        kept = [text] if kind.limit(element) == 1 else [*kept, text]
    page.raw[key] = kept


def _digest(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return ""
    return str(value.get("digest", "")) if isinstance(value, dict) else ""


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
