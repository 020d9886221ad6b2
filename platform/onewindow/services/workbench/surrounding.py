"""What a draft can refer to: the dictionary, the matters and the licences in force where it stands."""

from __future__ import annotations

from datetime import datetime

from onewindow.domain.case_format.routes import departments as named
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.store import catalogue, departments, grounds, published
from onewindow.store.session import UnitOfWork


def surroundings(uow: UnitOfWork, scope: int, now: datetime) -> Surroundings:
    """What a draft of a tenant can refer to on this day."""
    ground = grounds.load(uow.session, scope, now.date())
    offered = catalogue.offered(uow.session, "matter", scope, now.date())
    bodies = published.bodies(uow.session, [each.digest for each in offered])
    licences: dict[str, str] = {}
    for body in bodies.values():
        for material in body["form"]["materials"]:
            if material.get("licence_kind"):
                licences.setdefault(material["licence_kind"], material["name"])
    here = [each.name for each in departments.along(uow.session, scope, now.date())]
    elsewhere = [each.name for each in named(bodies.values())]
    names = tuple(dict.fromkeys([*here, *elsewhere]))
    return Surroundings(ground.dictionary, {each.key: each.title for each in offered}, licences, names)
