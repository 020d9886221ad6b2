"""Bringing a pack of matters into a tenant.

Every document put under its digest, every changed one published anew (R102).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onewindow.domain.case_format.pack import Pack
from onewindow.services import inheritance
from onewindow.store import audit, catalogue, departments, documents, overlays, published
from onewindow.store.session import UnitOfWork

Json = Any
ALWAYS = date(1949, 10, 1)
"""From when a department without a founding date counts as existing."""


@dataclass(slots=True)
class Report:
    """What an import changed: `published` names kind and key of each new version, `unchanged` counts the rest.

    `held`: tenants below whose own difference does not fit a new version.
    """

    published: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    departments: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Importer:
    """One import into the tenant of a unit of work, in its transaction."""

    uow: UnitOfWork
    now: datetime
    by: UUID | None = None
    by_name: str = "系统导入"

    def cases(self, pack: Pack, *, example_parameters: bool = False) -> Report:
        """Publish dictionary, matters and themes of a pack, and set up the departments its routes name.

        A document that is already in force stays as it is: importing twice is importing once. `example_parameters`
        also publishes the
        examples of the tenant parameters, for demonstrations; a real county sets its own.
        """
        report = Report()
        self._put("elements", [(published.DICTIONARY_KEY, "数据元字典", pack.elements)], report)
        self._put("matter", ((key, matter.name, matter.to_json()) for key, matter in pack.matters.items()), report)
        self._put("theme", ((key, theme.name, theme.to_json()) for key, theme in pack.themes.items()), report)
        if example_parameters:
            values = _examples(matter.to_json() for matter in pack.matters.values())
            self._put(
                "parameters",
                [(published.PARAMETERS_KEY, "参数", {"schema": "onewindow/parameters/1", "values": values})],
                report,
            )
        self._departments(pack, report)
        detail = {"published": [f"{kind}:{key}" for kind, key in report.published], "unchanged": report.unchanged}
        audit.append(
            self.uow.session,
            audit.Act(self.now, self.by, self.by_name, "pack.import", f"tenant:{self.uow.scope.number}", detail),
        )
        return report

    def templates(self, templates: Mapping[str, Json]) -> Report:
        """Publish print templates by key."""
        report = Report()
        self._put("template", ((key, str(body["name"]), body) for key, body in templates.items()), report)
        return report

    def _put(self, kind: str, wanted: Iterable[tuple[str, str, Json]], report: Report) -> None:
        session, today = self.uow.session, self.now.date()
        differing = {(one.kind, one.key) for one in overlays.within(session)}
        in_force = {one.key: one.digest for one in catalogue.offered(session, kind, self.uow.scope.number, today)}
        for key, title, body in wanted:
            digest = documents.put(session, kind, body)
            if in_force.get(key) == digest:
                report.unchanged += 1
                continue
            made = catalogue.publish(
                session, kind=kind, key=key, title=title, digest=digest, effective_from=today, now=self.now, by=self.by
            )
            report.published.append((kind, key))
            if (kind, key) in differing:
                report.held += len(inheritance.published(self.uow, made, self.now, by=self.by).held)

    def _departments(self, pack: Pack, report: Report) -> None:
        scope = self.uow.scope.number
        found = [
            departments.Department(scope=scope, key=one.name, name=one.name, level=one.level, valid_from=ALWAYS)
            for one in {one.name: one for one in pack.departments}.values()
        ]
        departments.add(self.uow.session, found)
        report.departments = len(found)


def _examples(matters: Iterable[Mapping[str, Json]]) -> dict[str, Json]:
    return {
        one["key"]: one["example"] for matter in matters for one in matter.get("parameters", ()) if "example" in one
    }
