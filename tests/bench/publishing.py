"""Drafts and publishing at the size of a county: 2,000 matters, a form of 300 fields. Wall-clock of the services."""

from __future__ import annotations

import copy
import dataclasses
import pathlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.matter import MatterDocument
from onewindow.domain.permissions import Role
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.diff import diff
from onewindow.services import proposals, publishing
from onewindow.services.packs import Importer
from onewindow.services.proposals import Proposal, Saved
from onewindow.store import bootstrap, people, schema, tree
from onewindow.store.postgres import Postgres
from onewindow.store.session import Database, UnitOfWork, connect
from tenants.scope import Scope
from tests.onewindow.domain import invented

COUNTY = 441322000000
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MATTERS, FIELDS, ROUNDS = 2_000, 300, 40
Json = Any


def figures() -> Iterator[dict[str, Any]]:
    """Where-used of an element, saving and merging a large draft, the difference of two versions, the inbox."""
    with tempfile.TemporaryDirectory() as folder, Postgres(pathlib.Path(folder) / "pg", durable=False) as server:
        bootstrap.bootstrap(server.dsn(), "onewindow")
        schema.upgrade(server.dsn(bootstrap.OWNER, "onewindow"))
        engine = connect(server.dsn(bootstrap.APP, "onewindow"))
        body = _county(engine)
        actor = _admin(engine)
        yield from _uses(engine)
        yield from _drafts(engine, actor, body)
        engine.dispose()


def _uses(engine: Database) -> Iterator[dict[str, Any]]:
    for name, key in (("common", "bee.keeper"), ("rare", "rare.element")):

        def ask(key: str = key) -> None:
            with _work(engine) as uow:
                publishing.where_used(uow, kind="element", key=key, on=TODAY)

        yield {"name": f"publishing.where_used_{name}", "value": _p95(ask), "unit": "ms", "goal": 100}


def _drafts(engine: Database, actor: Actor, body: Json) -> Iterator[dict[str, Any]]:
    with _work(engine) as uow:
        draft = proposals.start(uow, actor, kind="matter", key=body["key"], title="大", body=body, now=NOW)
        assert isinstance(draft, Proposal)
    number = [draft.revision]

    def save() -> None:
        changed = {**body, "daily_name": f"第{number[0]}次"}
        with _work(engine) as uow:
            saved = proposals.save(uow, actor, draft.id, revision=number[0], body=changed, now=NOW)
        assert isinstance(saved, Saved)
        number[0] = saved.revision

    yield {"name": f"publishing.save_{FIELDS}_fields", "value": _p95(save), "unit": "ms", "goal": 300}

    def merge() -> None:
        with _work(engine) as uow:
            proposals.save(uow, actor, draft.id, revision=1, body={**body, "name": f"名{time.time_ns()}"}, now=NOW)
            uow.session.rollback()

    yield {"name": f"publishing.merge_{FIELDS}_fields", "value": _p95(merge), "unit": "ms", "goal": 300}
    other = copy.deepcopy(body)
    for item in other["form"]["sections"][0]["fields"]:
        item["required"] = item["required"] is not True
    yield {
        "name": f"publishing.diff_{FIELDS}_changes",
        "value": _p95(lambda: diff(body, other)),
        "unit": "ms",
        "goal": 100,
    }

    def inbox() -> None:
        with _work(engine) as uow:
            publishing.inbox(uow, actor)

    yield {"name": "publishing.inbox", "value": _p95(inbox), "unit": "ms", "goal": 50}


def _county(engine: Database) -> Json:
    """2,000 matters published; the body of one of 300 fields comes back."""
    pack = read_folder(invented.raw())
    assert not isinstance(pack, Problems)
    model = dict(pack.matters["bee_keeping"].to_json())
    elements = copy.deepcopy(pack.elements)
    extra = [{"key": f"wide.f{number}", "label": f"字段{number}", "kind": "text"} for number in range(FIELDS)]
    elements["elements"] += [*extra, {"key": "rare.element", "label": "少见", "kind": "text"}]
    many = {f"m{number}": _renamed(model, f"m{number}") for number in range(MATTERS)}
    rare = _renamed(model, "m7")
    rare["form"]["sections"][0]["fields"].append({"id": "rare.element", "element": "rare.element", "required": False})
    many["m7"] = rare
    wide = _renamed(model, "wide")
    wide["form"]["sections"][0]["fields"] += [
        {"id": each["key"], "element": each["key"], "required": True} for each in extra[: FIELDS - 25]
    ]
    documents = {key: MatterDocument.stored(body) for key, body in {**many, "wide": wide}.items()}
    with _work(engine) as uow:
        tree.plant(uow.session, [_unit()])
        Importer(uow, NOW).cases(_with(pack, documents, elements))
    return wide


def _with(pack: Pack, matters: dict[str, MatterDocument], elements: Json) -> Pack:
    return dataclasses.replace(pack, matters=matters, themes={}, elements=elements)


def _renamed(model: Json, key: str) -> Json:
    body = copy.deepcopy(model)
    body["key"] = body["form"]["key"] = key
    return body


def _unit() -> tree.Tenant:
    return tree.Tenant(
        scope=COUNTY,
        parent_scope=None,
        code="441322",
        name="博罗县",
        short_name="博罗县",
        level="county",
        initials="blx",
        status="open",
    )


def _admin(engine: Database) -> Actor:
    account = people.Account(scope=COUNTY, username="admin", display_name="张敏", password_hash="$argon2id$none")
    with _work(engine) as uow:
        people.add(uow.session, account)
    where = Scope.of(COUNTY)
    return Actor(
        str(account.id), "张敏", where.county, COUNTY, where.lo, where.hi, (Binding(Role.TENANT_ADMIN, COUNTY),)
    )


def _work(engine: Database, actor: UUID | None = None) -> UnitOfWork:
    return UnitOfWork(engine, Scope.of(COUNTY), actor)


def _p95(run: Callable[[], object]) -> float:
    """The 95th percentile of some rounds, in milliseconds, the first two left out."""
    run()
    run()
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        spent.append((time.perf_counter() - began) * 1_000)
    return round(statistics.quantiles(spent, n=20)[-1], 2)
