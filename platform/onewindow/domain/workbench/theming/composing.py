"""Members and questions of a theme: taken in, put in order, brought together by simple conditions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from form_builder import Dictionary, Element
from onewindow.domain.disagreement import ASKABLE
from onewindow.domain.workbench.conditions.vocabulary import Term
from onewindow.domain.workbench.designing import alike
from onewindow.domain.workbench.editing import fresh
from onewindow.domain.workbench.places import find, put
from tenants.pointers import ABSENT, parse, write

Json = Any
ALWAYS, KEPT = "", "kept"
"""A member that always takes part; one whose condition says more than a list can."""


def take(document: Json, matter: str) -> tuple[Json, str]:
    """With a matter as the last member, and the member's written pointer; one that is in already stays as it is."""
    members = _list(document, "members")
    if all(member.get("matter") != matter for member in members):
        document = put(document, ("members",), [*members, {"matter": matter}])
    return document, write(("members", matter))


def ask(document: Json, element: str) -> Json:
    """With an element as the last question of the guide."""
    asked = _list(document, "guide")
    return document if element in asked else put(document, ("guide",), [*asked, element])


def shift(document: Json, element: str, by: int) -> Json:
    """With a question one place up (-1) or down (1)."""
    asked = _list(document, "guide")
    if element not in asked:
        return document
    here = asked.index(element)
    there = min(max(here + by, 0), len(asked) - 1)
    rest = [*asked[:here], *asked[here + 1 :]]
    return put(document, ("guide",), [*rest[:there], element, *rest[there:]])


def drop(document: Json, element: str) -> Json:
    """Without a question; the theme's own element goes with it. Conditions that read it are for the check to name."""
    document = put(document, ("guide",), [each for each in _list(document, "guide") if each != element])
    own = _list(document, "elements")
    left = [each for each in own if each.get("key") != element]
    return document if len(left) == len(own) else put(document, ("elements",), left or ABSENT)


def invent(document: Json, element: Mapping[str, Json]) -> Json:
    """With a question of the theme's own, the last of its guide."""
    own = _list(document, "elements")
    stem = f"guide.{document['key']}"
    key = fresh(stem, [str(each.get("key")) for each in own])
    return ask(put(document, ("elements",), [*own, {"key": key, **element}]), key)


def askable(dictionary: Dictionary | None, document: Json) -> list[Element]:
    """The elements that the guide could ask and does not yet: those made for guides first, then by the dictionary."""
    asked = set(_list(document, "guide"))
    found = [each for each in dictionary or () if each.kind in ASKABLE and each.key not in asked]
    return sorted(found, key=lambda each: not each.key.startswith("guide."))


def similar(label: str, dictionary: Dictionary | None) -> Sequence[Element]:
    """Questions of the dictionary that a new one may be meant for."""
    return [each for each in alike(label, dictionary) if each.kind in ASKABLE] if dictionary is not None else ()


def simple_conditions(terms: Iterable[Term]) -> dict[str, tuple[str, Json]]:
    """The conditions that a list can offer: what is posted → how it reads, and the rule. One for each answer."""
    offered = {}
    for term in terms:
        answers = [(True, "是"), (False, "否")] if term.kind == "boolean" else list(term.options)
        for value, word in answers:
            rule = {"==": [{"var": term.path}, value]}
            offered[_written(rule)] = (f"“{term.label}”回答“{word}”时", rule)
    return offered


def condition_of(document: Json, member: str, offered: Mapping[str, object]) -> str:
    """What the list of a member's condition shows."""
    rule = find(document, (*parse(member), "include"))
    if rule is ABSENT or rule is True:
        return ALWAYS
    written = _written(rule)
    return written if written in offered else KEPT


def set_condition(document: Json, member: str, posted: str, offered: Mapping[str, tuple[str, Json]]) -> Json:
    """With the condition that was chosen for a member; what was not changed, or not offered, stays."""
    if find(document, parse(member)) is ABSENT or posted == condition_of(document, member, offered):
        return document
    if posted != ALWAYS and posted not in offered:
        return document
    return put(document, (*parse(member), "include"), ABSENT if posted == ALWAYS else offered[posted][1])


def _written(rule: Json) -> str:
    return json.dumps(rule, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _list(document: Json, key: str) -> list[Any]:
    found = document.get(key)
    return found if isinstance(found, list) else []
