"""From documents to parts, from parts to one file: a PDF to be sent to the printer, or a zip with a file each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from types import MappingProxyType

import pikepdf

from onewindow.services.batches import manifest
from onewindow.store.batches import Batch, Row

Named = Sequence[tuple[str, bytes]]
STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of a zip: the same documents give the same bytes."""


@dataclass(frozen=True, slots=True)
class Form:
    """How documents become a part, and parts the whole file."""

    part: Callable[[Named], bytes]
    whole: Callable[[Iterable[bytes], Batch, Sequence[Row]], bytes]


def file_name(row: Row, title: str) -> str:
    """The name of one document: its place in the batch, its kind, its case."""
    return f"{row.place:04}-{title}-{row.case_number}.pdf"


def pages(data: bytes) -> int:
    """The pages of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def join(documents: Iterable[bytes]) -> bytes:
    """One PDF of all pages, in order. What several documents share (fonts of a template, a seal) is kept once.

    It is for the printer: a signature holds for its own file only, and is left out.
    """
    with ExitStack() as opened, pikepdf.new() as whole:
        known: dict[bytes, pikepdf.Object] = {}
        for data in documents:
            source = opened.enter_context(pikepdf.open(io.BytesIO(data)))
            _unsign(source)
            whole.pages.extend(source.pages)
        _share(whole, known)
        out = io.BytesIO()
        whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _unsign(document: pikepdf.Pdf) -> None:
    """Take the signature fields out of a document."""
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]
        for page in document.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]


def _share(document: pikepdf.Pdf, known: dict[bytes, pikepdf.Object]) -> None:
    """Let equal font files and images of all pages be one object."""
    for page in document.pages:
        images = _part(page.obj, "/Resources", "/XObject")
        for name, image in list(images.items()):
            images[name] = known.setdefault(image.read_raw_bytes(), image)
        for _, font in _part(page.obj, "/Resources", "/Font").items():  # noqa: PERF102 - has no values()
            for below in font.get("/DescendantFonts", pikepdf.Array()):
                _share_file(_part(below, "/FontDescriptor"), known)


def _part(held: pikepdf.Object, *path: str) -> pikepdf.Object:
    """What a dictionary holds under keys, one inside the other; an empty dictionary where it holds nothing."""
    for key in path:
        held = held.get(key, pikepdf.Dictionary())
    return held


def _share_file(descriptor: pikepdf.Object, known: dict[bytes, pikepdf.Object]) -> None:
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            file = descriptor[key]
            descriptor[key] = known.setdefault(file.read_raw_bytes(), file)


def _join_whole(parts: Iterable[bytes], _batch: Batch, _rows: Sequence[Row]) -> bytes:
    return join(parts)


def _zip_part(documents: Named) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, data in documents:
            file.writestr(zipfile.ZipInfo(name, STAMP), data)
    return out.getvalue()


def _zip_whole(parts: Iterable[bytes], batch: Batch, rows: Sequence[Row]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for part in parts:
            with zipfile.ZipFile(io.BytesIO(part)) as source:
                for name in source.namelist():
                    file.writestr(zipfile.ZipInfo(name, STAMP), source.read(name))
        for name, text in (("清单.json", manifest.as_json(batch, rows)), ("清单.csv", manifest.as_csv(batch, rows))):
            file.writestr(zipfile.ZipInfo(name, STAMP), text)
    return out.getvalue()


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "pdf": Form(lambda documents: join(data for _, data in documents), _join_whole),
        "zip": Form(_zip_part, _zip_whole),
    }
)
