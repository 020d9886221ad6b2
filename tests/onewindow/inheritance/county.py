"""A county with towns and villages under one standard: its matters are invented, its documents are real ones."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import event

from onewindow.services import inheritance
from onewindow.store import bootstrap, catalogue, documents, published, tree
from onewindow.store.session import UnitOfWork
from tenants.patch import SCHEMA
from tenants.scope import level_of
from tests.database import Database

Json = Any
COUNTY = 441322000000
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
KEY = "homestead"

ELEMENTS: Json = {
    "schema": "onewindow/elements/1",
    "elements": [
        {"key": "org.name", "label": "申请人名称", "kind": "text", "max": 40},
        {"key": "house.area", "label": "建筑面积", "kind": "decimal", "scale": 2},
        {"key": "house.note", "label": "备注", "kind": "text", "max": 200},
    ],
    "inherit": {"elements/*/hint": "free", "elements/*/label": "locked"},
}
OPEN = {
    "limits/promised/value": "at_most",
    "form/materials": "may_hide",
    "form/sections": "may_hide",
    "guide": "free",
    "guide/complaint_phone": "locked",
    "conditions": "locked",
}

MANY = """
INSERT INTO tenant (county_id, scope, parent_scope, code, name, short_name, level, status)
SELECT s / 1000000, s, CASE WHEN s % 1000 = 0 THEN %(county)s ELSE s - s % 1000 END, s::text, '单位' || s,
    '单位' || s % 1000000, CASE WHEN s % 1000 = 0 THEN 'town' ELSE 'village' END, 'open'
FROM generate_series(%(county)s + 1000, %(county)s + 1000 * %(towns)s + 999) s WHERE s % 1000 <= %(villages)s
""".replace(" % ", " %% ")


def town(number: int) -> int:
    """The scope of the county's town with a number."""
    return COUNTY + number * 1000


def material(key: str, name: str) -> Json:
    return {
        "key": key,
        "name": name,
        "kind": "certificate",
        "medium": "paper",
        "originals": 1,
        "photocopies": 0,
        "necessity": "required",
        "source": "applicant",
    }


def matter(days: int = 20, materials: tuple[str, ...] = ("id_card", "map", "promise"), **changes: Json) -> Json:
    """A version of the matter 农村宅基地审批."""
    names = {"id_card": "身份证", "map": "规划图", "promise": "承诺书", "deed": "权属证明"}
    fields = [{"id": key.rpartition(".")[2], "element": key, "required": False} for key in ("org.name", "house.area")]
    value: Json = {
        "schema": "onewindow/matter/1",
        "key": KEY,
        "name": "农村宅基地审批",
        "matter_type": {"code": "01", "name": "行政许可"},
        "seed_class": "power",
        "exercise_level": "town",
        "departments": {"town": "规划建设办"},
        "case_type": "promised",
        "limits": {"promised": {"value": days, "unit": "working_day"}, "excludes": [], "situations": []},
        "conditions": [{"id": "local", "text": "申请人为本村集体经济组织成员"}],
        "form": {
            "schema": "onewindow/form/1",
            "key": KEY,
            "title": "宅基地申请表",
            "sections": [
                {"id": "base", "label": "基本情况", "fields": fields},
                {"id": "more", "label": "其他", "fields": [{"id": "note", "element": "house.note", "required": False}]},
            ],
            "materials": [material(key, names[key]) for key in materials],
        },
        "route": {
            "start": "review",
            "steps": [
                {"id": "review", "kind": "task", "level": "town", "department": "规划建设办", "action": "审查",
                 "next": [{"to": "end"}]},
                {"id": "end", "kind": "end"},
            ],
        },
        "guide": {"consult_phone": "0752-6620000", "complaint_phone": "12345"},
        "examples": [{"name": "一般", "data": {"org.name": "张三"}, "expect": {"outcome": "accept"}}],
        "inherit": OPEN,
    }  # fmt: skip
    return {**value, **changes}


def units(towns: int, villages: int = 0) -> list[tree.Tenant]:
    """The county with so many towns, each with so many villages."""
    numbers = [COUNTY]
    for one in range(1, towns + 1):
        numbers += [town(one), *(town(one) + village for village in range(1, villages + 1))]
    return [
        tree.Tenant(
            scope=number,
            parent_scope=_parent(number),
            code=str(number).rstrip("0") if number == COUNTY else str(number),
            name=f"单位{number}",
            short_name=f"单位{number % 1000000}",
            level=level_of(number).value,
            status="open",
        )
        for number in numbers
    ]


def _parent(number: int) -> int | None:
    if number == COUNTY:
        return None
    return number - number % 1000 if number % 1000 else COUNTY


class Place:
    """One county in a database, and what people do in it."""

    def __init__(self, database: Database, towns: int, villages: int = 0) -> None:
        self.database = database
        with self.work(COUNTY) as uow:
            tree.plant(uow.session, units(towns, villages))
        self.publish(ELEMENTS, kind="elements", key="elements")

    def work(self, scope: int, actor: UUID | None = None) -> UnitOfWork:
        return self.database.work(scope, actor)

    def publish(
        self, body: Json, scope: int = COUNTY, *, kind: str = "matter", key: str = KEY, on: date = TODAY
    ) -> inheritance.Impact:
        """Publish a version and tell inheritance, as whoever publishes does."""
        with self.work(scope) as uow:
            digest = documents.put(uow.session, kind, body)
            version = catalogue.publish(
                uow.session, kind=kind, key=key, title=body.get("name", key), digest=digest, effective_from=on, now=NOW
            )
            return inheritance.published(uow, version, NOW)

    def save(self, scope: int, *, kind: str = "matter", key: str = KEY, **parts: Json) -> inheritance.Saved:
        saved = self.try_save(scope, kind=kind, key=key, **parts)
        assert isinstance(saved, inheritance.Saved), saved
        return saved

    def try_save(
        self, scope: int, *, kind: str = "matter", key: str = KEY, **parts: Json
    ) -> inheritance.Saved | inheritance.Refused:
        with self.work(scope) as uow:
            return inheritance.save_overlay(uow, kind=kind, key=key, patch={"schema": SCHEMA, **parts}, now=NOW)

    def body(self, scope: int, *, kind: str = "matter", key: str = KEY, on: date = TODAY) -> Json:
        """The document that a tenant runs on a day."""
        with self.work(scope) as uow:
            found = published.effective(uow.session, kind, scope, on)[key]
            return published.bodies(uow.session, [found.digest])[found.digest]

    def days(self, scope: int, on: date = TODAY) -> int:
        return int(self.body(scope, on=on)["limits"]["promised"]["value"])

    def materials(self, scope: int) -> list[str]:
        return [one["key"] for one in self.body(scope)["form"]["materials"]]

    def rows(self, *tables: str) -> dict[str, int]:
        """How many rows some tables have."""
        with self.database.raw("ow_platform") as connection:
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
                for table in tables
            }


def plant_many(database: Database, towns: int, villages: int) -> int:
    """Plant towns with their villages under the county in one statement, as a superuser; how many units."""
    with _superuser(database) as connection:
        numbers = {"county": COUNTY, "towns": towns, "villages": villages}
        count = connection.execute(MANY, numbers).rowcount
        connection.commit()
        connection.execute("ANALYZE tenant")
    return count


@contextlib.contextmanager
def writing(database: Database) -> Iterator[dict[str, int]]:
    """The rows that are inserted or changed inside the block, by table; tables where nothing happens are left out."""
    rows: dict[str, int] = {}
    with _superuser(database) as connection:
        since = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        connection.commit()
        yield rows
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace",
            ["public"],
        )
        count = sql.SQL("SELECT count(*) FROM {} WHERE xmin::text::bigint > %s")
        for (table,) in tables.fetchall():
            found = connection.execute(count.format(sql.Identifier(table)), since).fetchone()
            rows |= {table: found[0]} if found and found[0] else {}


def _superuser(database: Database) -> psycopg.Connection:
    return psycopg.connect(bootstrap.libpq(database.server.dsn(database=database.name)))


@contextlib.contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that the application sends inside the block."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(database.app, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.app, "before_cursor_execute", note)
