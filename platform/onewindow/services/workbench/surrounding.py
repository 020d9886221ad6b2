"""What a draft can refer to: the dictionary, the matters and the licences in force where it stands."""

from __future__ import annotations

from datetime import datetime

from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.store import departments, posts
from onewindow.store.session import UnitOfWork
from onewindow.store.shelves import shelf


def surroundings(uow: UnitOfWork, scope: int, now: datetime) -> Surroundings:
    """What a draft of a tenant can refer to on this day."""
    standing = shelf(uow.session, scope, now.date())
    here = [each.name for each in departments.along(uow.session, scope, now.date())]
    names = tuple(dict.fromkeys([*here, *standing.departments]))
    ground = standing.ground.dictionary
    return Surroundings(ground, standing.matters, standing.licences, names, tuple(posts.names(uow.session)))
