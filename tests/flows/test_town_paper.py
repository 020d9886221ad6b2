"""A town prints on the county's templates with changes of its own, as far as the county lets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.jobs.valkey import Valkey
from onewindow.services import fonts, inheritance, templates
from onewindow.services.inheritance import Refused, Saved
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from printing import Json, system_template
from tenants.scope import Scope
from tests.database import Database
from tests.flows.applications import SHOP, file
from tests.flows.reading import words
from tests.flows.town_hall import TownHall, open_town_hall

NOTICE = "acceptance_notice"
COUNTY, LUOYANG, LONGXI = 441322000000, 441322001000, 441322002000
PHONE = "blocks/facts/items/complaint_phone/text"
HEAD = "blocks/letterhead/text"
NOW = datetime.now(CHINA)


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A site of its own, whose templates are changed."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


def overlay(hall: TownHall, scope: int, adapted: dict[str, Json]) -> Saved | Refused:
    with UnitOfWork(hall.database.app, Scope.of(scope)) as uow:
        patch = {"schema": "onewindow/overlay/1", "adapted": adapted}
        return inheritance.save_overlay(uow, kind="template", key=NOTICE, patch=patch, now=NOW)


def notice_of(hall: TownHall, who: str) -> str:
    """The words of the first acceptance notice that somebody's window prints."""
    clerk = hall.visitor(who)
    papers = [words(clerk.get(link).body) for link in file(clerk, SHOP).links("/desk/papers/")]
    return next(text for text in papers if "决定自" in text)


def test_a_town_changes_letterhead_and_phone_and_nobody_beside_it_follows(hall: TownHall) -> None:
    mine = {HEAD: "罗阳街道公共服务中心", PHONE: "{{org.complaint_phone}}（罗阳 0752-6200000）"}
    assert isinstance(overlay(hall, LUOYANG, mine), Saved)
    printed = notice_of(hall, "luoyang.window")
    assert "罗阳街道公共服务中心" in printed
    assert "（罗阳0752-6200000）" in printed
    assert "罗阳街道公共服务中心" not in notice_of(hall, "county.window")


@pytest.mark.parametrize(
    ("pointer", "value", "rule"),
    [
        ("blocks/letterhead/number", "自编〔2026〕1号", "上级已锁定"),
        ("name", "受理单", "上级已锁定"),
        ("blocks/closing/blocks", [], "上级已锁定"),
        ("inherit", {"blocks": "free"}, "“inherit”"),
    ],
)
def test_what_the_county_locked_is_refused_with_its_rule(hall: TownHall, pointer: str, value: Json, rule: str) -> None:
    refused = overlay(hall, LONGXI, {pointer: value})
    assert isinstance(refused, Refused)
    assert any(rule in sentence for sentence in (*refused.sentences, *(one.message for one in refused.refusals)))


def test_a_change_that_could_not_be_printed_is_refused(hall: TownHall) -> None:
    refused = overlay(hall, LONGXI, {HEAD: "{{没有关上"})
    assert isinstance(refused, Refused)


def test_a_template_published_by_the_county_reaches_its_towns(hall: TownHall) -> None:
    admin = Actor(
        account(hall), "县管理员", 441322, COUNTY, COUNTY, COUNTY + 999_999, (Binding(Role.TENANT_ADMIN, COUNTY),)
    )
    made = system_template(NOTICE)
    assert isinstance(made, dict)
    made["blocks"].append({"type": "paragraph", "style": "note", "indent": 0, "text": "博罗县统一格式第二版"})
    with UnitOfWork(hall.database.app, Scope.of(COUNTY), UUID(admin.account_id)) as uow:
        published = templates.publish(uow, admin, made, None, fonts.house(), now=NOW)
        assert isinstance(published, templates.Published)
        assert published.publication.version == 2
    with UnitOfWork(hall.database.app, Scope.of(LONGXI)) as uow:
        _, body = templates.effective(uow, NOTICE, LONGXI, on=NOW.date())
    assert body["blocks"][-1]["text"] == "博罗县统一格式第二版"
    assert "博罗县统一格式第二版" in notice_of(hall, "luoyang.window")


def test_a_faulty_template_is_not_published(hall: TownHall) -> None:
    admin = Actor(
        account(hall), "县管理员", 441322, COUNTY, COUNTY, COUNTY + 999_999, (Binding(Role.TENANT_ADMIN, COUNTY),)
    )
    made = system_template(NOTICE)
    assert isinstance(made, dict)
    made["blocks"] = made["blocks"][:3]
    with UnitOfWork(hall.database.app, Scope.of(COUNTY), UUID(admin.account_id)) as uow:
        faulty = templates.publish(uow, admin, made, None, fonts.house(), now=NOW)
    assert isinstance(faulty, templates.Faulty)
    assert "缺少要素“印章位置”" in [one.message for one in faulty.findings]


def test_a_preview_shows_the_matters_own_example(hall: TownHall) -> None:
    with UnitOfWork(hall.database.app, Scope.of(LUOYANG)) as uow:
        values = templates.sample(uow, "food_business_permit", on=NOW.date())
        drawn = templates.preview(system_template(NOTICE), values, fonts.house())
    assert isinstance(drawn, templates.Preview)
    assert drawn.findings == ()
    assert values["matter"]["name"] in words(drawn.data)
    assert values["answers"]


def account(hall: TownHall) -> str:
    """The account of the county's administrator."""
    ((found,),) = hall.rows("SELECT id FROM account WHERE username = 'boluo.admin'")
    return str(found)
