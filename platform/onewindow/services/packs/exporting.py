"""Taking a tenant's whole configuration out: everything it and the tenants below it published or changed (R102)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from onewindow.domain import packs
from onewindow.domain.packs import TenantPack
from onewindow.store import cached, calendar, catalogue, departments, held, overlays, posts, tree
from onewindow.store.catalogue import Publication
from onewindow.store.overlays import Overlay
from onewindow.store.session import UnitOfWork
from tenants.scope import lineage

Json = Any


def export_pack(uow: UnitOfWork, *, on: date) -> TenantPack:
    """The pack of the tenant of this unit of work, as everything stands on a day; no people, no cases.

    The number of statements is the same for any number of documents.
    """
    session, scope = uow.session, uow.scope
    units = [one for one in tree.load(session) if scope.holds(one.scope)]
    codes = {one.scope: one.code for one in units}
    top = codes[scope.number]
    published, layers = catalogue.within(session, on), overlays.within(session)
    above = catalogue.in_force(session, catalogue.KINDS, scope.number, on)
    stopped = _stopped(held.below(session), [*published, *above])
    digests = [one.digest for one in published] + [one.patch_digest for one in layers]
    bodies = cached.bodies(session, [*digests, *stopped.values()])
    return TenantPack(
        top,
        tuple(_unit(one, codes) for one in units),
        tuple(_department(one, codes) for one in departments.within(session) if one.scope in codes),
        tuple(
            packs.Post(codes[one.scope], one.department_key, one.name, one.duty)
            for one in posts.list_(session)
            if one.scope in codes
        ),
        tuple(_document(one, top, codes, bodies[one.digest]) for one in published),
        tuple(_overlays(layers, codes, bodies, stopped)),
        _days(uow),
    )


def _stopped(rows: Iterable[held.Held], published: Sequence[Publication]) -> dict[tuple[int, str, str], str]:
    """At which document tenants are held from what is in force, by tenant, kind and key."""
    ids = {one.id for one in published}
    return {(one.scope, one.kind, one.key): one.base_digest for one in rows if one.publication_id in ids}


def _unit(one: tree.Tenant, codes: Mapping[int, str]) -> packs.Unit:
    parent = next((codes[number] for number in lineage(one.scope)[1:] if number in codes), "")
    return packs.Unit(
        one.code, one.scope, one.name, one.short_name, one.initials, one.level, parent, one.phone, one.branding
    )


def _department(one: departments.Department, codes: Mapping[int, str]) -> packs.Department:
    return packs.Department(codes[one.scope], one.key, one.name, one.level, one.valid_from, one.valid_to, one.phone)


def _document(one: Publication, top: str, codes: Mapping[int, str], body: Json) -> packs.Document:
    tenant = codes[one.scope]
    listed = None if one.listed_in is None else tuple(codes[number] for number in one.listed_in if number in codes)
    file = packs.document_file(tenant, top, one.kind, one.key)
    return packs.Document(file, one.kind, one.key, tenant, one.title, one.effective_from, body, listed, one.state)


def _overlays(
    layers: Iterable[Overlay],
    codes: Mapping[int, str],
    bodies: Mapping[str, Json],
    stopped: Mapping[tuple[int, str, str], str],
) -> Iterable[packs.Overlay]:
    for one in layers:
        body = bodies[one.patch_digest]
        if len(body) == 1:  # nothing but its schema: given up for the standard
            continue
        base = stopped.get((one.scope, one.kind, one.key))
        held_at = bodies[base] if base else None
        tenant = codes[one.scope]
        file = packs.overlay_file(tenant, one.kind, one.key)
        held_file = packs.held_file(held_at) if held_at is not None else ""
        yield packs.Overlay(file, one.kind, one.key, tenant, body, held_file, held_at)


def _days(uow: UnitOfWork) -> packs.Days:
    """The county's own days, with the pack of the county only."""
    if uow.scope.number % 10**6:
        return packs.Days()
    years, days = calendar.own(uow.session)
    return packs.Days(years, {one.day: (one.work, one.note, one.source) for one in days})
