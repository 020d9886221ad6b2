"""Taking counties in: the real lists, any number of times, and a case in a village afterwards."""

from __future__ import annotations

import pathlib
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from form_builder import Answers, clean
from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.domain.site import Site
from onewindow.services import accounts, onboarding, tenancy
from onewindow.services.intake import Filed, NotFiled, Prepared, Selection, Submission, file, prepare_form
from onewindow.services.onboarding import Order, Planned, Settled
from onewindow.services.packs import standard_pack
from onewindow.store import departments, territory, tree
from onewindow.store.postgres import Postgres
from printing import system_template, system_template_keys
from tenants.divisions import Problems
from tenants.scope import Scope
from tests.database import Database, fresh_database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LIST = """code,name,level,parent_code
440823,遂溪县,county,4408
440823001,遂城街道,town,440823
440823001001,中山社区居民委员会,village,440823001
440823001002,城东社区居民委员会,village,440823001
440823101,黄略镇,town,440823
"""
ZONE = """code,name,level,parent_code
4452,揭阳市,city,
KGJJQ,空港经济区,county,4452
KG-DJ,登岗片区,town,KGJJQ
KG-DJ-1,登岗社区居委会,village,KG-DJ
"""

SITE = Site("http://localhost", True, {}, "k" * 32)
QUESTION = {
    "applicant.name": ["李四"],
    "applicant.phone": ["13800138000"],
    "consult.topic": ["pension"],
    "consult.content": ["什么时候可以领取？"],
    "consult.reply_channel": ["phone"],
}


@pytest.fixture
def empty(postgres: Postgres) -> Iterator[Database]:
    """An empty database."""
    with fresh_database(postgres) as made:
        yield made


def settle(database: Database, order: Order) -> list[Settled]:
    planned = onboarding.plan(database.platform, order)
    assert isinstance(planned, Planned), planned
    return list(onboarding.carry_out(database.app, database.platform, planned, now=NOW))


def refusals(database: Database, order: Order) -> list[str]:
    planned = onboarding.plan(database.platform, order)
    assert isinstance(planned, Problems), planned
    return [str(one) for one in planned.items]


def full(*files: pathlib.Path, opens: tuple[str, ...] = (), extra: dict[str, bytes] | None = None) -> Order:
    return Order(
        {one.name: one.read_bytes() for one in files} | (extra or {}),
        opens=opens,
        below=True,
        phone="0752-6200000",
        pack=standard_pack(),
        templates={key: system_template(key) for key in system_template_keys()},
    )


def accept(database: Database, number: int) -> Filed | NotFiled:
    """A clerk of a unit accepts a question about pensions, which needs no paper."""
    clerk = Binding(Role.CLERK, number)
    with database.work(number) as uow:
        who = accounts.create(
            uow,
            scope=number,
            username=f"clerk.{number}",
            display_name="梁桂芳",
            password="not-a-word-2026",
            roles=[clerk],
        )
    scope = Scope.of(number)
    actor = Actor(str(who), "梁桂芳", scope.county, number, scope.lo, scope.hi, (clerk,))
    with database.work(number, who) as uow:
        prepared = prepare_form(uow, actor, Selection(matters=("pension_policy_consultation",)), now=NOW)
        assert isinstance(prepared, Prepared), prepared
        answers = clean(prepared.joint.plan, QUESTION, prepared.facts)
        assert isinstance(answers, Answers), answers
        wanted = Submission(f"key-{number}", answers, {})
        return file(uow, actor, prepared, wanted, SITE, now=NOW, entropy=secrets.token_bytes)


def villages_of(database: Database, county: int) -> list[int]:
    with database.work(county) as uow:
        return [one.scope for one in tenancy.units(uow) if one.level == "village"]


@pytest.mark.parametrize(
    ("files", "county"), [(("440823_suixi",), 440823), (("441602_yuancheng",), 441602), (("4452_jieyang",), 445202)]
)
def test_a_village_of_a_real_county_accepts_after_one_command(
    empty: Database, shared: pathlib.Path, files: tuple[str, ...], county: int
) -> None:
    folder = shared / "domain" / "divisions"
    opened = ("440823001", "441602001", "445202001")
    zone = {"zone.csv": ZONE.replace("4452,揭阳市,city,\n", "").encode()} if county == 445202 else {}
    wanted = tuple(code for code in (*opened, "KGJJQ") if code.startswith(str(county)) or (zone and code == "KGJJQ"))
    order = full(*(folder / f"{name}.csv" for name in files), folder / "ancestors.csv", opens=wanted, extra=zone)
    settled = settle(empty, order)
    assert {one.code for one in settled if one.published} >= {str(county)}
    village, elsewhere = villages_of(empty, county * 1_000_000)[0], villages_of(empty, county * 1_000_000)[-1]
    assert isinstance(accept(empty, village), Filed)
    refused = accept(empty, elsewhere)
    assert isinstance(refused, NotFiled)
    assert "尚未开通" in refused.problems[0].message
    if zone:
        assert settled[0].county == "揭阳市"
        assert len(settled) == 7
        assert isinstance(accept(empty, villages_of(empty, 445299_000000)[0]), Filed)
    assert settle(empty, order)[-1].published == 0


def test_a_county_is_taken_in_and_opened_as_wanted(empty: Database) -> None:
    order = Order({"a.csv": LIST.encode()}, opens=("440823001",), pilots=("440823101",), below=True)
    assert settle(empty, order) == [Settled("440823", "遂溪县", 2, 2, opened=4)]
    assert settle(empty, order) == [Settled("440823", "遂溪县", 2, 2, opened=0)]
    with empty.work(440823000000) as uow:
        states = {one.name: one.status for one in tenancy.units(uow)}
        assert states == {
            "遂溪县": "planned",
            "遂城街道": "open",
            "中山社区居民委员会": "open",
            "城东社区居民委员会": "open",
            "黄略镇": "pilot",
        }
        assert [one.status for one in territory.stages(uow.session, 440823101000)] == ["pilot"]


def test_a_newer_list_keeps_former_names_and_what_was_set_by_hand(empty: Database) -> None:
    settle(empty, full_of(LIST))
    with empty.work(440823000000) as uow:
        units = departments.along(uow.session, 440823000000, NOW.date())
        departments.put(uow.session, [closed(units[0])])
    settle(empty, full_of(LIST.replace("黄略镇", "黄略街道")))
    with empty.work(440823000000) as uow:
        town = tree.by_code(uow.session, "440823101")
        assert town is not None
        assert town.name == "黄略街道"
        assert [one.name for one in territory.formers(uow.session, town.scope)] == ["黄略镇"]
        assert units[0].key not in {one.key for one in departments.along(uow.session, town.scope, NOW.date())}


def full_of(text: str) -> Order:
    return Order({"a.csv": text.encode()}, pack=standard_pack())


def closed(department: departments.Department) -> departments.Department:
    return departments.Department(
        scope=department.scope,
        key=department.key,
        name=department.name,
        level=department.level,
        valid_from=department.valid_from,
        valid_to=date(2026, 11, 20),
    )


def test_a_zone_without_a_code_is_a_county_of_its_city_and_keeps_its_number(empty: Database) -> None:
    order = Order({"zone.csv": ZONE.encode()}, opens=("KGJJQ",), below=True)
    city, zone = settle(empty, order)
    assert (city.county, zone.county, zone.opened) == ("揭阳市", "空港经济区", 3)
    second = ZONE.replace("4452,揭阳市,city,\n", "4452,揭阳市,city,\nAAA,另一新区,county,4452\n")
    settle(empty, Order({"zone.csv": second.encode()}))
    with empty.work(445299000000) as uow:
        assert [one.name for one in tenancy.units(uow)] == ["空港经济区", "登岗片区", "登岗社区居委会"]


def test_every_problem_is_told_before_anything_is_written(empty: Database) -> None:
    broken = LIST + "440823999,无名镇,town,999999\n12,x,planet,\n"
    said = refusals(empty, Order({"a.csv": broken.encode(), "b.csv": LIST.encode()}, opens=("1",), pilots=("1",)))
    assert len([one for one in said if one.startswith("a.csv")]) == 2
    assert len([one for one in said if "重复" in one]) == 5
    assert any("不能同时" in one for one in said)
    assert "不在区划文件中" in refusals(empty, Order({"a.csv": LIST.encode()}, opens=("440899",)))[0]
    with empty.work(440823000000) as uow:
        assert tenancy.units(uow) == []
