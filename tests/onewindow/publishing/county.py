"""A county with people for every step of the chain, its dictionary, matters and a theme published."""

from __future__ import annotations

import copy
import dataclasses
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.permissions import Role
from onewindow.domain.problems import Problems
from onewindow.services.packs import Importer
from onewindow.store import people, tree
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope, county_of
from tests.database import Database
from tests.onewindow.domain import invented
from tests.onewindow.store.samples import COUNTY, TOWN, UNITS, tenants

Json = Any
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MATTER = "bee_keeping"
BUREAU = "县农业农村局"


@dataclasses.dataclass(frozen=True)
class Hall:
    """The county, and its people by a short name."""

    database: Database
    people: dict[str, Actor]
    pack: Pack

    def work(self, who: str, scope: int | None = None) -> UnitOfWork:
        """A unit of work of somebody, in his tenant unless another is named."""
        actor = self.people[who]
        return self.database.work(scope or actor.scope, UUID(actor.account_id))

    def matter(self, key: str = MATTER) -> Json:
        """The JSON of a published matter, free to be changed."""
        return copy.deepcopy(dict(self.pack.matters[key].to_json()))


def open_hall(database: Database) -> Hall:
    """Plant the county, publish the invented folder in it, and take on people for every role."""
    pack = read_folder(invented.raw())
    assert not isinstance(pack, Problems)
    with database.work(COUNTY) as uow:
        tree.plant(uow.session, tenants(UNITS))
        Importer(uow, NOW).cases(pack)
    hall = Hall(database, {}, pack)
    for name, scope, roles in PEOPLE:
        take_on(hall, name, scope, *roles)
    return hall


def take_on(hall: Hall, name: str, scope: int, *roles: Binding) -> Actor:
    """Give somebody an account with roles."""
    account = people.Account(scope=scope, username=f"{name}{scope}", display_name=name, password_hash="$argon2id$none")
    with hall.database.work(scope) as uow:
        people.add(uow.session, account)
    where = Scope.of(scope)
    hall.people[name] = Actor(str(account.id), name, county_of(scope), scope, where.lo, where.hi, roles)
    return hall.people[name]


PEOPLE = (
    ("admin", COUNTY, [Binding(Role.TENANT_ADMIN, COUNTY)]),
    ("second", COUNTY, [Binding(Role.TENANT_ADMIN, COUNTY)]),
    ("editor", COUNTY, [Binding(Role.DEPARTMENT_EDITOR, COUNTY, BUREAU)]),
    ("stranger", COUNTY, [Binding(Role.DEPARTMENT_EDITOR, COUNTY, "县民政局")]),
    ("head", COUNTY, [Binding(Role.HEAD, COUNTY, BUREAU)]),
    ("chief", COUNTY, [Binding(Role.HEAD, COUNTY)]),
    ("legal", COUNTY, [Binding(Role.LEGAL_REVIEWER, COUNTY)]),
    ("approver", COUNTY, [Binding(Role.CATALOGUE_APPROVER, COUNTY)]),
    ("clerk", COUNTY, [Binding(Role.CLERK, COUNTY)]),
    ("supervisor", COUNTY, [Binding(Role.SUPERVISOR, COUNTY)]),
    ("town_admin", TOWN, [Binding(Role.TENANT_ADMIN, TOWN)]),
)
