"""layout, render, render_batch: template + values + fonts -> pages -> PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from printing.errors import ValuesError
from printing.fill import Filled, fill
from printing.fill.scope import Condition
from printing.fonts import FontSet
from printing.pdf import write_pdf
from printing.template import Template
from printing.template.sizes import MM
from printing.typesetting import Overflow, Overprint, Page, Picture, arrange, overprint, read_pictures
from printing.values import Values


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of one document, what did not fit, and the names that are missing or never read."""

    pages: tuple[Page, ...]
    overflows: tuple[Overflow, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished document: its bytes and how many pages it has, and the same reports as Layout."""

    data: bytes
    pages: int
    overflows: tuple[Overflow, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


def layout(
    template: Template,
    values: Values,
    fonts: FontSet,
    *,
    condition: Condition,
    images: Mapping[str, bytes] | None = None,
    draft: bool = False,
) -> Layout:
    """Fill and place: the value that golden tests compare and that PDF and HTML draw.

    `condition(rule, values)` decides the template's conditions. With `draft`, a missing name is printed as 【name】
    and reported; without, ValuesError names all missing and wrong values at once. Raises TooLarge, ImageError.
    """
    return _lay(template, values, fonts, condition, read_pictures(images or {}), draft)


def render(
    template: Template,
    values: Values,
    fonts: FontSet,
    *,
    condition: Condition,
    images: Mapping[str, bytes] | None = None,
    draft: bool = False,
    offset: tuple[int, int] = (0, 0),
    marks: Overprint | None = None,
) -> Pdf:
    """One document as PDF. The same template, values, fonts, images and offset give the same bytes in any process.

    `images` are PNG or JPEG files by the names the template uses (`seal`, `logo` …). `offset` moves everything to the
    right and down, in tenths of a millimetre, for printers that feed askew (套打). `marks` say on every page
    that it is a further copy or void. Raises ValuesError, GlyphsMissing (naming every character no font has),
    ImageError, TooLarge.
    """
    pictures = read_pictures(images or {})
    done = _lay(template, values, fonts, condition, pictures, draft)
    shift = (offset[0] * MM / 10, offset[1] * MM / 10)
    pages = overprint(done.pages, marks, fonts) if marks else done.pages
    data = write_pdf(template, pages, fonts, pictures, shift)
    return Pdf(data, len(pages), done.overflows, done.missing, done.unused)


def render_batch(
    template: Template,
    batch: Iterable[Values],
    fonts: FontSet,
    *,
    condition: Condition,
    images: Mapping[str, bytes] | None = None,
) -> Pdf:
    """Many documents of one template in one PDF: fonts and seals are embedded once, each document counts its pages."""
    pictures = read_pictures(images or {})
    laid = [_lay(template, values, fonts, condition, pictures, False) for values in batch]
    pages = [page for done in laid for page in done.pages]
    data = write_pdf(template, pages, fonts, pictures)
    overflows = tuple(overflow for done in laid for overflow in done.overflows)
    unused = tuple(dict.fromkeys(name for done in laid for name in done.unused))
    return Pdf(data, len(pages), overflows, (), unused)


def _lay(
    template: Template,
    values: Values,
    fonts: FontSet,
    condition: Condition,
    pictures: Mapping[str, Picture],
    draft: bool,
) -> Layout:
    filled = fill(template, values, condition, draft=draft)
    if not draft:
        _demand(filled)
    placed = arrange(template, filled, fonts, pictures)
    missing = (*filled.missing, *(value.name for value in filled.wrong))
    return Layout(placed.pages, placed.overflows, missing, filled.unused)


def _demand(filled: Filled) -> None:
    if filled.missing or filled.wrong:
        raise ValuesError(filled.missing, filled.wrong)
