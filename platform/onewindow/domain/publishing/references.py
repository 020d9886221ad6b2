"""What a document names, and where: elements, matters, templates, … Its where-used is kept from this (R035)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onewindow.domain.problems import escape
from onewindow.domain.publishing.findings import place_of
from onewindow.domain.publishing.rules import rules_of
from printing import TemplateError, compile_template
from rule_engine import RuleEngineError, names_read

Json = Any
Reference = tuple[str, str]
Named = tuple[str, Reference]
"""A JSON Pointer to the place, and what it names; an empty pointer is the document as a whole."""

ELEMENT, MATTER, TEMPLATE, PARAMETER = "element", "matter", "template", "parameter"
LICENCE, CODE_LIST = "licence", "code_list"
DEPARTMENT, POST = "department", "post"
REFERENCE_NAMES: Mapping[str, str] = {
    ELEMENT: "数据元",
    MATTER: "事项",
    TEMPLATE: "文书模板",
    PARAMETER: "本地标准",
    LICENCE: "电子证照",
    CODE_LIST: "国家代码表",
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
    return frozenset(reference for _, reference in _named(kind, body))


def places(kind: str, body: Json, reference: Reference) -> tuple[str, ...]:
    """Where a document names something: pointers by identity, each once, in reading order."""
    found = (place_of(pointer, body) for pointer, named in _named(kind, body) if named == reference)
    return tuple(dict.fromkeys(found))


def _named(kind: str, body: Json) -> Iterator[Named]:
    if not isinstance(body, dict):
        return iter(())
    if kind == "matter":
        return _of_matter(body)
    if kind == "theme":
        return _of_theme(body)
    if kind == "template":
        return _of_template(body)
    return _of_elements(body) if kind in ("elements", "table") else iter(())


def _of_matter(body: Mapping[str, Json]) -> Iterator[Named]:
    form = _object(body.get("form"))
    for at, section in _objects(form.get("sections"), "/form/sections"):
        for field, each in _objects(section.get("fields"), f"{at}/fields"):
            yield from _text(ELEMENT, field, each.get("element"))
    for at, material in _objects(form.get("materials"), "/form/materials"):
        yield from _text(MATTER, f"{at}/result_of", material.get("result_of"))
        yield from _text(LICENCE, f"{at}/licence_kind", material.get("licence_kind"))
    for at, check in _objects(body.get("checks"), "/checks"):
        yield from _text(MATTER, f"{at}/outcome", str(check.get("outcome", "")).partition("redirect:")[2])
    yield from _texts(ELEMENT, "/form/provides", form.get("provides"))
    yield from _text(ELEMENT, "/jurisdiction", body.get("jurisdiction"))
    yield from _texts(TEMPLATE, "/documents", body.get("documents"))
    for at, parameter in _objects(body.get("parameters"), "/parameters"):
        yield from _text(PARAMETER, at, parameter.get("key"))
    for at, step in _objects(_object(body.get("route")).get("steps"), "/route/steps"):
        yield from _text(DEPARTMENT, f"{at}/department", step.get("department"))
        yield from _text(POST, f"{at}/post", _post(step))
    for key, table in _object(body.get("tables")).items():
        for at, column in _objects(_object(table).get("columns"), f"/tables/{escape(key)}/columns"):
            yield from _read([str(column.get("path", ""))], at)
    yield from _of_elements(body)


def _post(step: Mapping[str, Json]) -> str:
    department, name = step.get("department"), step.get("post")
    return post_key(department, name) if isinstance(department, str) and isinstance(name, str) and name else ""


def _of_theme(body: Mapping[str, Json]) -> Iterator[Named]:
    for at, member in _objects(body.get("members"), "/members"):
        yield from _text(MATTER, at, member.get("matter"))
    yield from _texts(ELEMENT, "/guide", body.get("guide"))
    yield from _text(DEPARTMENT, "/lead_department", body.get("lead_department"))
    yield from _of_rules(body)


def _of_template(body: Json) -> Iterator[Named]:
    try:
        names = compile_template(body).names
    except TemplateError:
        return
    for name in sorted(names):
        if name.startswith("form."):
            yield from _text(ELEMENT, "", name.removeprefix("form."))


def _of_elements(body: Mapping[str, Json]) -> Iterator[Named]:
    """The code lists of elements that a document defines, and what its rules read."""
    for at, element in _objects(body.get("elements"), "/elements"):
        yield from _text(CODE_LIST, at, element.get("option_list"))
    yield from _of_rules(body)


def _of_rules(body: Json) -> Iterator[Named]:
    for pointer, rule in rules_of(body):
        try:
            read = names_read(rule)
        except RuleEngineError:
            continue
        yield from _read(sorted(read), pointer)


def _read(names: Iterable[str], pointer: str) -> Iterator[Named]:
    """The parameters and elements among the names of facts."""
    for name in names:
        if name.startswith(_PARAMETER):
            yield pointer, (PARAMETER, name.removeprefix(_PARAMETER))
        elif name.partition(".")[0] not in _NOT_ELEMENTS:
            yield pointer, (ELEMENT, name)


def _text(kind: str, pointer: str, value: Json) -> Iterator[Named]:
    if isinstance(value, str) and value:
        yield pointer, (kind, value)


def _texts(kind: str, pointer: str, values: Json) -> Iterator[Named]:
    for at, value in enumerate(_list(values)):
        yield from _text(kind, f"{pointer}/{at}", value)


def _objects(value: Json, pointer: str) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The objects of a list, each with its JSON Pointer."""
    for at, each in enumerate(_list(value)):
        if isinstance(each, dict):
            yield f"{pointer}/{at}", each


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}
