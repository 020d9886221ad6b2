"""Paper: template + values -> pages -> PDF. Pure; knows no matter and no case."""

from printing.calibration import calibration_sheet
from printing.docx import Imported, import_docx
from printing.errors import (
    Finding,
    FontError,
    GlyphsMissing,
    ImageError,
    PrintingError,
    TemplateError,
    TooLarge,
    ValuesError,
    WrongValue,
)
from printing.fonts import FontFile, FontSet, UploadedFont, read_font
from printing.forms import form_template
from printing.html import page_html
from printing.linting import elements_of, lint
from printing.rendering import Layout, Pdf, layout, render, render_batch
from printing.system import sample_values, system_template, system_template_keys
from printing.template import Template, compile_template
from printing.typesetting import Overflow, Overprint, Page
from printing.values import Json, Values

__all__ = [
    "Finding",
    "FontError",
    "FontFile",
    "FontSet",
    "GlyphsMissing",
    "ImageError",
    "Imported",
    "Json",
    "Layout",
    "Overflow",
    "Overprint",
    "Page",
    "Pdf",
    "PrintingError",
    "Template",
    "TemplateError",
    "TooLarge",
    "UploadedFont",
    "Values",
    "ValuesError",
    "WrongValue",
    "calibration_sheet",
    "compile_template",
    "elements_of",
    "form_template",
    "import_docx",
    "layout",
    "lint",
    "page_html",
    "read_font",
    "render",
    "render_batch",
    "sample_values",
    "system_template",
    "system_template_keys",
]
