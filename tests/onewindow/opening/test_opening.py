"""Before a tenant opens: what it lacks, and its examples played as real cases of which nothing stays."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onewindow.domain import demo
from onewindow.domain.readiness import Line, State
from onewindow.domain.site import Site
from onewindow.services import calendars
from onewindow.services.fonts import house
from onewindow.services.readiness import readiness
from onewindow.services.rehearsal import Played, rehearse
from onewindow.store import catalogue, departments, documents, people, tree
from onewindow.store.postgres import Postgres
from tests.database import Database, fresh_database
from tests.onewindow.inheritance.county import COUNTY, NOW, Place, counting, matter, town
from tests.onewindow.packs.conftest import settle

Json = Any
SITE = Site("http://127.0.0.1:8000", True, house().hashes, "k" * 32)


@pytest.fixture(scope="module")
def boluo(postgres: Postgres) -> Iterator[Database]:
    """The demonstration's matters in their county, with the national calendar."""
    with fresh_database(postgres) as made:
        settle(made)
        calendars.announce_national(made.platform, range(2025, 2028))
        yield made


def lines(database: Database, scope: int) -> dict[str, Line]:
    with database.work(scope) as uow:
        return {line.key: line for line in readiness(uow, now=NOW)}


def play(database: Database, scope: int, *keys: str) -> tuple[Played, ...]:
    numbers = itertools.count()

    def entropy(size: int) -> bytes:
        return hashlib.sha256(str(next(numbers)).encode()).digest()[:size]

    with database.work(scope) as uow:
        return rehearse(uow, fonts=house(), site=SITE, now=NOW, entropy=entropy, keys=keys or None)


def everything(database: Database) -> dict[str, int]:
    """How many rows every table has, and where every counter stands."""
    with database.raw("ow_platform") as connection:
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        counts = {}
        for (table,) in found:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            counts[str(table)] = int(row[0]) if row else 0
        row = connection.execute("SELECT coalesce(sum(last), 0) FROM numbering").fetchone()
        return counts | {"numbers": int(row[0]) if row else 0}


def test_every_example_of_the_county_plays_to_its_end_and_nothing_stays(boluo: Database) -> None:
    before = everything(boluo)
    played = play(boluo, demo.COUNTY)
    wrong = {(one.matter, one.example): one.problems for one in played if not one.ok}
    assert wrong == {}
    assert len(played) >= 22
    accepted = [one for one in played if one.accepted]
    assert len(accepted) >= len(played) - 3
    assert all(one.steps and one.papers for one in accepted)
    skipped = [one for one in played if one.skipped]
    assert len(skipped) <= 3, "values that are written down and come out otherwise when they are calculated"
    assert all("示例直接写明了" in one.skipped for one in skipped)
    assert everything(boluo) == before


def test_a_town_plays_what_it_made_of_the_county_s_matter(place: Place) -> None:
    """Filing stores the town's own document: the case names it, and the foreign key holds."""
    place.save(town(1), adapted={"limits/promised/value": 7}, hidden=["form/materials/map"])
    before = everything(place.database)
    (one,) = play(place.database, town(1))
    assert (one.accepted, one.problems, one.steps) == (True, (), ("审查",))
    assert everything(place.database) == before


def test_an_example_that_is_not_as_it_says_is_told(place: Place) -> None:
    wrong = matter(examples=[
        {"name": "应当拒绝", "data": {"org.name": "张三"}, "expect": {"outcome": "reject"}},
        {"name": "缺少县级以外的字段", "data": {"org.name": "张" * 50}, "expect": {"outcome": "accept"}},
    ])  # fmt: skip
    place.publish(wrong)
    first, second = play(place.database, COUNTY)
    assert first.problems == ("示例应为“reject”，实际被受理。",)
    assert not second.accepted
    assert "申请人名称" in second.problems[0]


def test_a_route_without_an_end_is_told(place: Place) -> None:
    lost = matter()
    lost["route"] = {"start": "review", "steps": [
        {"id": "review", "kind": "task", "level": "town", "department": "规划建设办", "action": "审查",
         "next": [{"to": "more", "if": {"==": [{"var": "org.name"}, "无人"]}}, {"to": "end", "if": False}]},
        {"id": "more", "kind": "task", "level": "town", "department": "规划建设办", "action": "复核",
         "next": [{"to": "end"}]},
        {"id": "end", "kind": "end"},
    ]}  # fmt: skip
    place.publish(lost)
    (one,) = play(place.database, COUNTY)
    assert not one.ok
    assert one.problems


def test_an_empty_county_lacks_nearly_everything(postgres: Postgres) -> None:
    with fresh_database(postgres) as empty:
        with empty.work(COUNTY) as uow:
            tree.plant(
                uow.session,
                [tree.Tenant(scope=COUNTY, parent_scope=None, code="441322", name="博罗县", short_name="博罗",
                             level="county")],
            )  # fmt: skip
        found = lines(empty, COUNTY)
    assert [key for key, line in found.items() if line.state is State.MISSING] == ["catalogue", "seal", "phone"]
    assert all(line.way_out for line in found.values() if line.state is not State.READY)


def test_what_is_lacking_is_named_and_goes_away_when_it_is_there(place: Place) -> None:
    found = lines(place.database, COUNTY)
    assert found["routes"].state is State.MISSING
    assert found["routes"].reason == "流程指向不存在的部门：《农村宅基地审批》→“规划建设办”。"
    assert found["staff"].state is State.MISSING
    assert found["examples"].state is State.READY
    assert found["calendar"].state is State.MISSING
    calendars.announce_national(place.database.platform, range(2026, 2028))
    office = departments.Department(
        scope=COUNTY, key="规划建设办", name="规划建设办", level="town", valid_from=date(2020, 1, 1)
    )
    clerk = people.Account(scope=COUNTY, username="a", display_name="张三", password_hash="$argon2id$none")
    seats = [
        people.Binding(account_id=clerk.id, scope=one.scope, role="officer", department_key="规划建设办")
        for one in _towns(place)
    ]
    with place.work(COUNTY) as uow:
        departments.put(uow.session, [office])
        tree.set_marks(uow.session, COUNTY, phone="0752-6620000", branding={})
        people.add(uow.session, clerk, seats[:1])
    found = lines(place.database, COUNTY)
    assert [found[key].state for key in ("calendar", "phone", "routes")] == [State.READY] * 3
    assert (found["staff"].state, found["staff"].reason) == (State.DOUBT, "没有人员的部门：“规划建设办”（2 个单位）。")
    with place.work(COUNTY) as uow:
        for seat in seats[1:]:
            people.bind(uow.session, seat)
    assert lines(place.database, COUNTY)["staff"].state is State.READY


def _towns(place: Place) -> list[tree.Tenant]:
    with place.work(COUNTY) as uow:
        return tree.children(uow.session, COUNTY)


def test_a_failing_example_and_a_broken_template_are_named(place: Place) -> None:
    place.publish(matter(examples=[{"name": "错", "data": {}, "expect": {"outcome": "reject"}}]))
    place.publish({"schema": "onewindow/template/1", "key": "slip", "blocks": []}, kind="template", key="slip")
    found = lines(place.database, COUNTY)
    assert (found["examples"].state, found["examples"].reason) == (State.MISSING, "示例不通过：《homestead》的“错”。")
    assert found["templates"].state is State.MISSING
    assert "slip" in found["templates"].reason


def test_the_checklist_asks_as_often_for_one_matter_as_for_many(place: Place) -> None:
    asked = []
    for many in (1, 12):
        with place.work(COUNTY) as uow:
            for number in range(many):
                form = {**matter()["form"], "key": f"m{number}"}
                digest = documents.put(uow.session, "matter", matter(key=f"m{number}", form=form))
                catalogue.publish(
                    uow.session, kind="matter", key=f"m{number}", title="x", digest=digest, effective_from=NOW.date(),
                    now=NOW,
                )  # fmt: skip
        lines(place.database, COUNTY)
        with counting(place.database) as sent:
            lines(place.database, COUNTY)
        asked.append(len(sent))
    assert asked[0] == asked[1]
