"""Overlays at run time: what a tenant changes is what it runs; what it may not change is refused with the rule."""

from __future__ import annotations

import pytest

from onewindow.domain.canonical import digest
from onewindow.services import inheritance
from onewindow.store import cached, documents, published
from tests.onewindow.inheritance.county import COUNTY, ELEMENTS, KEY, NOW, TODAY, Json, Place, counting, matter, town

VILLAGE = town(1) + 1


def test_a_difference_holds_in_the_tenant_and_below_and_nowhere_else(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15}, hidden=["form/materials/map"])
    place.save(VILLAGE, adapted={"limits/promised/value": 10})
    assert [place.days(scope) for scope in (COUNTY, town(1), VILLAGE, town(1) + 2, town(2))] == [20, 15, 10, 15, 20]
    assert place.materials(VILLAGE) == ["id_card", "promise"]
    assert place.materials(town(2)) == ["id_card", "map", "promise"]


def test_the_desk_compiles_the_effective_matter(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 7})
    with place.work(town(1)) as uow:
        offer = published.offer(uow.session, town(1), TODAY)
        (compiled,) = published.matters(uow.session, [offer.matters[KEY].digest], offer.elements.digest)
    assert compiled.document.limits.promised.value == 7
    assert compiled.document.digest == offer.matters[KEY].digest


def test_inheriting_writes_no_document_until_something_names_it(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 7})
    before = place.rows("document")
    with place.work(town(1)) as uow:
        found = published.effective(uow.session, "matter", town(1), TODAY)[KEY]
        assert documents.many(uow.session, [found.digest]) == {}
        cached.keep(uow.session, [found.digest, found.digest])
    assert place.rows("document")["document"] == before["document"] + 1
    with place.work(town(1)) as uow:
        assert digest(documents.get(uow.session, found.digest)) == found.digest


def test_the_dictionary_is_inherited_too(place: Place) -> None:
    place.save(town(1), kind="elements", key="elements", adapted={})
    refused = place.try_save(town(1), kind="elements", key="elements", adapted={"elements/org.name/label": "店名"})
    assert isinstance(refused, inheritance.Refused)
    assert refused.sentences == ("数据元「申请人名称」的名称：上级已锁定，不能修改（上级为 申请人名称，改为 店名）。",)
    with_hint = {**ELEMENTS, "elements": [{**one, "hint": "如实填写"} for one in ELEMENTS["elements"]]}
    place.publish(with_hint, kind="elements", key="elements")
    place.save(town(1), kind="elements", key="elements", adapted={"elements/org.name/hint": "与身份证一致"})
    hints = {one["key"]: one["hint"] for one in place.body(town(1), kind="elements", key="elements")["elements"]}
    assert hints == {"org.name": "与身份证一致", "house.area": "如实填写", "house.note": "如实填写"}


@pytest.mark.parametrize(
    ("kind", "body", "pointer", "value"),
    [
        ("parameters", {"schema": "onewindow/parameters/1", "values": {"area": "120"}}, "values/area", "100"),
        ("phones", {"schema": "onewindow/items/1", "items": [{"id": "hall", "text": "1"}]}, "items/hall/text", "2"),
        ("windows", {"schema": "onewindow/items/1", "items": [{"id": "w1", "text": "一楼"}]}, "items/w1/text", "二楼"),
        ("guide", {"schema": "onewindow/items/1", "items": [{"id": "how", "text": "甲"}]}, "items/how/text", "乙"),
        ("calendar", {"schema": "onewindow/calendar/1", "days": [{"id": "2027-01-01", "work": False}]},
         "days/2027-01-01/work", True),
        ("template", {"schema": "onewindow/template/1", "key": "slip", "name": "回执", "blocks": [
            {"type": "title", "text": "甲"}]}, "name", "回执单"),
    ],
)  # fmt: skip
def test_every_kind_is_inherited_the_same_way(place: Place, kind: str, body: Json, pointer: str, value: Json) -> None:
    place.publish({**body, "inherit": {pointer.rpartition("/")[0] or pointer: "free"}}, kind=kind, key="own")
    place.save(town(2), kind=kind, key="own", adapted={pointer: value})
    at: Json = place.body(town(2) + 1, kind=kind, key="own")
    for segment in pointer.split("/"):
        at = at[segment] if isinstance(at, dict) else next(one for one in at if one["id"] == segment)
    assert at == value
    assert place.body(town(1), kind=kind, key="own") == place.body(COUNTY, kind=kind, key="own")


def test_a_refusal_quotes_the_rule_and_names_the_element(place: Place) -> None:
    refused = place.try_save(
        town(1),
        adapted={"limits/promised/value": 30, "guide/complaint_phone": "110", "form/materials/id_card/name": "户口本"},
        added={"form/materials": [{"key": "extra", "name": "村委会证明"}]},
        hidden=["conditions/local"],
    )
    assert isinstance(refused, inheritance.Refused)
    assert [(one.element, one.rule) for one in refused.refusals] == [
        ("limits/promised/value", "at_most"),
        ("guide/complaint_phone", "locked"),
        ("form/materials/id_card/name", "may_hide"),
        ("conditions/local", "locked"),
        ("form/materials/extra", "may_hide"),
    ]
    assert refused.sentences[0] == "承诺期限：不得高于上级规定的 20（上级为 20，改为 30）。"
    assert refused.sentences[1].startswith("办事指南的投诉电话：上级已锁定，不能修改")
    assert refused.sentences[3] == "办理条件「申请人为本村集体经济组织成员」：上级已锁定，不能取消。"
    assert place.days(town(1)) == 20
    assert place.rows("overlay") == {"overlay": 0}


def test_what_could_not_run_is_refused(place: Place) -> None:
    place.publish(matter(jurisdiction="house.note"))
    refused = place.try_save(town(1), hidden=["form/sections/more"])
    assert isinstance(refused, inheritance.Refused)
    assert refused.refusals[0].rule == "invalid"
    assert "「house.note」不在表单里" in refused.sentences[0]


def test_what_is_no_overlay_or_has_nothing_above_is_refused(place: Place) -> None:
    for parts, rule in (({"hidden": "form"}, "shape"), ({"removed": []}, "shape")):
        refused = place.try_save(town(1), **parts)
        assert isinstance(refused, inheritance.Refused)
        assert refused.refusals[0].rule == rule
    nothing = place.try_save(town(1), key="unknown", adapted={"a": 1})
    assert isinstance(nothing, inheritance.Refused)
    assert nothing.sentences == ("上级没有发布这一项，本级没有可以调整的内容。",)
    own = place.try_save(COUNTY, adapted={"guide/consult_phone": "1"})
    assert isinstance(own, inheritance.Refused)
    assert own.refusals[0].rule == "own"


def test_a_town_may_tighten_for_its_villages_and_never_loosen(place: Place) -> None:
    place.save(town(1), inherit={"guide/consult_phone": "locked", "limits/promised/value": {"between": [5, 12]}})
    locked = place.try_save(VILLAGE, adapted={"guide/consult_phone": "1"})
    assert isinstance(locked, inheritance.Refused)
    for days, fits in ((15, False), (3, False), (12, True)):
        result = place.try_save(VILLAGE, adapted={"limits/promised/value": days})
        assert isinstance(result, inheritance.Saved) is fits
    place.save(town(2), inherit={"guide/complaint_phone": "free", "conditions": "free"})
    still = place.try_save(town(2) + 1, adapted={"guide/complaint_phone": "1"}, hidden=["conditions/local"])
    assert isinstance(still, inheritance.Refused)
    assert [one.rule for one in still.refusals] == ["locked", "locked"]


def test_saving_again_replaces_and_the_empty_difference_is_the_standard(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.save(town(1), adapted={"guide/consult_phone": "1"})
    assert (place.days(town(1)), place.body(town(1))["guide"]["consult_phone"]) == (20, "1")
    place.save(town(1))
    assert place.body(town(1)) == matter()


def test_reading_asks_as_often_with_many_overlays_as_with_none(place: Place) -> None:
    with place.work(VILLAGE) as uow, counting(place.database) as first:
        published.offer(uow.session, VILLAGE, TODAY)
    for number in range(12):
        place.publish(matter(name=f"事项{number}", key=f"m{number}", form={**matter()["form"], "key": f"m{number}"}),
                      key=f"m{number}")  # fmt: skip
        place.save(town(1), key=f"m{number}", adapted={"limits/promised/value": 9})
        place.save(VILLAGE, key=f"m{number}", adapted={"limits/promised/value": 8})
    with place.work(VILLAGE) as uow, counting(place.database) as again:
        assert len(published.offer(uow.session, VILLAGE, TODAY).matters) == 13
    assert len(first) - 1 <= 2, "SET LOCAL and two"
    assert len(again) - 1 <= 4
    assert NOW.date() == TODAY
