"""Who acts in a rehearsal, and what they hand in: made up inside its savepoint, gone with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from form_builder import MaterialState
from onewindow.domain.actor import Actor, Binding
from onewindow.domain.handing import PAPER, HandedIn
from onewindow.domain.permissions import Role
from onewindow.store import people, tree
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

UNUSABLE = "$argon2id$rehearsal"
CLERK, OFFICER = "演练受理员", "演练审批员"


@dataclass(frozen=True, slots=True)
class Cast:
    """A clerk of the tenant, and an officer who sits wherever a task is."""

    clerk: Actor
    officer_id: UUID

    def officer(self, scope: int, department: str) -> Actor:
        """The officer at a department of a tenant."""
        return _actor(self.officer_id, OFFICER, scope, Role.OFFICER, department)


def cast_of(uow: UnitOfWork, now: datetime) -> Cast:
    """Two accounts of this tenant that nobody can sign in with; for their sake the tenant counts as open already."""
    scope = uow.scope.number
    tree.set_status(uow.session, [scope], "open", now.date())
    made = [
        people.Account(
            scope=scope, username=f"rehearsal-{word}", display_name=name, password_hash=UNUSABLE, status="closed"
        )
        for word, name in (("clerk", CLERK), ("officer", OFFICER))
    ]
    for account in made:
        people.add(uow.session, account)
    return Cast(_actor(made[0].id, CLERK, scope, Role.CLERK), made[1].id)


def materials_of(states: Iterable[MaterialState]) -> dict[str, HandedIn]:
    """Every material that is due, on paper and checked."""
    return {
        state.key: HandedIn(PAPER, pages=1, checks=frozenset(range(len(state.checks)))) for state in states if state.due
    }


def _actor(account: UUID, name: str, scope: int, role: Role, department: str = "") -> Actor:
    of = Scope.of(scope)
    return Actor(str(account), name, of.county, of.number, of.lo, of.hi, (Binding(role, scope, department),))
