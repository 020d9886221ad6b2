"""Whether a document that inheritance made can run: a difference may be allowed and still leave a form without a field
that its rules read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from form_builder import Dictionary
from form_builder import DocumentError as FormFault
from onewindow.domain.effective import compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.inheritance.lists import ITEM_KINDS, day_faults, item_faults
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.theme import ThemeDocument
from printing import TemplateError, compile_template
from tenants.overlay import Refusal

Json = Any
INVALID = "invalid"


def unfit(kind: str, body: Json, dictionary: Dictionary | None) -> tuple[Refusal, ...]:
    """Every reason why a document cannot run, or nothing. `dictionary`: the one that matters are bound to."""
    return tuple(Refusal("", INVALID, said.rstrip("。")) for said in _faults(kind, body, dictionary))


def _faults(kind: str, body: Json, dictionary: Dictionary | None) -> Iterator[str]:
    if kind == "matter":
        yield from _of_matter(body, dictionary)
    elif kind == "theme":
        theme = ThemeDocument.from_json(body)
        yield from map(str, theme.items) if isinstance(theme, Problems) else ()
    elif kind == "elements":
        try:
            Dictionary.from_json(body)
        except FormFault as fault:
            yield from (finding.message for finding in fault.findings)
    elif kind in ITEM_KINDS:
        yield from item_faults(body)
    elif kind == "calendar":
        yield from day_faults(body)
    elif kind == "template":
        try:
            compile_template(body)
        except TemplateError as fault:
            yield from (finding.message for finding in fault.findings)


def _of_matter(body: Json, dictionary: Dictionary | None) -> Iterator[str]:
    matter = MatterDocument.from_json(body)
    if isinstance(matter, Problems):
        yield from map(str, matter.items)
    elif dictionary is not None:
        try:
            compile_matter(matter, dictionary)
        except DocumentInvalidError as fault:
            yield str(fault)
