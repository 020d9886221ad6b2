"""A template as its paper would be: pages for the screen, and what is wrong with them. Nothing is kept.

The screen shows each page as SVG (`printing.page_html`), laid out by the engine that prints it: it needs no PDF viewer
in a frame, so the content security policy stays as strict as on every page, keyboard and screen readers reach
the text, and a one-page notice is there in a few milliseconds.
"""

from __future__ import annotations

import base64
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import session
from markupsafe import Markup

from onewindow.domain.sealing import ROLES
from onewindow.domain.template_samples import demanded, names_of
from onewindow.domain.workbench.papers.sample_seal import sample_seal
from onewindow.services import fonts as font_services
from onewindow.services import templates
from onewindow.services.paper import holds
from onewindow.store.errors import MissingError
from onewindow.web.access import Visit
from printing import (
    Finding,
    FontSet,
    PrintingError,
    TemplateError,
    compile_template,
    layout,
    lint,
    page_html,
    render,
    sample_values,
)

Json = Any
KEY = "workbench.sample"
TOO_LONG = "加大位置、减小字号或缩短文字"


@dataclass(frozen=True, slots=True)
class Sample:
    """Values to draw with: made up, or of the first example of `matter`. `asked`: the elements its form asks."""

    values: Mapping[str, Any]
    matter: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """Pages as SVG; none where the template cannot be drawn. `findings` name their places by JSON pointer."""

    pages: tuple[Markup, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Seals:
    """Pictures of seals by role, and where the browser finds them."""

    pictures: Mapping[str, bytes]
    urls: Mapping[str, str]


def sample(visit: Visit, wanted: str | None) -> Sample:
    """The values that the visitor chose to look at templates with, kept for his session."""
    if wanted is not None:
        session[KEY] = wanted
    matter = str(session.get(KEY, ""))
    if matter:
        on = visit.now.date()
        try:
            values = templates.sample(visit.uow, matter, on=on)
            return Sample(values, matter, templates.asked(visit.uow, matter, on=on))
        except MissingError:
            session.pop(KEY, None)
    return Sample(sample_values())


def fonts_of(visit: Visit, scope: int) -> FontSet:
    """The fonts that a tenant prints with."""
    return font_services.of_tenant(visit.uow, scope)


@functools.cache
def sample_seals() -> Seals:
    """What stands in the places of seals in previews: never a real one."""
    picture = sample_seal()
    url = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    return Seals(dict.fromkeys(ROLES, picture), dict.fromkeys(ROLES, url))


def proof(template: Json, sample: Sample, fonts: FontSet, seals: Seals) -> Proof:
    """Draw a template for the screen, with everything that is wrong with it."""
    try:
        compiled = compile_template(template)
        drawn = layout(compiled, sample.values, fonts, condition=holds, images=seals.pictures, draft=True)
    except TemplateError as fault:
        return Proof((), fault.findings)
    except PrintingError as fault:
        return Proof((), (Finding("", str(fault), "请按提示修改后再看。"),))
    known = names_of(sample.values) | {f"answers.{key}": {} for key in sample.asked}
    schema = known if sample.matter else known | {name: {} for name in compiled.names if name.startswith("answers.")}
    found = lint(compiled, schema, demanded(compiled.key), fonts=fonts, condition=holds)
    found += [Finding(one.at, one.message, TOO_LONG, "warning") for one in drawn.overflows]
    pages = (page_html(page, fonts, image_url=lambda name: seals.urls.get(name, "")) for page in drawn.pages)
    return Proof(tuple(Markup(page) for page in pages), tuple(found))  # noqa: S704 - page_html escapes every text


def pdf(template: Json, sample: Sample, fonts: FontSet, seals: Seals, offset: tuple[int, int] = (0, 0)) -> bytes | str:
    """The same as PDF, moved by tenths of a millimetre; or why it cannot be drawn."""
    try:
        compiled = compile_template(template)
        return render(
            compiled, sample.values, fonts, condition=holds, images=seals.pictures, draft=True, offset=offset
        ).data
    except PrintingError as fault:
        return str(fault)
