"""Pages and policies with a whole nation in the database, beside the same with ten tenants.

`BENCH_TENANCY_CASES` says how many cases the county has (50,000).
"""

from __future__ import annotations

import os
import pathlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
from flask.testing import FlaskClient
from psycopg import sql
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from onewindow import logs
from onewindow.app import create_app
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts, calendars, tenancy
from onewindow.services.packs import Importer, standard_pack
from onewindow.settings import Settings
from onewindow.store import bootstrap, case_list, cases, catalogue, published, schema
from onewindow.store.case_list import Wanted
from onewindow.store.postgres import SUPERUSER, Postgres
from onewindow.store.session import UnitOfWork, connect
from onewindow.web.access import CHINA
from printing import system_template, system_template_keys
from tenants.scope import Level, Scope, level_of
from tenants.tree import Tenant, Tree
from tests.bench import _nation

CASES = int(os.environ.get("BENCH_TENANCY_CASES", "50000"))
ROUNDS, MATTERS = 40, 2_000
COUNTY = 441322_000000
TOWNS = [COUNTY + town * 1000 for town in (1, 2, 3)]
UNITS = [COUNTY, *(town + village for town in TOWNS for village in range(3))]
PASSWORD = "bench-2026-nobody"
PAGES = {
    "desk_page": ("clerk", "/desk/"),
    "form_page": ("clerk", ""),
    "case_list": ("clerk", "/desk/cases"),
    "admin_list": ("admin", "/admin/departments/"),
}


def figures() -> Iterator[dict[str, Any]]:
    """Loading the nation, four pages against the same with ten tenants, what policies and filters cost, a long list."""
    logs.configure("error")
    with tempfile.TemporaryDirectory() as folder, Postgres(pathlib.Path(folder) / "pg", durable=False) as server:
        bootstrap.bootstrap(server.dsn(), "ten")
        schema.upgrade(server.dsn(bootstrap.OWNER, "ten"))
        _settle(server)
        yield {"name": "tenancy.load", "value": _copy_and_load(server), "unit": "s", "goal": 300}
        here = pathlib.Path(folder)
        ten, nation = _clients(server, "ten", here), _clients(server, "nation", here)
        for name, (who, path) in PAGES.items():
            yield {"name": f"tenancy.{name}", "value": _ratio(ten[who], nation[who], path), "unit": "x", "goal": 1.1}
        yield from _policies(server)
        yield from _filters(server)
        yield {"name": "tenancy.matters", "value": _long_list(server, nation["admin"]), "unit": "ms p95", "goal": 100}


def _settle(server: Postgres) -> None:
    """One county of ten tenants with its matters, its staff and many cases."""
    now, names = datetime.now(CHINA), {Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}
    app, platform = _engine(server, "ten", bootstrap.APP), _engine(server, "ten", bootstrap.PLATFORM)
    calendars.announce_national(platform, range(now.year - 1, now.year + 2))
    parents = {one: one - one % 1000 if one % 1000 else COUNTY for one in UNITS if one != COUNTY}
    tree = Tree(
        Tenant(one, str(one)[: names[level_of(one)]], f"单位{one}", level_of(one), parents.get(one)) for one in UNITS
    )
    with UnitOfWork(app, Scope.of(COUNTY)) as uow:
        tenancy.onboard(uow, tree, now=now, phone="0752-6200000")
        tenancy.open_units(uow, UNITS, on=now.date())
        importer = Importer(uow, now)
        importer.cases(standard_pack(), example_parameters=True)
        importer.templates({key: system_template(key) for key in system_template_keys()})
        elements = catalogue.effective(uow.session, "elements", published.DICTIONARY_KEY, COUNTY, now.date())
        assert elements is not None
        for scope, name, role in ((TOWNS[0], "clerk", Role.CLERK), (COUNTY, "admin", Role.TENANT_ADMIN)):
            accounts.create(
                uow,
                scope=scope,
                username=f"bench.{name}",
                display_name=name,
                password=PASSWORD,
                roles=[Binding(role, scope)],
                must_change=False,
            )
    with _superuser(server, "ten") as connection:
        _nation.fill_cases(connection, COUNTY // 10**6, UNITS[1:], elements.digest, CASES)
    app.dispose()
    platform.dispose()


def _copy_and_load(server: Postgres) -> float:
    """A copy of the county's database with the nation beside it; seconds for the nation alone."""
    with psycopg.connect(bootstrap.libpq(server.dsn()), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE nation OWNER ow_owner TEMPLATE ten"))
        bootstrap.close_database(connection, "nation")
    with _superuser(server, "nation") as connection:
        began = time.perf_counter()
        count = _nation.load(connection, _nation.units())
        spent = time.perf_counter() - began
        assert count == _nation.COUNTIES + _nation.TOWNS + _nation.VILLAGES
        connection.execute("ANALYZE")
        connection.commit()
    return round(spent, 1)


def _clients(server: Postgres, database: str, folder: pathlib.Path) -> dict[str, FlaskClient]:
    settings = Settings(
        database_url=server.dsn(bootstrap.APP, database),
        platform_database_url=server.dsn(bootstrap.PLATFORM, database),
        broker_url="amqp://127.0.0.1/",
        secret_key="for measuring only, nothing is kept",
        data_dir=folder,
        base_url="http://127.0.0.1",
        demo=True,
    )
    app = create_app(settings)
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    found = {}
    for who in ("clerk", "admin"):
        found[who] = app.test_client()
        answer = found[who].post("/sign-in", data={"username": f"bench.{who}", "password": PASSWORD})
        assert answer.status_code in (302, 303), answer.status
    return found


def _ratio(ten: FlaskClient, nation: FlaskClient, path: str) -> float:
    """How many times as long a page takes with the nation; both in turns, the faster half of the rounds."""
    places = [path or _form(client) for client in (ten, nation)]
    spent: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for one, (client, place) in enumerate(zip((ten, nation), places, strict=True)):
            spent[one].append(_time(partial(_open, client, place)))
    return round(_half(spent[1]) / _half(spent[0]), 2)


def _form(client: FlaskClient) -> str:
    answer = client.post("/desk/matters", data={"matter": ["village_residence_proof"]})
    assert answer.status_code in (302, 303), answer.status
    return str(answer.location)


def _open(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200, path


def _policies(server: Postgres) -> Iterator[dict[str, Any]]:
    """The same statements as the application (policies on) and as the platform (off), in turns, planning included."""
    app, platform = _engine(server, "nation", bootstrap.APP), _engine(server, "nation", bootstrap.PLATFORM)
    number = "B4711"
    wanted: dict[str, tuple[Callable[[Session], object], int]] = {
        "point_read": (lambda session: cases.by_number(session, number), 10),
        "list_page": (lambda session: case_list.page(session, Wanted()), 20),
    }
    for name, (ask, goal) in wanted.items():
        spent: dict[Engine, list[float]] = {app: [], platform: []}
        for _ in range(ROUNDS * 5):
            for engine, times in spent.items():
                times.append(_asked(engine, ask))
        cost = (_half(spent[app]) / _half(spent[platform]) - 1) * 100
        yield {"name": f"tenancy.policies_{name}", "value": round(cost, 1), "unit": "% more", "goal": goal}
    app.dispose()
    platform.dispose()


def _asked(engine: Engine, ask: Callable[[Session], object]) -> float:
    with UnitOfWork(engine, Scope.of(COUNTY)) as uow:
        uow.session.connection()
        return _time(lambda: ask(uow.session))


def _filters(server: Postgres) -> Iterator[dict[str, Any]]:
    """Filters of the case list that used to look at every case of the county."""
    app = _engine(server, "nation", bootstrap.APP)
    wanted = {
        "status_without_hit": Wanted(statuses=("waiting",)),
        "rare_department": Wanted(tenant=COUNTY, departments=("消防救援大队",)),
        "busy_department": Wanted(tenant=COUNTY, departments=("城管局",)),
    }
    for name, narrowed in wanted.items():
        spent = [_asked(app, partial(case_list.page, wanted=narrowed)) for _ in range(ROUNDS)]
        yield {"name": f"tenancy.list_{name}", "value": round(_half(spent) * 1000, 1), "unit": "ms", "goal": 20}
    app.dispose()


def _long_list(server: Postgres, admin: FlaskClient) -> float:
    """The back office's list of publications with 2,000 matters in it, as a county's administrator."""
    now = datetime.now(CHINA)
    with _superuser(server, "nation") as connection:
        connection.execute("SET session_replication_role = replica")
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publication (county_id, id, scope, kind, key, version, title, digest, effective_from,"
                " published_at) VALUES (%s, %s, %s, 'matter', %s, 1, %s, %s, %s, %s)",
                [
                    (
                        COUNTY // 10**6,
                        uuid4(),
                        COUNTY,
                        f"bench_{at}",
                        f"事项{at}",
                        "sha256:" + "0" * 64,
                        now.date(),
                        now,
                    )
                    for at in range(MATTERS)
                ],
            )
        connection.execute("ANALYZE publication")
        connection.commit()
    _open(admin, "/admin/publications/")
    spent = sorted(_time(lambda: _open(admin, "/admin/publications/")) for _ in range(ROUNDS))
    return round(spent[int(len(spent) * 0.95) - 1] * 1000, 1)


def _engine(server: Postgres, database: str, role: str) -> Engine:
    return connect(server.dsn(role, database), pool_size=1)


def _superuser(server: Postgres, database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(bootstrap.libpq(server.dsn(SUPERUSER, database)))


def _time(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _half(spent: list[float]) -> float:
    """The median of the faster half: what the machine does besides only adds."""
    return statistics.median(sorted(spent)[: len(spent) // 2])
