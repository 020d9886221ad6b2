"""The form document: sections and fields in print order, and the materials that go with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from form_builder.errors import DocumentError, Finding
from form_builder.reading import Json, Reader, near
from form_builder.rules import checked_rule

SCHEMA = "onewindow/form/1"
PLACES = ("start", "body", "end")
NECESSITIES = ("required", "conditional", "deferrable", "optional")
MEDIA = ("paper", "electronic", "paper_or_electronic")
_FORM_KEYS = frozenset({"schema", "key", "title", "sections", "materials", "provides"})
_SECTION_KEYS = frozenset({"id", "label", "place", "fields"})
_FIELD_KEYS = frozenset({"id", "element", "required", "shown", "label", "hint", "min", "max", "options", "wide"})
_MATERIAL_KEYS = frozenset(
    {"key", "name", "kind", "medium", "originals", "photocopies", "necessity", "needed"}
) | frozenset(
    {"source", "issuer", "licence_kind", "result_of", "waiver", "checks", "note"},
)


@dataclass(frozen=True, slots=True)
class Field:
    """One use of an element. `required` is a bool or a rule, `shown` a rule or True; `wide`: it takes the whole width
    of the paper; the rest only narrows.
    """

    id: str
    element: str
    required: Json = False
    shown: Json = True
    label: str = ""
    hint: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    options: tuple[str, ...] | None = None
    wide: bool = False

    def to_json(self) -> dict[str, Json]:
        """The JSON shape of docs/documents.md; defaults are left out."""
        out: dict[str, Json] = {"id": self.id, "element": self.element, "required": self.required}
        if self.shown is not True:
            out["shown"] = self.shown
        out |= {key: text for key in ("label", "hint") if (text := getattr(self, key))}
        out |= {key: number_json(bound) for key in ("min", "max") if (bound := getattr(self, key)) is not None}
        if self.options is not None:
            out["options"] = list(self.options)
        if self.wide:
            out["wide"] = True
        return out


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form; `place` says where it stands in a merged form."""

    id: str
    label: str
    place: str = "body"
    fields: tuple[Field, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """The JSON shape of docs/documents.md."""
        return {
            "id": self.id,
            "label": self.label,
            "place": self.place,
            "fields": [field.to_json() for field in self.fields],
        }


@dataclass(frozen=True, slots=True)
class Waiver:
    """容缺: how and for how many days a material may follow later; `days` None means no fixed term."""

    mode: str = "commitment"
    days: int | None = None
    note: str = ""

    def to_json(self) -> dict[str, Json]:
        """The JSON shape; what is not said is left out."""
        out: dict[str, Json] = {"mode": self.mode}
        return out | ({"days": self.days} if self.days is not None else {}) | ({"note": self.note} if self.note else {})


@dataclass(frozen=True, slots=True)
class Material:
    """One material of a matter. Copies are counts; `result_of` names the matter whose result it is."""

    key: str
    name: str
    kind: str = ""
    medium: str = "paper_or_electronic"
    originals: int = 0
    photocopies: int = 0
    necessity: str = "required"
    needed: Json = True
    source: str = ""
    issuer: str = ""
    licence_kind: str = ""
    result_of: str = ""
    waiver: Waiver | None = None
    checks: tuple[str, ...] = ()
    note: str = ""

    def to_json(self) -> dict[str, Json]:
        """The JSON shape of docs/documents.md; defaults are left out."""
        out: dict[str, Json] = {
            "key": self.key,
            "name": self.name,
            "kind": self.kind,
            "medium": self.medium,
            "originals": self.originals,
            "photocopies": self.photocopies,
            "necessity": self.necessity,
        }
        if self.needed is not True:
            out["needed"] = self.needed
        out["source"] = self.source
        out |= {key: text for key in ("issuer", "licence_kind", "result_of") if (text := getattr(self, key))}
        if self.waiver:
            out["waiver"] = self.waiver.to_json()
        if self.checks:
            out["checks"] = list(self.checks)
        return out | ({"note": self.note} if self.note else {})


@dataclass(frozen=True, slots=True)
class FormDocument:
    """One form. Its `key` is its matter's key; `provides` lists elements that exist only after the matter's result."""

    key: str
    title: str
    sections: tuple[Section, ...] = ()
    materials: tuple[Material, ...] = ()
    provides: tuple[str, ...] = field(default=())

    def fields(self) -> Iterator[Field]:
        """All fields in print order."""
        for section in self.sections:
            yield from section.fields

    @classmethod
    def from_json(cls, document: Json) -> FormDocument:
        """Read an `onewindow/form/1` document. Raises DocumentError with every finding at once."""
        findings: list[Finding] = []
        reader = Reader(document, "", findings)
        reader.known(_FORM_KEYS)
        if reader.value.get("schema", SCHEMA) != SCHEMA:
            reader.report("schema", "不是表单", f"schema 应为 {SCHEMA}")
        form = cls(
            key=reader.text("key", needed=True),
            title=reader.text("title", needed=True),
            sections=tuple(_section(item) for item in reader.objects("sections", needed=True)),
            materials=tuple(_material(item) for item in reader.objects("materials")),
            provides=reader.texts("provides"),
        )
        _twice(reader, "sections", [section.id for section in form.sections])
        _twice(reader, "materials", [material.key for material in form.materials])
        _twice(reader, "sections", [field.id for field in form.fields()])
        _twice(reader, "sections", [field.element for field in form.fields()])
        if findings:
            raise DocumentError(findings)
        return form

    def to_json(self) -> dict[str, Json]:
        """The document again: `FormDocument.from_json(form.to_json()) == form`."""
        return {
            "schema": SCHEMA,
            "key": self.key,
            "title": self.title,
            "sections": [section.to_json() for section in self.sections],
            "materials": [material.to_json() for material in self.materials],
            "provides": list(self.provides),
        }


def number_json(number: Decimal) -> int | str:
    """A bound as documents write it: an integer, or a decimal text."""
    return int(number) if number == number.to_integral_value() else f"{number:f}"


def _section(reader: Reader) -> Section:
    reader.known(_SECTION_KEYS)
    return Section(
        id=reader.text("id", needed=True),
        label=reader.text("label", needed=True),
        place=_one_of(reader, "place", PLACES, "body"),
        fields=tuple(_field(item) for item in reader.objects("fields", needed=True)),
    )


def _field(reader: Reader) -> Field:
    reader.known(_FIELD_KEYS)
    return Field(
        id=reader.text("id", needed=True),
        element=reader.text("element", needed=True),
        required=_rule(reader, "required", default=False),
        shown=_rule(reader, "shown", default=True),
        label=reader.text("label"),
        hint=reader.text("hint"),
        min=reader.number("min"),
        max=reader.number("max"),
        options=reader.texts("options") if "options" in reader.value else None,
        wide=bool(reader.flag("wide")),
    )


def _material(reader: Reader) -> Material:
    reader.known(_MATERIAL_KEYS)
    material = Material(
        key=reader.text("key", needed=True),
        name=reader.text("name", needed=True),
        kind=reader.text("kind"),
        medium=_one_of(reader, "medium", MEDIA, "paper_or_electronic"),
        originals=reader.whole("originals", 0) or 0,
        photocopies=reader.whole("photocopies", 0) or 0,
        necessity=_one_of(reader, "necessity", NECESSITIES, "required"),
        needed=_rule(reader, "needed", default=True),
        source=reader.text("source"),
        issuer=reader.text("issuer"),
        licence_kind=reader.text("licence_kind"),
        result_of=reader.text("result_of"),
        waiver=_waiver(reader),
        checks=reader.texts("checks"),
        note=reader.text("note"),
    )
    if material.necessity == "conditional" and material.needed is True:
        reader.report("needed", "按条件提交的材料要写明条件", "设定“什么情况下需要”，或把“必要性”改为“必要”")
    return material


def _waiver(reader: Reader) -> Waiver | None:
    if reader.value.get("waiver") is None:
        return None
    inner = Reader(reader.value["waiver"], f"{reader.pointer}/waiver", reader.findings)
    return Waiver(inner.text("mode", needed=True), inner.whole("days"), inner.text("note"))


def _one_of(reader: Reader, key: str, known: tuple[str, ...], default: str) -> str:
    text = reader.text(key) or default
    if text not in known:
        reader.report(key, f"不认识的值“{text}”", near(text, known) or "可用：" + "、".join(known))
    return text


def _rule(reader: Reader, key: str, *, default: bool) -> Json:
    expr = reader.value.get(key)
    if expr is None or isinstance(expr, bool):
        return default if expr is None else expr
    return expr if checked_rule(reader, key, expr) else default


def _twice(reader: Reader, key: str, names: list[str]) -> None:
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        reader.report(key, f"“{name}”出现了两次", "同一份表单中只能出现一次")
