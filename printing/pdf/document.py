"""write_pdf: pages -> PDF bytes, through ReportLab's document model. Nothing depends on the clock or the process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFPage, PDFString

from printing.fonts import BOXES, FontSet
from printing.pdf.fonts import BOX_STAND_IN, FontBook, fixed_fonts
from printing.pdf.images import write_image
from printing.pdf.paint import Painter
from printing.pdf.raw import Raw, stream
from printing.template import Template
from printing.typesetting.images import Picture
from printing.typesetting.pages import Art, Mark, Page, Stamp, TextRun

VERSION = (1, 7)
PRODUCER = "OneWindow"


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab carries no types
    """Title only: the date of a document stands in its text, and a clock here would change the bytes."""

    def format(self, document: PDFDocument) -> bytes:
        entries = PDFDictionary({"Title": PDFString(self.title), "Producer": PDFString(PRODUCER)})
        data: bytes = entries.format(document)
        return data


def write_pdf(
    template: Template,
    pages: Sequence[Page],
    fonts: FontSet,
    pictures: Mapping[str, Picture],
    shift: tuple[float, float] = (0.0, 0.0),
) -> bytes:
    """One PDF of all pages, moved by `shift` points. Raises GlyphsMissing naming every character that no font has."""
    book = FontBook(fixed_fonts(template, fonts), fonts, characters(pages))
    document = PDFDocument(pdfVersion=VERSION, lang="zh-CN", invariant=1)
    document.info = _Info()
    document.setTitle(template.name)
    names = sorted({item.name for page in pages for item in page.drawn if isinstance(item, Art)})
    images = {name: write_image(pictures[name].data, document) for name in names}
    resources = _resources(book.write(document), images)
    shared = document.Reference(Raw(resources))
    labels = {name: f"I{index}" for index, name in enumerate(images)}
    signature = hashlib.md5(template.digest.encode(), usedforsecurity=False)
    for font in book.embedded.values():
        signature.update(font.descriptor.encode())
    for page in pages:
        operators = Painter(page, book, labels, shift).operators()
        signature.update(operators)
        sheet = PDFPage()
        sheet.pagewidth, sheet.pageheight = round(page.width, 2), round(page.height, 2)
        sheet.Contents = Raw(stream(operators))
        sheet.Resources = shared
        document.addPage(sheet)
    document.signature = signature
    data: bytes = document.GetPDFData(None)
    return data


def characters(pages: Iterable[Page]) -> dict[str, set[str]]:
    """Font role -> all characters shown in it."""
    used: dict[str, set[str]] = {}
    for page in pages:
        for item in page.drawn:
            if isinstance(item, TextRun):
                used.setdefault(item.font, set()).update(item.text)
            elif isinstance(item, Mark):
                used.setdefault("song", set()).add(BOX_STAND_IN)
            elif isinstance(item, Stamp):
                used.setdefault("hei", set()).update(item.text)
    return {role: signs - BOXES for role, signs in used.items()}


def _resources(fonts: Mapping[str, str], images: Mapping[str, str]) -> bytes:
    font = " ".join(f"/{name} {reference}" for name, reference in fonts.items())
    image = " ".join(f"/I{index} {reference}" for index, reference in enumerate(images.values()))
    return f"<</Font <<{font}>> /XObject <<{image}>> /ProcSet [/PDF /Text /ImageB /ImageC]>>\n".encode()
