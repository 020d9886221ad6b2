"""The demonstration county, taken out once as files, and empty installations to bring it into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from onewindow.cli import demo_county
from onewindow.domain import demo, packs
from onewindow.domain.case_format import Pack, read_folder
from onewindow.services import inheritance
from onewindow.services.packs import Importer, export_pack
from onewindow.store import calendar, catalogue, documents, people, posts, tree
from onewindow.store.postgres import Postgres
from printing import system_template, system_template_keys
from tenants.divisions import parse_divisions
from tenants.patch import SCHEMA
from tenants.tree import Tree
from tests.database import Database, fresh_database
from tests.onewindow.inheritance.county import NOW, TODAY

Json = Any
SHOP_SIGN = "shop_sign_service"


@pytest.fixture(scope="session")
def boluo(postgres: Postgres) -> Iterator[Database]:
    """The demonstration county with everything a pack can hold: differences, a held town, days of its own."""
    with fresh_database(postgres) as made:
        settle(made)
        _differ(made)
        yield made


def settle(database: Database) -> None:
    """The county's units, matters, parameters and templates as the demonstration has them, and one of its clerks."""
    read = parse_divisions((demo_county.DATA / "441322_boluo.csv").read_bytes())
    assert isinstance(read, Tree)
    folder = demo_county.DATA / "cases"
    cases = read_folder({one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(".json")})
    assert isinstance(cases, Pack)
    with database.work(demo.COUNTY) as uow:
        tree.plant(uow.session, tree.of_divisions(read, lambda name: name[:1]))
        marks = demo_county.BRANDING[demo.COUNTY]
        tree.set_marks(uow.session, demo.COUNTY, phone=demo_county.PHONE, branding=marks)
        importer = Importer(uow, NOW)
        importer.cases(cases, example_parameters=True)
        importer.templates({key: system_template(key) for key in system_template_keys()})
        posts.put(uow.session, [posts.Post(scope=demo.COUNTY, name="首席代表", department_key="市场监管局")])
        clerk = demo.STAFF[0]
        account = people.Account(
            scope=clerk.scope, username=clerk.username, display_name=clerk.name, password_hash="$argon2id$none"
        )
        people.add(uow.session, account)


def _differ(database: Database) -> None:
    with database.work(demo.COUNTY) as uow:
        own = calendar.Day(day=date(2027, 3, 8), work=False, source="县", note="庙会")
        calendar.put(uow.session, 441322, [2029], [own], source="县")
        body = _newest(uow)
        _publish(uow, {**body, "inherit": {"daily_name": "free", "form/materials": "may_hide", "legal_basis": "free"}})
    with database.work(demo.LUOYANG) as uow:
        _save(uow, adapted={"daily_name": "本街道叫法"})
    with database.work(demo.LONGXI) as uow:
        _save(uow, adapted={"legal_basis": ["本镇规定"]})
    with database.work(demo.COUNTY) as uow:
        _publish(uow, {**_newest(uow), "inherit": {"daily_name": "free"}})
        phones = {"schema": "onewindow/items/1", "key": "phones", "items": [{"id": "hall", "text": "0752-6200000"}]}
        _publish(uow, phones, kind="phones", key="phones")


def _newest(uow: Any) -> Json:
    found = catalogue.effective(uow.session, "matter", SHOP_SIGN, demo.COUNTY, TODAY + timedelta(days=400))
    assert found is not None
    return documents.get(uow.session, found.digest)


def _publish(uow: Any, body: Json, kind: str = "matter", key: str = SHOP_SIGN) -> None:
    digest = documents.put(uow.session, kind, body)
    made = catalogue.publish(
        uow.session, kind=kind, key=key, title=body.get("name", key), digest=digest, effective_from=TODAY, now=NOW
    )
    inheritance.published(uow, made, NOW)


def _save(uow: Any, **parts: Json) -> None:
    patch = {"schema": SCHEMA, **parts}
    saved = inheritance.save_overlay(uow, kind="matter", key=SHOP_SIGN, patch=patch, now=NOW)
    assert isinstance(saved, inheritance.Saved), saved


@pytest.fixture(scope="session")
def files(boluo: Database) -> dict[str, bytes]:
    """The demonstration county as files."""
    with boluo.work(demo.COUNTY) as uow:
        return packs.write(export_pack(uow, on=TODAY))


@pytest.fixture(scope="session")
def pack(files: dict[str, bytes]) -> packs.TenantPack:
    """The files, read once."""
    found = packs.read(files, on=TODAY)
    assert isinstance(found, packs.Read), found
    return found.pack


@pytest.fixture
def empty(postgres: Postgres) -> Iterator[Database]:
    """An empty installation."""
    with fresh_database(postgres) as made:
        yield made


def manifest(files: dict[str, bytes]) -> Json:
    return json.loads(files["manifest.json"])
