"""A pack: everything that one tenant and those below it configured, as values. No people, no cases (R102)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Json = Any
SCHEMA = "onewindow/pack/1"
MANIFEST = "manifest.json"
UNITS, DEPARTMENTS, POSTS, CALENDAR = "units.json", "departments.json", "posts.json", "calendar.json"


@dataclass(frozen=True, slots=True)
class Unit:
    """One tenant of the pack's range. `parent` is a code, empty at the pack's own tenant."""

    code: str
    number: int
    name: str
    short_name: str
    initials: str
    level: str
    parent: str = ""
    phone: str = ""
    branding: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Department:
    """A department as a tenant set it up, between two dates."""

    tenant: str
    key: str
    name: str
    level: str
    valid_from: date
    valid_to: date | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a department (empty: of the whole tenant)."""

    tenant: str
    department: str
    name: str
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One published document: where it stands in the pack, who publishes it, and its body."""

    file: str
    kind: str
    key: str
    tenant: str
    title: str
    effective_from: date
    body: Json = field(repr=False)
    listed_in: tuple[str, ...] | None = None
    state: str = "published"

    @property
    def name(self) -> str:
        """How choices and reports name it."""
        return f"{self.kind}:{self.key}@{self.tenant}"


@dataclass(frozen=True, slots=True)
class Overlay:
    """One tenant's difference. `held_at`: the document it stands on while its tenant is held at an older version."""

    file: str
    kind: str
    key: str
    tenant: str
    body: Json = field(repr=False)
    held_file: str = ""
    held_at: Json | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """How choices and reports name it."""
        return f"overlay:{self.kind}:{self.key}@{self.tenant}"


@dataclass(frozen=True, slots=True)
class Days:
    """The county's own announced days, beside the national ones: `days` by date, [works, note, source]."""

    years: Mapping[int, str] = field(default_factory=dict)
    days: Mapping[date, tuple[bool, str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TenantPack:
    """The whole configuration of `tenant` (a code) and the tenants below it."""

    tenant: str
    units: tuple[Unit, ...]
    departments: tuple[Department, ...] = ()
    posts: tuple[Post, ...] = ()
    documents: tuple[Document, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    days: Days = field(default_factory=Days)

    @property
    def numbers(self) -> dict[str, int]:
        """The scope numbers of the units, by code."""
        return {unit.code: unit.number for unit in self.units}
