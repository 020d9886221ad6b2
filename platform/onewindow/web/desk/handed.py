"""What a post of the form page says of materials: how each came, its files and their order, what the clerk checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Request
from werkzeug.datastructures import FileStorage

from form_builder import Accepted, Declared, sniff
from onewindow.domain.handing import ABSENT, ELECTRONIC, LICENCE, PAPER, HandedIn, KeptFile
from onewindow.services import intake
from onewindow.web.access import Visit

COUNT_MAX = 9_999
FILES_MAX = 50
NOTE_MAX = 200
PREFIX = "material-"
WAYS = {"paper": PAPER, "upload": ELECTRONIC, "licence": LICENCE}


@dataclass(slots=True)
class Handing:
    """Materials as posted: what was said of each, and for refused files the reason, by material key."""

    handed: dict[str, HandedIn] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def read_materials(visit: Visit, request: Request, keys: Sequence[str], before: Mapping[str, HandedIn]) -> Handing:
    """Read the posted materials.

    A good file is kept at once, so that a page with problems loses nothing that was uploaded. Of files that came
    earlier only those of this very draft count.
    """
    found = Handing()
    for key in keys:
        name = f"{PREFIX}{key}"
        fresh = list(_uploads(visit, found, key, request.files.getlist(f"{name}-file")))
        earlier = before.get(key)
        files = (*_kept(request, name, earlier.files if earlier else ()), *fresh)[:FILES_MAX]
        medium = _medium(request, name, fresh=bool(fresh))
        if medium is None:
            continue
        found.handed[key] = HandedIn(
            medium=medium,
            pages=_count(request.form.get(f"{name}-pages", "")) or 0,
            checks=frozenset(at for text in request.form.getlist(f"{name}-check") if (at := _number(text)) >= 0),
            files=files,
            originals=_count(request.form.get(f"{name}-originals", "")),
            photocopies=_count(request.form.get(f"{name}-photocopies", "")),
            note=_note(request, name, medium),
        )
    return found


def _medium(request: Request, name: str, *, fresh: bool) -> str | None:
    """How a material came: ticked means that it is here; not ticked but with a reason, that it is not."""
    form = request.form
    if fresh or form.get(f"{name}-received"):
        return ELECTRONIC if fresh else WAYS.get(form.get(f"{name}-way", ""), PAPER)
    return ABSENT if form.get(f"{name}-why", "").strip() else None


def _note(request: Request, name: str, medium: str) -> str:
    control = {ABSENT: f"{name}-why", LICENCE: f"{name}-licence"}.get(medium, "")
    return request.form.get(control, "").strip()[:NOTE_MAX]


def _uploads(visit: Visit, found: Handing, key: str, uploads: Sequence[FileStorage]) -> Iterator[KeptFile]:
    for upload in uploads:
        if not upload.filename:
            continue
        judged = sniff(upload.read(), Declared(upload.filename))
        if not isinstance(judged, Accepted):
            found.refused[key] = f"{upload.filename}：{judged.reason}"
            continue
        kept = intake.keep_file(visit.uow, judged.data, name=judged.name, media_type=judged.media_type)
        yield KeptFile(kept.scope, kept.digest, judged.name, 1 if judged.media_type.startswith("image/") else 0)


def _kept(request: Request, name: str, before: Sequence[KeptFile]) -> list[KeptFile]:
    """The files that came earlier: without the dropped ones, in the order of their numbers, with their pages."""
    form = request.form
    known = {file.digest: file for file in before}
    dropped = set(form.getlist(f"{name}-drop"))
    lines = zip(
        form.getlist(f"{name}-kept"), form.getlist(f"{name}-order"), form.getlist(f"{name}-filepages"), strict=False
    )
    listed: dict[str, tuple[int, KeptFile]] = {}
    for digest, order, pages in lines:
        if (file := known.get(digest)) and digest not in dropped:
            listed[digest] = _number(order), KeptFile(file.scope, file.digest, file.name, _count(pages) or 0)
    return [file for _order, file in sorted(listed.values(), key=lambda pair: pair[0])]


def _count(text: str) -> int | None:
    number = _number(text.strip())
    return min(number, COUNT_MAX) if number >= 0 else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1
