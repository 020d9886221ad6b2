"""What a post of the form page brings: its fields, and the files of its file fields."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from flask import Request

from form_builder import Accepted, Element, FormPlan, sniff
from form_builder.fields.files import File
from form_builder.fields.signature import Signature, picture_url
from onewindow.services import intake
from onewindow.web.access import Visit


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
        elif isinstance(item.kind, Signature):
            _read_signature(request, item.key, page)
    return page


def _read_signature(request: Request, key: str, page: Page) -> None:
    """A picture of a signature counts from when it is sent; it is kept in the answer itself, not as a file."""
    upload = request.files.get(f"{key}-file")
    if upload is None or not upload.filename:
        return
    judged = picture_url(upload.read(), upload.filename)
    if isinstance(judged, str):
        page.raw |= {key: [judged], f"{key}-way": ["draw"]}
    else:
        page.refused[key] = judged.reason


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
