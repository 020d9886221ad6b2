"""A new version above: everybody follows at once, but for those whose difference does not fit; they are held."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onewindow.services import inheritance
from onewindow.services.inheritance import Adapt, Refused, Saved, Take
from onewindow.store import catalogue, documents, held
from tests.database import Database, fresh_database
from tests.onewindow.inheritance.county import (
    COUNTY,
    KEY,
    NOW,
    TODAY,
    Place,
    counting,
    matter,
    plant_many,
    town,
    writing,
)

VILLAGE = town(1) + 1


def held_in(place: Place, scope: int = COUNTY) -> list[int]:
    with place.work(scope) as uow:
        return [one.scope for one in held.below(uow.session, "matter", KEY)]


def settle(place: Place, scope: int, **choices: Take | Adapt) -> Saved | Refused:
    named = {key.replace("__", "/"): choice for key, choice in choices.items()}
    with place.work(scope) as uow:
        return inheritance.settle(uow, kind="matter", key=KEY, choices=named, now=NOW)


def test_flow_two_28_towns_with_9_overlays(database: Database) -> None:
    """House flow 2: two inserts, a held row for each overlay that now conflicts, and nothing else anywhere."""
    with fresh_database(database.server) as own:
        place = Place(own, 28)
        for days in (30, 25):
            place.publish(matter(days))
        for number in range(1, 10):
            drops = ["form/materials/map"] if number % 2 else []
            place.save(town(number), adapted={"limits/promised/value": number + 3}, hidden=drops)
        place.publish(matter(24))
        before = place.rows("document", "publication", "held", "overlay")
        impact = place.publish(matter(10, ("id_card", "promise")))
        after = place.rows("document", "publication", "held", "overlay")
        conflicting = [1, 3, 5, 7, 8, 9]  # odd ones drop what is gone; 8 and 9 promise 11 and 12 days, 10 is the most
        assert [one.scope for one in impact.held] == [town(number) for number in conflicting]
        assert impact.inheriting == 28 - len(conflicting)
        assert {table: after[table] - before[table] for table in after} == {
            "document": 1,
            "publication": 1,
            "held": len(conflicting),
            "overlay": 0,
        }
        assert [place.days(town(number)) for number in (1, 2, 3, 4, 8, 10, 28)] == [4, 5, 6, 7, 11, 10, 10]
        assert place.materials(town(1)) == ["id_card", "promise"]
        assert place.materials(town(8)) == ["id_card", "map", "promise"], "held at version 3, which has the map"
        assert place.materials(town(2)) == place.materials(town(28)) == ["id_card", "promise"]


def test_who_is_held_goes_on_with_what_it_had_and_so_do_those_below(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.save(VILLAGE, adapted={"guide/consult_phone": "1"})
    impact = place.publish(matter(10, name="新版"))
    assert [one.scope for one in impact.held] == [town(1)]
    assert impact.inheriting == 6, "of nine units below, the held town and its two villages do not follow"
    for scope, days, name in ((town(1), 15, "农村宅基地审批"), (VILLAGE, 15, "农村宅基地审批"), (town(2), 10, "新版")):
        assert (place.days(scope), place.body(scope)["name"]) == (days, name)
    assert place.body(VILLAGE)["guide"]["consult_phone"] == "1"


def test_a_village_is_held_without_its_town(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 9})
    place.save(VILLAGE, adapted={"guide/consult_phone": "1"}, hidden=["form/materials/deed"][:0])
    place.save(VILLAGE + 1, hidden=["form/materials/map"])
    impact = place.publish(matter(12, ("id_card",)))
    assert [one.scope for one in impact.held] == [VILLAGE + 1]
    assert impact.held[0].refusals == [
        {"element": "form/materials/map", "rule": "gone", "said": "上级的新版本中已没有这一项，请删除此处的差异"}
    ]
    assert place.days(VILLAGE + 1) == place.days(VILLAGE) == 9
    assert place.materials(VILLAGE + 1) == ["id_card", "promise"]
    assert place.materials(VILLAGE) == ["id_card"]


@pytest.mark.parametrize(
    ("choices", "days"),
    [({"limits__promised__value": Take()}, 10), ({"limits__promised__value": Adapt(6)}, 6)],
)
def test_the_admin_settles_and_the_town_follows(place: Place, choices: dict[str, Take | Adapt], days: int) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15, "guide/consult_phone": "1"})
    place.publish(matter(10, name="新版"))
    refused = settle(place, town(1), guide__consult_phone=Take())
    assert isinstance(refused, Refused)
    assert refused.sentences == ("承诺期限：不得高于上级规定的 10（上级为 10，改为 15）。",)
    assert held_in(place) == [town(1)]
    assert isinstance(settle(place, town(1), **choices), Saved)
    assert held_in(place) == []
    body = place.body(town(1))
    assert (place.days(town(1)), body["name"], body["guide"]["consult_phone"]) == (days, "新版", "1")


def test_a_later_version_that_fits_lets_the_town_go(place: Place) -> None:
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.publish(matter(10))
    again = place.publish(matter(12))
    assert [one.scope for one in again.held] == [town(1)]
    assert place.days(town(1)) == 15
    assert place.publish(matter(18, name="又改")).held == ()
    assert (held_in(place), place.body(town(1))["name"], place.days(town(1))) == ([], "又改", 15)


def test_a_scheduled_version_holds_nobody_before_its_day(place: Place) -> None:
    later = TODAY + timedelta(days=30)
    place.save(town(1), adapted={"limits/promised/value": 15})
    place.publish(matter(16, name="本周"))
    assert [one.scope for one in place.publish(matter(10, name="下月"), on=later).held] == [town(1)]
    assert (place.body(town(1))["name"], place.body(town(1), on=later)["name"]) == ("本周", "本周")
    assert (place.days(town(1)), place.days(town(1), later)) == (15, 15)
    assert place.days(town(2), later) == 10
    place.save(town(1), adapted={"limits/promised/value": 8})
    assert held_in(place) == []
    assert (place.body(town(1), on=later)["name"], place.days(town(1), later)) == ("下月", 8)
    place.save(town(1), adapted={"limits/promised/value": 14})
    assert held_in(place) == [town(1)]
    assert (place.body(town(1), on=later)["name"], place.days(town(1), later)) == ("本周", 14)


def test_a_town_that_moves_may_hold_its_own_villages(place: Place) -> None:
    place.save(VILLAGE, adapted={"limits/promised/value": 15})
    saved = place.save(town(1), adapted={"limits/promised/value": 12})
    assert [one.scope for one in saved.held] == [VILLAGE]
    assert (place.days(town(1)), place.days(VILLAGE), place.days(VILLAGE + 1)) == (12, 15, 12)
    assert place.save(town(1), adapted={"limits/promised/value": 18}).held == ()
    assert (held_in(place), place.days(VILLAGE)) == ([], 15)


def test_a_version_of_the_town_s_own_stands_between(place: Place) -> None:
    place.publish(matter(9, name="镇里的"), town(1))
    place.save(VILLAGE, adapted={"limits/promised/value": 8})
    assert place.publish(matter(5)).held == ()
    assert (place.body(VILLAGE)["name"], place.days(VILLAGE)) == ("镇里的", 8)
    assert [one.scope for one in place.publish(matter(7, name="镇里的"), town(1)).held] == [VILLAGE]


def test_a_village_s_difference_to_the_county_s_is_kept_when_its_town_publishes(place: Place) -> None:
    place.save(VILLAGE, adapted={"limits/promised/value": 18})
    impact = place.publish(matter(9, name="镇里的"), town(1))
    assert ([one.scope for one in impact.held], impact.inheriting) == ([VILLAGE], 1)
    assert (place.body(VILLAGE)["name"], place.days(VILLAGE)) == ("农村宅基地审批", 18)


def test_a_difference_saved_while_the_parent_published_is_held_without_a_row(place: Place) -> None:
    """Two transactions that do not see each other: the tenant goes on with what its overlay was made on."""
    with place.work(COUNTY) as above:
        digest = documents.put(above.session, "matter", matter(10, name="新版"))
        version = catalogue.publish(
            above.session, kind="matter", key=KEY, title="x", digest=digest, effective_from=TODAY, now=NOW
        )
        assert inheritance.published(above, version, NOW).held == ()
        place.save(town(1), adapted={"limits/promised/value": 15})
    assert held_in(place) == []
    assert (place.body(town(1))["name"], place.days(town(1))) == ("农村宅基地审批", 15)
    assert place.body(town(2))["name"] == "新版"


def test_a_version_under_which_the_result_could_not_run_holds_too(place: Place) -> None:
    place.save(town(1), hidden=["form/sections/more"])
    impact = place.publish(matter(jurisdiction="house.note"))
    assert [one.refusals[0]["rule"] for one in impact.held] == ["invalid"]
    assert [one["id"] for one in place.body(town(1))["form"]["sections"]] == ["base"]


def test_publishing_writes_and_asks_the_same_for_ten_and_for_six_hundred_thousand(database: Database) -> None:
    """Only conflicts make rows; the number of statements does not depend on the number of tenants or overlays."""
    written, asked = [], []
    for towns, villages, differing in ((10, 0, 2), (600, 999, 8)):
        with fresh_database(database.server) as own:
            place = Place(own, 0)
            below = plant_many(own, towns, villages)
            place.publish(matter())
            for number in range(1, differing + 1):
                place.save(town(number), adapted={"guide/consult_phone": str(number)})
            place.publish(matter(19))  # from now on this process knows the dictionary, not the version that follows
            with counting(own) as sent, writing(own) as rows:
                impact = place.publish(matter(12, name=f"{towns} 镇"))
            assert (impact.inheriting, impact.held) == (below, ())
            written.append(rows)
            asked.append(len(sent))
    assert below == 600_000
    assert written[0] == written[1] == {"document": 1, "document_reference": 4, "publication": 1}
    assert asked[0] == asked[1]


def test_holding_a_hundred_asks_no_more_than_holding_one(database: Database) -> None:
    asked = []
    for differing in (1, 100):
        with fresh_database(database.server) as own:
            place = Place(own, 100)
            place.publish(matter())
            for number in range(1, differing + 1):
                place.save(town(number), adapted={"limits/promised/value": 15})
            place.publish(matter(19))
            with counting(own) as sent:
                assert len(place.publish(matter(10, name=f"{differing} 镇")).held) == differing
            asked.append(len(sent))
    assert asked[0] == asked[1]
