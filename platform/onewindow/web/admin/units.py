"""The units of the county as lists and forms need them: names for their numbers, and the range to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice

from onewindow.store.tables.people import Tenant
from onewindow.web.admin.visiting import visiting


def reaching(query: Any, table: Any) -> Any:
    """Narrow to rows set up above, at and below the visitor's unit: configuration is seen along the lineage."""
    actor = visiting().actor
    return query.filter(table.scope <= actor.hi, table.scope_hi >= actor.lo)


def within_range(scope: int) -> bool:
    """Whether a unit is the visitor's own or below it: there he may change things."""
    actor = visiting().actor
    return actor.lo <= scope <= actor.hi


def tenant_names(scopes: Iterable[int]) -> dict[str, object]:
    """The names of units by number, under the name by which `tenant_name` finds them; one statement."""
    visit = visiting()
    found = visit.uow.session.query(Tenant.scope, Tenant.name).filter(
        Tenant.county_id == visit.actor.county, Tenant.scope.in_(set(scopes))
    )
    return {"tenant_names": {row.scope: row.name for row in found}}


def tenant_name(_view: object, context: Any, row: Any, column: str) -> str:
    """Draw the number of a unit as its name (a formatter of Flask-Admin)."""
    return str(context["tenant_names"].get(getattr(row, column), "—"))


def unit_choices() -> list[SelectChoice]:
    """The units of the visitor's range, each town leading the group of its villages."""
    visit = visiting()
    units = (
        visit.uow.session.query(Tenant)
        .filter(Tenant.county_id == visit.actor.county, Tenant.scope.between(visit.actor.lo, visit.actor.hi))
        .order_by(Tenant.scope)
    )
    choices: list[SelectChoice] = []
    group = ""
    for unit in units:
        group = unit.name if unit.level != "village" or not group else group
        choices.append(SelectChoice(unit.scope, unit.name, {"data-initials": unit.initials}, group))
    return choices
