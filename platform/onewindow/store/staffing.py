"""Where somebody sits who can take a step."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from onewindow.store import context
from onewindow.store.tables import people as t

WORKING = ("clerk", "officer")


def staffed(session: Session) -> set[tuple[int, str]]:
    """Tenants of this range and departments (empty: the whole tenant) with an active clerk or officer."""
    here, account, binding = context.here(session), t.Account, t.RoleBinding
    statement = (
        select(binding.scope, binding.department_key)
        .join(account, (account.county_id == binding.county_id) & (account.id == binding.account_id))
        .where(binding.county_id == here.county, binding.scope.between(here.lo, here.hi))
        .where(binding.role.in_(WORKING), account.status == "active")
        .distinct()
    )
    return {(scope, department or "") for scope, department in session.execute(statement)}
