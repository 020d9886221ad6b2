"""Painting records: the PDF is a pure function of template, values, fonts and images, the same bytes for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onewindow.domain import paper
from onewindow.domain.feeding import Offset
from onewindow.store import documents, seals
from onewindow.store.cached import Cache
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from printing import FontSet, ImageError, Overprint, Template, compile_template, render
from rule_engine import evaluate, truthy

_templates: Cache[str, Template] = Cache(512)
VOID = Overprint(across=paper.VOID_MARK)


def paint_record(
    uow: UnitOfWork, notice: Notice, fonts: FontSet, marks: Overprint | None = None, offset: Offset = (0, 0)
) -> bytes:
    """The bytes of a record, unsigned; with `marks` those of a further copy or of a void paper, with an `offset` those
    that a printer gets which feeds askew.

    Raises what `printing.render` raises, and `ImageError` when a seal of the record is out of sight.
    """
    template = template_of(uow, notice)
    pictures = seals.images(uow.session, notice.images.values()) if notice.images else {}
    if lost := [name for name, digest in notice.images.items() if digest not in pictures]:
        raise ImageError(f"印章图片不在可见范围：{'、'.join(lost)}。请由出具单位打印")
    images = {name: pictures[digest] for name, digest in notice.images.items()}
    return render(template, notice.values, fonts, condition=holds, images=images, marks=marks, offset=offset).data


def template_of(uow: UnitOfWork, notice: Notice) -> Template:
    """The template of a record."""
    return _templates.find(
        notice.template_digest, lambda: compile_template(documents.get(uow.session, notice.template_digest))
    )


def holds(rule: Any, values: Mapping[str, Any]) -> bool:
    """A template's condition, judged by the rule engine."""
    return truthy(evaluate(rule, values))
