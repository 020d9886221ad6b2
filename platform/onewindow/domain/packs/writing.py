"""A pack as files: one file a document, a manifest that names each with its digest. The same pack is the same bytes."""

from __future__ import annotations

from typing import Any

from onewindow.domain.canonical import digest
from onewindow.domain.packs.shape import (
    CALENDAR,
    DEPARTMENTS,
    MANIFEST,
    POSTS,
    SCHEMA,
    UNITS,
    Days,
    Department,
    Document,
    Overlay,
    Post,
    TenantPack,
    Unit,
)
from onewindow.domain.packs.text import readable, stem

Json = Any


def write(pack: TenantPack) -> dict[str, bytes]:
    """The files of a pack, name → bytes; names use slashes and only small Latin letters, digits, dots and dashes."""
    values: dict[str, Json] = {
        UNITS: {"schema": "onewindow/units/1", "units": [_unit(one) for one in pack.units]},
        DEPARTMENTS: {
            "schema": "onewindow/departments/1",
            "departments": [_department(one) for one in pack.departments],
        },
        POSTS: {"schema": "onewindow/posts/1", "posts": [_post(one) for one in pack.posts]},
        CALENDAR: _days(pack.days),
    }
    parts = [{"file": name, "digest": digest(value)} for name, value in values.items()]
    values |= {one.file: one.body for one in pack.documents} | {one.file: one.body for one in pack.overlays}
    values |= {one.held_file: one.held_at for one in pack.overlays if one.held_file}
    manifest = {
        "schema": SCHEMA,
        "tenant": pack.tenant,
        "parts": parts,
        "documents": [_document(one) for one in pack.documents],
        "overlays": [_overlay(one) for one in pack.overlays],
    }
    return {name: readable(value) for name, value in {MANIFEST: manifest, **values}.items()}


def document_file(tenant: str, top: str, kind: str, key: str) -> str:
    """Where a document stands: `matters/KEY.json`, those of lower tenants under `units/CODE/`."""
    below = "" if tenant == top else f"units/{stem(tenant)}/"
    return f"{below}{kind}/{stem(key)}.json"


def overlay_file(tenant: str, kind: str, key: str) -> str:
    """Where a tenant's difference stands."""
    return f"overlays/{stem(tenant)}/{kind}/{stem(key)}.json"


def held_file(body: Json) -> str:
    """Where the document stands at which a tenant is held."""
    return f"held/{digest(body).removeprefix('sha256:')[:24]}.json"


def _unit(one: Unit) -> Json:
    return _filled(
        code=one.code, number=one.number, name=one.name, short_name=one.short_name, initials=one.initials,
        level=one.level, parent=one.parent, phone=one.phone, branding=dict(one.branding),
    )  # fmt: skip


def _department(one: Department) -> Json:
    return _filled(
        tenant=one.tenant, key=one.key, name=one.name, level=one.level, valid_from=one.valid_from.isoformat(),
        valid_to=one.valid_to.isoformat() if one.valid_to else "", phone=one.phone,
    )  # fmt: skip


def _post(one: Post) -> Json:
    return _filled(tenant=one.tenant, department=one.department, name=one.name, duty=one.duty)


def _days(days: Days) -> Json:
    return {
        "schema": "onewindow/days/1",
        "years": [{"year": year, "source": source} for year, source in sorted(days.years.items())],
        "days": [
            _filled(id=day.isoformat(), source=source, note=note) | {"work": work}
            for day, (work, note, source) in sorted(days.days.items())
        ],
    }


def _document(one: Document) -> Json:
    state = "" if one.state == "published" else one.state
    listed = {} if one.listed_in is None else {"listed_in": list(one.listed_in)}
    return _filled(
        file=one.file, kind=one.kind, key=one.key, title=one.title, tenant=one.tenant,
        effective_from=one.effective_from.isoformat(), state=state, digest=digest(one.body),
    ) | listed  # fmt: skip


def _overlay(one: Overlay) -> Json:
    return _filled(
        file=one.file, kind=one.kind, key=one.key, tenant=one.tenant, held_at=one.held_file, digest=digest(one.body)
    )


def _filled(**parts: Json) -> dict[str, Json]:
    return {key: value for key, value in parts.items() if value not in ("", {}, [], None)}
