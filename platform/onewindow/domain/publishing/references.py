"""What a document names: elements, matters, templates, parameters, departments, posts. Where-used is kept from this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onewindow.domain.publishing.duties import steps_of
from onewindow.domain.publishing.rules import rules_of
from printing import TemplateError, compile_template
from rule_engine import RuleEngineError, names_read

Json = Any
Reference = tuple[str, str]

ELEMENT, MATTER, TEMPLATE, PARAMETER = "element", "matter", "template", "parameter"
DEPARTMENT, POST = "department", "post"
REFERENCE_NAMES: Mapping[str, str] = {
    ELEMENT: "数据元",
    MATTER: "事项",
    TEMPLATE: "文书模板",
    PARAMETER: "参数",
    DEPARTMENT: "部门",
    POST: "岗位",
}
"""The kinds of things that documents name."""
_PARAMETER = "param."
_NOT_ELEMENTS = ("", "case", "tenant", "application", "today", "calendar", "param", "table")


def post_key(department: str, name: str) -> str:
    """A post as documents name it: the department of a step, and what the post is called there."""
    return f"{department}/{name}"


def references_of(kind: str, body: Json) -> frozenset[Reference]:
    """Every (kind, key) that a document names; a document that cannot be read names what can be made out."""
    if not isinstance(body, dict):
        return frozenset()
    if kind == "matter":
        return frozenset(_of_matter(body))
    if kind == "theme":
        return frozenset(_of_theme(body))
    if kind == "template":
        return frozenset(_of_template(body))
    return frozenset(_of_rules(body)) if kind in ("elements", "table") else frozenset()


def _of_matter(body: Mapping[str, Json]) -> Iterator[Reference]:
    form = _object(body.get("form"))
    for section in _objects(form.get("sections")):
        yield from _texts(ELEMENT, (each.get("element") for each in _objects(section.get("fields"))))
    for material in _objects(form.get("materials")):
        yield from _texts(MATTER, [material.get("result_of")])
    for check in _objects(body.get("checks")):
        yield from _texts(MATTER, [str(check.get("outcome", "")).partition("redirect:")[2]])
    yield from _texts(ELEMENT, [*_list(form.get("provides")), body.get("jurisdiction")])
    yield from _texts(TEMPLATE, _list(body.get("documents")))
    yield from _texts(PARAMETER, (each.get("key") for each in _objects(body.get("parameters"))))
    yield from _texts(DEPARTMENT, (step.get("department") for step in steps_of(body)))
    yield from _texts(POST, map(_post, steps_of(body)))
    for table in _object(body.get("tables")).values():
        yield from _named(str(each.get("path", "")) for each in _objects(_object(table).get("columns")))
    yield from _of_rules(body)


def _post(step: Mapping[str, Json]) -> str:
    department, name = step.get("department"), step.get("post")
    return post_key(department, name) if isinstance(department, str) and isinstance(name, str) and name else ""


def _of_theme(body: Mapping[str, Json]) -> Iterator[Reference]:
    yield from _texts(MATTER, (member.get("matter") for member in _objects(body.get("members"))))
    yield from _texts(ELEMENT, _list(body.get("guide")))
    yield from _texts(DEPARTMENT, [body.get("lead_department")])
    yield from _of_rules(body)


def _of_template(body: Json) -> Iterator[Reference]:
    try:
        names = compile_template(body).names
    except TemplateError:
        return
    yield from _texts(ELEMENT, (name.removeprefix("form.") for name in names if name.startswith("form.")))


def _of_rules(body: Json) -> Iterator[Reference]:
    for _, rule in rules_of(body):
        try:
            read = names_read(rule)
        except RuleEngineError:
            continue
        yield from _named(read)


def _named(names: Iterable[str]) -> Iterator[Reference]:
    """The parameters and elements among the names of facts."""
    for name in names:
        if name.startswith(_PARAMETER):
            yield PARAMETER, name.removeprefix(_PARAMETER)
        elif name.partition(".")[0] not in _NOT_ELEMENTS:
            yield ELEMENT, name


def _texts(kind: str, values: Any) -> Iterator[Reference]:
    return ((kind, value) for value in values if isinstance(value, str) and value)


def _objects(value: Json) -> list[Mapping[str, Json]]:
    return [each for each in _list(value) if isinstance(each, dict)]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}
