"""Which cases somebody sees inside his tenant's range: the range itself is the database's and `tenants.scope`'s."""

from __future__ import annotations

from collections.abc import Collection

from onewindow.domain.actor import Actor


def may_see(actor: Actor, departments: Collection[str], *, officer: bool) -> bool:
    """An officer bound to departments sees the cases that have, or had, a task for one of them.

    Everybody else his whole range.
    """
    return not officer or not actor.departments or bool(actor.departments & set(departments))
