"""Which cases somebody sees inside his tenant's range: the range itself is the database's and `tenants.scope`'s."""

from __future__ import annotations

from collections.abc import Collection

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Role


def may_see(actor: Actor, departments: Collection[str], *, officer: bool) -> bool:
    """An officer bound to departments sees the cases that have, or had, a task for one of them.

    Everybody else his whole range.
    """
    return not officer or not actor.departments or bool(actor.departments & set(departments))


def listed_departments(actor: Actor) -> tuple[str, ...]:
    """The departments whose cases alone the actor's lists show: an officer's own; empty for the whole range."""
    return tuple(sorted(actor.departments)) if actor.holds(Role.OFFICER) else ()
