"""A whole site with two random counties: staff of every role everywhere, and applications filed through its pages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onewindow.app import create_app
from onewindow.domain.permissions import Role
from onewindow.services import calendars, tenancy
from onewindow.services.accounts.passwords import hash_of
from onewindow.services.packs import Importer, standard_pack
from onewindow.settings import Settings
from onewindow.store import bootstrap, doors, people
from onewindow.store.postgres import SUPERUSER
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA, house
from printing import system_template, system_template_keys
from tenants.scope import Level, Scope, county_of, level_of
from tenants.tree import Tenant, Tree
from tests.database import Database
from tests.flows.applications import SHOP, THEME
from tests.flows.files import PDF, upload
from tests.onewindow.attack.nation import COUNTIES, Viewer, marker, of_county

PASSWORD = "attack-2026-nobody"
DEPARTMENTS = ("市场监管局", "市场监管所", "城管局", "镇综合行政执法办", "综合窗口")


@dataclass(frozen=True)
class User(Viewer):
    """Somebody with one role in one unit."""

    role: Role = Role.CLERK

    @property
    def username(self) -> str:
        """His name at the door."""
        return f"{self.role.value}.u{self.number}"


@dataclass
class Site:
    """The application on its database; `clients` keeps everybody's cookies."""

    app: Flask
    database: Database
    units: list[int]
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def call(self, user: User, method: str, path: str, **more: Any) -> TestResponse:
        """Ask for a page, or send a form."""
        headers = {"Origin": "http://localhost", "X-Forwarded-For": self._place(user)}
        return self._client(user).open(path, method=method, headers=headers, **more)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What stands in a table, past all policies."""
        with self.database.raw(SUPERUSER) as connection:
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [one.name for one in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def _place(self, user: User) -> str:
        """An address of his own: rate limits count him alone."""
        at = self.units.index(user.number) * len(Role) + list(Role).index(user.role)
        return f"10.7.{at // 250}.{at % 250 + 1}"

    def _client(self, user: User) -> FlaskClient:
        if user.username not in self.clients:
            client = self.app.test_client()
            said = {"username": user.username, "password": PASSWORD}
            answer = client.post("/sign-in", data=said, headers={"X-Forwarded-For": self._place(user)})
            assert answer.status_code in (302, 303), (user.username, answer.status)
            self.clients[user.username] = client
        return self.clients[user.username]


@contextmanager
def open_site(database: Database, units: list[int], folder: Path) -> Iterator[Site]:
    """Settle both counties and serve them; CSRF is tried elsewhere and stands in the way here."""
    settle(database, units)
    settings = Settings(
        database_url=database.dsn(bootstrap.APP),
        platform_database_url=database.dsn(bootstrap.PLATFORM),
        broker_url=f"redis+socket://{folder}/none",
        secret_key="k" * 32,
        data_dir=folder,
        base_url="http://localhost",
        trusted_proxies=1,
        demo=True,
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    yield Site(app, database, units)
    with app.app_context():
        house().engine.dispose()


def staff_of(units: Sequence[int]) -> list[User]:
    """Everybody there is: each role in each unit."""
    return [User(number, role) for number in units for role in Role]


def settle(database: Database, units: list[int]) -> None:
    """Both counties with their matters, open everywhere, and their staff."""
    now = datetime.now(CHINA)
    calendars.announce_national(database.platform, range(now.year - 1, now.year + 2))
    pack, password = standard_pack(), hash_of(PASSWORD)
    for county in COUNTIES:
        root = Scope.of(county * 1_000_000)
        here = of_county(units, root.number)
        with UnitOfWork(database.app, root) as uow:
            tenancy.onboard(uow, _tree(here), now=now, phone="0752-6200000")
            tenancy.open_units(uow, here, on=now.date())
            importer = Importer(uow, now)
            importer.cases(pack, example_parameters=True)
            importer.templates({key: system_template(key) for key in system_template_keys()})
            for user in staff_of(here):
                _hire(uow, user, password)


def file_everywhere(site: Site, draw: random.Random) -> None:
    """Each unit with a village accepts one application and leaves another one half filled in."""
    for number in site.units:
        villages = [one for one in site.units if Scope.of(number).holds(one) and level_of(one) is Level.VILLAGE]
        if villages:
            clerk = User(number, Role.CLERK)
            _file(site, clerk, draw.choice(villages))
            _begin(site, clerk)


def _begin(site: Site, clerk: User) -> str:
    answer = site.call(clerk, "POST", THEME, data={**SHOP.guide, "action": "start"})
    assert answer.status_code == 302, answer.status
    return str(answer.location)


def _file(site: Site, clerk: User, village: int) -> None:
    said = {"org__name": f"{marker(clerk.number)}餐饮店", "premises__division": str(village)}
    scan = {"material-food_application_form-file": upload(f"{marker(clerk.number)}.pdf", PDF)}
    answer = site.call(clerk, "POST", _begin(site, clerk), data={**SHOP.posted(**said), **scan, "action": "submit"})
    assert answer.status_code == 303, answer.text[:2000]


def _hire(uow: UnitOfWork, user: User, password: str) -> None:
    name = f"{marker(user.number)}{user.role.value}"
    account = people.Account(
        scope=user.number,
        username=user.username,
        display_name=name,
        password_hash=password,
        must_change=False,
        id=account_id(user),
    )
    departments = DEPARTMENTS if user.role is Role.OFFICER else (None,)
    bindings = [
        people.Binding(account_id=account.id, scope=user.number, role=user.role.value, department_key=one)
        for one in departments
    ]
    people.add(uow.session, account, bindings)
    digest = doors.of_account(user.username)
    doors.add(uow.session, doors.Door(kind="account", scope=user.number, object_id=account.id, digest=digest))


def account_id(user: User) -> UUID:
    """The account of somebody; the clerk's is the one by which a draft is known here."""
    return user.actor if user.role is Role.CLERK else UUID(int=user.actor.int ^ (1 + list(Role).index(user.role)))


def _tree(units: list[int]) -> Tree:
    known = set(units)
    return Tree(
        Tenant(
            number,
            str(number)[: {Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}[level_of(number)]],
            f"{'甲' if county_of(number) == COUNTIES[0] else '乙'}{number}",
            level_of(number),
            None if level_of(number) is Level.COUNTY else _parent(number, known),
        )
        for number in units
    )


def _parent(number: int, known: set[int]) -> int:
    town = number - number % 1000
    return town if town != number and town in known else number - number % 1_000_000
