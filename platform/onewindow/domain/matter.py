"""The matter document (`onewindow/matter/1`, docs/documents.md): one JSON value, read into typed parts.

The JSON itself stays the truth: it is kept untouched, so a document that is read and written again is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from form_builder import Dictionary, FormDocument
from form_builder import DocumentError as FormFault
from onewindow.domain.canonical import digest
from onewindow.domain.checks import Check, read_checks
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.inheriting import read_inherit
from onewindow.domain.limits import Limits, read_limits
from onewindow.domain.problems import Problem, Problems, did_you_mean
from onewindow.domain.reading import Place, start
from onewindow.domain.rules import read_rule, relay
from onewindow.domain.tables import Tables, read_tables
from rule_engine import DocumentError as PlanFault
from rule_engine import RoutePlan, lint_plan
from tenants.rules import ABOUT_RULES

Json = Any
SCHEMA = "onewindow/matter/1"
ELEMENTS = "onewindow/elements/1"
LEVELS = ("county", "town", "village")
CASE_TYPES = ("instant", "promised")
SEED_CLASSES = ("power", "service", "consultation")
PERMIT = "01"
"""Matter type of GB/T 39046 A.1 that falls under the Administrative Licensing Law (行政许可法)."""

_KEYS = (
    *("schema", "key", "name", "daily_name", "codes", "matter_type", "seed_class", "subjects", "exercise_level"),
    *("departments", "case_type", "limits", "on_site_visits", "online_depth", "conditions", "checks", "legal_basis"),
    *("fees", "form", "route", "special_procedures", "documents", "result", "parameters", "jurisdiction"),
    *("accept_anywhere", "examples", "provenance", "guide", "reserved", "elements", "tables", *ABOUT_RULES),
)
GUIDE_TEXTS = (
    *("scope", "quantity_limit", "prohibitions", "delivery", "rights"),
    *("consult_phone", "complaint_phone", "progress"),
)
GUIDE_KEYS = (*GUIDE_TEXTS, "ways", "topics", "counters", "questions")


@dataclass(frozen=True)
class MatterDocument:
    """A published matter. Equal JSON means equal matter; everything else is read from it once."""

    json: Mapping[str, Json]
    form: FormDocument = field(compare=False, repr=False)
    route: RoutePlan = field(compare=False, repr=False)
    limits: Limits = field(compare=False, repr=False)
    checks: tuple[Check, ...] = field(compare=False, repr=False)
    tables: Tables = field(compare=False, repr=False)

    @classmethod
    def from_json(cls, value: Json) -> MatterDocument | Problems:
        """Read a document; every problem at once, each with its JSON Pointer and the way out."""
        root = start(value)
        matter = _matter(root)
        if matter is None or root.sink.problems:
            return Problems(tuple(root.sink.problems), tuple(root.sink.warnings))
        return matter

    @classmethod
    def stored(cls, value: Json) -> MatterDocument:
        """Read a document that was checked before it was stored; raises `DocumentInvalidError` if it is no matter."""
        matter = cls.from_json(value)
        if isinstance(matter, Problems):
            raise DocumentInvalidError("; ".join(map(str, matter.items)))
        return matter

    def to_json(self) -> Mapping[str, Json]:
        """The document as it was read, to the byte."""
        return self.json

    def doubts(self) -> tuple[Problem, ...]:
        """What can be run, but should be looked at before publishing: the route's lint, limits that disagree."""
        found = [Problem("", f"/route{each.place}", each.message, each.suggestion) for each in lint_plan(self.route)]
        found += _unowned(self.json["route"]["steps"])
        if self.instant and self.limits.promised.value:
            found.append(Problem("", "/limits/promised", "即办件的承诺期限应为 0。", "请改期限或办件类型。"))
        if not self.instant and not self.limits.promised.value:
            found.append(Problem("", "/limits/promised", "承诺件的承诺期限不应为 0。", "请改期限或办件类型。"))
        return tuple(found)

    @cached_property
    def digest(self) -> str:
        """The name of this version."""
        return digest(self.json)

    @property
    def key(self) -> str:
        """The stable key of the matter, the same in every version."""
        return str(self.json["key"])

    @property
    def name(self) -> str:
        """The official name."""
        return str(self.json["name"])

    @property
    def daily_name(self) -> str:
        """What people call it."""
        return str(self.json.get("daily_name") or self.name)

    @property
    def instant(self) -> bool:
        """Whether it is done in one sitting (即办件)."""
        return bool(self.json["case_type"] == "instant")

    @property
    def permit(self) -> bool:
        """Whether the Administrative Licensing Law governs it; no other matter may cite that law."""
        return bool(self.json["matter_type"]["code"] == PERMIT)

    @property
    def seed_class(self) -> str:
        """`power`, `service` or `consultation`."""
        return str(self.json["seed_class"])

    @property
    def implementation_code(self) -> str:
        """The 31- or 33-character national code of the implementation list, or nothing."""
        codes = self.json.get("codes") or {}
        return next((str(codes[key]) for key in ("handling_item_code", "implementation_code") if codes.get(key)), "")

    @property
    def jurisdiction(self) -> str:
        """The division element that says where the case belongs, or nothing."""
        return str(self.json.get("jurisdiction") or "")

    @property
    def accept_anywhere(self) -> bool:
        """Whether every tenant of the county may accept it (同城通办, R069)."""
        return bool(self.json.get("accept_anywhere"))

    @property
    def legal_basis(self) -> tuple[str, ...]:
        """Titles of the laws and notices the matter rests on."""
        return tuple(self.json.get("legal_basis") or ())

    @property
    def fees(self) -> tuple[Mapping[str, Json], ...]:
        """What is charged: name, standard, amount; empty when nothing is."""
        return tuple(self.json.get("fees") or ())

    @property
    def documents(self) -> tuple[str, ...]:
        """Keys of the documents that may be printed for a case."""
        return tuple(self.json.get("documents") or ())

    @property
    def examples(self) -> tuple[Mapping[str, Json], ...]:
        """Sample answers with what must follow from them."""
        return tuple(self.json.get("examples") or ())

    def words(self, dictionary: Dictionary) -> Dictionary:
        """The dictionary with the matter's own elements beside; raises form_builder's DocumentError if they clash."""
        own = self.json.get("elements")
        return Dictionary.from_json({"schema": ELEMENTS, "elements": own}, beside=dictionary) if own else dictionary

    @property
    def parameters(self) -> Mapping[str, Json]:
        """Tenant parameters the rules read, with their example values."""
        return {item["key"]: item.get("example") for item in self.json.get("parameters") or ()}


def _unowned(steps: Sequence[Mapping[str, Json]]) -> Iterator[Problem]:
    """Work that is nobody's: tasks go by level and department."""
    for number, step in enumerate(steps):
        name = step.get("action") or step["id"]
        for key, what in (("level", "由哪一级"), ("department", "由哪个部门")):
            if step.get("kind", "task") in ("task", "external") and not step.get(key):
                message = f"环节“{name}”没有写明{what}办理。"
                yield Problem("", f"/route/steps/{number}/{key}", message, "请在这个环节里填写。")


def _matter(root: Place) -> MatterDocument | None:
    if not root.is_object(_KEYS, strict=True):
        return None
    root.choice("schema", (SCHEMA,))
    for key in ("key", "name"):
        root.text(key)
    root.text("daily_name", required=False)
    root.choice("seed_class", SEED_CLASSES)
    root.choice("exercise_level", LEVELS)
    root.choice("case_type", CASE_TYPES)
    _loose_parts(root)
    form, route, limits, checks = _form(root), _route(root), read_limits(root.at("limits")), read_checks(root)
    tables = read_tables(root)
    if form is None or route is None or root.sink.problems:
        return None
    _agreement(root, form)
    return MatterDocument(root.value, form, route, limits, checks, tables)  # type: ignore[arg-type]


def _loose_parts(root: Place) -> None:
    """Check the parts that are shown and printed but not computed with."""
    if root.has("matter_type"):
        for key in ("code", "name"):
            root.at("matter_type").text(key)
    else:
        root.lacks("matter_type")
    for key in ("codes", "departments", "result", "on_site_visits", "online_depth"):
        _object_or_nothing(root, key)
    for key in ("subjects", "legal_basis", "documents", "provenance"):
        root.texts(key)
    for key in ("fees", "special_procedures", "elements"):
        root.items(key)
    root.text("jurisdiction", required=False)
    root.flag("accept_anywhere")
    read_inherit(root)
    _guide(root)
    _loose_children(root)


def _guide(root: Place) -> None:
    """Check what is published beside the matter itself (办事指南, domain study 2.4), and what is kept back (R026)."""
    _object_or_nothing(root, "guide")
    guide = root.at("guide")
    if isinstance(guide.value, dict) and guide.is_object(GUIDE_KEYS, strict=True):
        for key in GUIDE_TEXTS:
            guide.text(key, required=False)
        for key in ("ways", "topics"):
            guide.texts(key)
        for counter in guide.items("counters"):
            if counter.is_object(("id", "name", "address", "hours", "phone"), strict=True):
                counter.text("id")
                counter.text("name")
        for question in guide.items("questions"):
            if question.is_object(("id", "question", "answer"), strict=True):
                question.text("id")
    for reserved in root.items("reserved"):
        if reserved.is_object(("id", "at", "reason"), strict=True):
            for key in ("id", "at", "reason"):
                reserved.text(key)


def _loose_children(root: Place) -> None:
    """Check conditions, parameters and examples."""
    for condition in root.items("conditions"):
        if condition.is_object(("id", "text", "standard", "if"), strict=True):
            condition.text("id")
            condition.text("text")
            read_rule(condition)
    for parameter in root.items("parameters"):
        if parameter.is_object(("key", "name", "example", "source"), strict=True):
            parameter.text("key")
    for example in root.items("examples"):
        if example.is_object(("name", "data", "tenant_code", "parameters", "expect"), strict=True):
            for key in ("data", "parameters", "expect"):
                _object_or_nothing(example, key)


def _object_or_nothing(place: Place, key: str) -> None:
    if place.has(key) and not isinstance(place.at(key).value, dict):
        place.at(key).wrong("对象")


def _form(root: Place) -> FormDocument | None:
    if not root.has("form"):
        root.lacks("form")
        return None
    try:
        return FormDocument.from_json(root.at("form").value)
    except FormFault as fault:
        relay(root.at("form"), fault.findings)
        return None


def _route(root: Place) -> RoutePlan | None:
    place = root.at("route")
    if not place.is_object(("start", "steps")):
        return None
    before = len(root.sink.problems)
    for step in place.items("steps", required=True):
        _step(step)
    if len(root.sink.problems) > before:
        return None
    try:
        return RoutePlan.from_json(place.value)
    except PlanFault as fault:
        relay(place, fault.problems)
        return None


def _step(step: Place) -> None:
    """Check the types inside a step; what they mean together is for the rule engine to judge."""
    if not isinstance(step.value, dict):
        step.wrong("对象")
        return
    for key in ("id", "level", "department", "post", "action", "join", "standard"):
        step.text(key, required=key == "id")
    _object_or_nothing(step, "limit")
    for arrow in (*step.items("next"), *step.items("branches")):
        arrow.is_object(("to", "if"))


def _agreement(root: Place, form: FormDocument) -> None:
    """Check what the parts of a matter say about each other."""
    if form.key != root.text("key"):
        root.at("form").at("key").problem("表单的 key 与事项不同。", "请改为与事项相同。")
    asked = {form_field.element for form_field in form.fields()}
    element = root.text("jurisdiction", required=False)
    if element and element not in asked:
        root.at("jurisdiction").problem(f"「{element}」不在表单里，不能决定办理地。", did_you_mean(element, asked))
