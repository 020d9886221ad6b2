"""What a new element dictionary would break: matters in force on this tenant's ground, as they stand here and below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from form_builder import Dictionary, DocumentError
from onewindow.domain.inheritance.fitness import unfit
from onewindow.domain.publishing.references import ELEMENT, references_of
from onewindow.domain.publishing.states import Purpose
from onewindow.store import cached, catalogue, documents, folding, held, overlays, published, tree
from onewindow.store.proposals import Proposal
from onewindow.store.releases import IN_USE
from onewindow.store.session import UnitOfWork
from tenants.scope import lineage

Json = Any
DICTIONARY, MATTER = "elements", "matter"
WORDS = frozenset({"label", "hint", "note", "source"})
"""What an element is called and told about breaks nothing."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A matter that could not run any more in a unit, and why: a sentence."""

    scope: int
    unit: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """A matter as it stands in a unit."""

    scope: int
    title: str
    digest: str


def broken(uow: UnitOfWork, proposal: Proposal, on: date) -> tuple[Broken, ...]:
    """The matters that run today and would not with a draft of the dictionary, those adjusted below included.

    Empty for drafts of other kinds, and while the draft itself cannot be read: its checker says so.
    """
    if proposal.kind != DICTIONARY or proposal.base_digest is None or proposal.purpose == Purpose.WITHDRAWAL:
        return ()
    changed = _changed(documents.get(uow.session, proposal.base_digest), proposal.body)
    try:
        new = Dictionary.from_json(proposal.body)
    except DocumentError:
        return ()
    if not changed:
        return ()
    old = published.dictionary(uow.session, proposal.base_digest)
    standing = list(_standing(uow, on))
    bodies = cached.bodies(uow.session, {one.digest for one in standing})
    why = {digest: _why(body, changed, old, new) for digest, body in bodies.items()}
    found = [one for one in standing if why[one.digest]]
    names = tree.called(uow.session, [one.scope for one in found])
    return tuple(Broken(one.scope, names.get(one.scope, ""), one.title, why[one.digest]) for one in found)


def _changed(old: Json, new: Json) -> frozenset[str]:
    """The keys of elements that are gone, or are otherwise than in words."""
    before, then = _elements(old), _elements(new)
    return frozenset(key for key, element in before.items() if then.get(key) != element)


def _elements(body: Json) -> Mapping[str, Json]:
    return {
        str(one.get("key")): {name: value for name, value in one.items() if name not in WORDS}
        for one in body.get("elements") or ()
        if isinstance(one, dict)
    }


def _why(body: Json, changed: frozenset[str], old: Dictionary, new: Dictionary) -> str:
    """The first thing that would stop a matter which runs today; empty when it goes on."""
    if not any(kind == ELEMENT and key in changed for kind, key in references_of(MATTER, body)):
        return ""
    refusals = unfit(MATTER, body, new)
    return refusals[0].said if refusals and not unfit(MATTER, body, old) else ""


def _standing(uow: UnitOfWork, on: date) -> Iterator[_Standing]:
    """Every matter as it stands in this tenant, what is published below, and each adjusted one below."""
    session, top = uow.session, uow.scope.number
    roots = {
        (top, key): _Standing(top, one.title, one.digest)
        for key, one in published.effective(session, MATTER, top, on).items()
    }
    for one in catalogue.within(session, on):
        if one.kind == MATTER and one.scope != top and one.state in IN_USE:
            roots[one.scope, one.key] = _Standing(one.scope, one.title, one.digest)
    yield from roots.values()
    layers: dict[tuple[int, str], list[overlays.Overlay]] = {}
    for layer in overlays.within(session):
        above = (number for number in lineage(layer.scope)[1:] if (number, layer.key) in roots)
        root = next(above, None) if layer.kind == MATTER and layer.scope != top else None
        if root is not None:
            layers.setdefault((root, layer.key), []).append(layer)
    stays: dict[str, dict[int, str]] = {}
    for back in held.below(session, MATTER) if layers else ():
        stays.setdefault(back.key, {})[back.scope] = back.base_digest
    for (root, key), found in layers.items():
        back_at = {
            number: base for number, base in stays.get(key, {}).items() if number in {one.scope for one in found}
        }
        digest, title = roots[root, key].digest, roots[root, key].title
        steps = folding.descend(session, MATTER, digest, found, back_at, folding.agreeable, pinned=back_at.keys())
        yield from (_Standing(number, title, step.digest) for number, step in steps.items())
