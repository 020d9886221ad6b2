"""Children against the standard, in plain Chinese; red cards; back to the standard."""

from __future__ import annotations

import pytest

from onewindow.domain.inheritance.wording import place as called
from onewindow.services import inheritance
from onewindow.services.inheritance import Drifted, Refused, Saved
from tenants.pointers import parse
from tests.onewindow.inheritance.county import COUNTY, KEY, NOW, Json, Place, counting, material, matter, town

VILLAGE = town(1) + 1


def drift(place: Place, scope: int) -> tuple[Drifted, ...]:
    with place.work(scope) as uow:
        return inheritance.drifted(uow, now=NOW)


def restore(place: Place, scope: int, elements: list[str] | None = None) -> Saved | Refused | None:
    with place.work(scope) as uow:
        return inheritance.restore(uow, kind="matter", key=KEY, elements=elements, now=NOW)


def with_extra(**changes: Json) -> Json:
    """The matter as a town may not have it."""
    value = matter(25, **changes)
    value["form"] = {**value["form"], "materials": [*value["form"]["materials"], material("extra", "村委会证明")]}
    value["conditions"] = [*value["conditions"], {"id": "years", "text": "在本村居住满五年"}]
    return value


def test_nothing_differs_where_nothing_was_changed(place: Place) -> None:
    assert drift(place, COUNTY) == drift(place, town(1)) == drift(place, VILLAGE) == ()


def test_allowed_differences_are_told_without_a_card(place: Place) -> None:
    place.save(
        town(1), adapted={"limits/promised/value": 15, "guide/consult_phone": "1"}, hidden=["form/materials/map"]
    )
    (one,) = drift(place, town(1))
    assert (one.kind_name, one.title, one.standard, one.own, one.held) == ("事项", "农村宅基地审批", 1, False, False)
    assert sorted(told.sentence for told in one.differences) == [
        "办事指南的咨询电话：上级为“0752-6620000”，本级为“1”。",
        "承诺期限：上级为“20”，本级为“15”。",
        "材料「规划图」：上级有，本级没有采用。",
    ]
    assert one.red_cards == ()
    assert drift(place, VILLAGE) == (), "a village is held against its town"


def test_what_got_in_otherwise_is_a_red_card(place: Place) -> None:
    place.publish(with_extra(), town(1))
    (one,) = drift(place, town(1))
    assert one.own
    assert sorted((told.red_card, told.sentence) for told in one.red_cards) == [
        ("擅自增加申请材料", "材料「村委会证明」：上级没有，本级增加（上级未允许增加，不能增加）。"),
        ("擅自改变上级规定", "承诺期限：上级为“20”，本级为“25”（不得高于上级规定的 20）。"),
        ("违规设置办理条件", "办理条件「在本村居住满五年」：上级没有，本级增加（上级未允许增加，不能增加）。"),
    ]


def test_an_older_difference_under_a_new_version_is_a_red_card(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.publish(matter(10, ("id_card",)))
    (one,) = drift(place, town(1))
    assert (one.held, one.standard) == (True, 2)
    assert [told.red_card for told in one.red_cards].count("擅自增加申请材料") == 2


def test_back_to_the_standard_by_element_or_as_a_whole(place: Place) -> None:
    place.save(
        town(1), adapted={"limits/promised/value": 15, "guide/consult_phone": "1"}, hidden=["form/materials/map"]
    )
    assert isinstance(restore(place, town(1), ["limits/promised/value", "form/materials"]), Saved)
    (one,) = drift(place, town(1))
    assert [told.element for told in one.differences] == ["guide/consult_phone"]
    assert isinstance(restore(place, town(1)), Saved)
    assert (drift(place, town(1)), place.body(town(1))) == ((), matter())
    assert restore(place, town(2)) is None


def test_a_version_of_one_s_own_gives_way_as_a_whole(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.publish(with_extra(), town(1))
    restore(place, town(1))
    assert (drift(place, town(1)), place.body(VILLAGE)) == ((), matter())


def test_restoring_settles_who_was_held(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.publish(matter(10))
    assert isinstance(restore(place, town(1)), Saved)
    assert (place.days(town(1)), drift(place, town(1))) == (10, ())


def test_the_report_asks_as_often_for_one_document_as_for_ten(place: Place) -> None:
    asked = []
    for count in (1, 10):
        for number in range(count):
            form = {**matter()["form"], "key": f"m{number}"}
            place.publish(matter(name=f"事项{number}", key=f"m{number}", form=form), key=f"m{number}")
            place.save(town(1), key=f"m{number}", adapted={"limits/promised/value": 9})
        with place.work(town(1)) as uow, counting(place.database) as sent:
            assert len(inheritance.drifted(uow, now=NOW)) == count
        asked.append(len(sent))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("pointer", "said"),
    [
        ("limits/promised/value", "承诺期限"),
        ("limits/promised/unit", "承诺期限的计算单位"),
        ("name", "名称"),
        ("form/materials", "材料"),
        ("form/materials/id_card", "材料「身份证」"),
        ("form/materials/id_card/necessity", "材料「身份证」的必要性"),
        ("form/sections/base", "分区「基本情况」"),
        ("form/sections/base/fields/area", "字段「建筑面积」"),
        ("form/sections/base/fields/area/required", "字段「建筑面积」的是否必填"),
        ("route/steps/review/department", "环节「review」的办理部门"),
        ("conditions/local/text", "办理条件「申请人为本村集体经济组织成员」的内容"),
        ("guide/consult_phone", "办事指南的咨询电话"),
        ("form/materials/gone/name", "材料「gone」的名称"),
        ("strange", "「strange」"),
    ],
)
def test_places_are_called_as_people_call_them(pointer: str, said: str) -> None:
    assert called(parse(pointer), matter(), {"house.area": "建筑面积"}) == said
