"""Every matter of the exchange format can be built anew at the controls of the workbench, from a blank one."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest

from onewindow.domain.canonical import canonical
from onewindow.domain.case_format import Pack
from onewindow.domain.workbench.matter_tabs import PLAIN
from onewindow.domain.workbench.surroundings import Surroundings
from tests.flows.recreating.desk import Desk
from tests.flows.recreating.matter import build
from tests.flows.recreating.rules import conditions
from tests.flows.recreating.targets import BEES, DEMO, pack_of, regardless_of_order, spoken, target_of, under

Json = Any
KEYS = sorted(path.stem.removeprefix("matter_") for path in DEMO.glob("matter_*.json"))


@pytest.fixture(scope="module")
def demo() -> Pack:
    """The matters of the demonstration."""
    return pack_of(DEMO)


def surroundings(pack: Pack) -> Surroundings:
    """What a draft can refer to in a county where the matters of a folder are in force."""
    materials = [each for matter in pack.matters.values() for each in matter.json["form"]["materials"]]
    licences = {each["licence_kind"]: each["name"] for each in materials if each.get("licence_kind")}
    return Surroundings(pack.dictionary, {key: matter.name for key, matter in pack.matters.items()}, licences)


def rebuilt(pack: Pack, key: str) -> tuple[Json, Json]:
    """What was built, and what should have been."""
    target = target_of(pack, key)
    desk = Desk.begin(pack.dictionary, surroundings(pack), target["name"], target["documents"])
    build(desk, target)
    return spoken(desk.body), under(desk.body["key"], target)


@pytest.mark.parametrize("key", KEYS)
def test_every_matter_of_the_demonstration_can_be_built_anew(demo: Pack, key: str) -> None:
    built, wanted = rebuilt(demo, key)
    assert canonical(built) == canonical(wanted)


@pytest.mark.parametrize("key", ["bee_keeping", "bee_moving"])
def test_one_with_every_word_of_the_format_can_be_built_anew(key: str) -> None:
    built, wanted = map(regardless_of_order, rebuilt(pack_of(BEES), key))
    assert canonical(built) == canonical(wanted)


def looked_at(pack: Pack, key: str) -> tuple[Json, Json]:
    """A matter after every page of it was opened and saved without a change, and as it was."""
    body = json.loads(json.dumps(pack.matters[key].json))
    desk = Desk(pack.dictionary, surroundings(pack), body, tuple(body["documents"]))
    for tab in PLAIN:
        desk.do(tab, "")
    for section in body["form"]["sections"]:
        for field in ("", *(f"/fields/{each['id']}" for each in section["fields"])):
            desk.do("form", "", field=f"form/sections/{section['id']}{field}")
    for step in body["route"]["steps"]:
        desk.do("route", "", step=step["id"])
    for at, _rule in conditions(body):
        desk.do("rule", "keep", at=at)
    desk.do("documents", "")
    for number in range(len(body["examples"])):
        desk.press(desk.look(str(number)).form(), "save")
    return desk.body, body


@pytest.mark.parametrize("key", KEYS)
def test_a_matter_that_is_only_looked_at_stays_to_the_byte(demo: Pack, key: str) -> None:
    after, before = looked_at(demo, key)
    assert canonical(after) == canonical(before)


@pytest.mark.parametrize("key", ["bee_keeping", "bee_moving"])
def test_one_with_every_word_of_the_format_stays_to_the_byte(key: str) -> None:
    after, before = looked_at(pack_of(BEES), key)
    assert canonical(after) == canonical(before)


@pytest.mark.shared
def test_those_of_the_reference_stay_to_the_byte(shared: pathlib.Path) -> None:
    reference = pack_of(shared / "domain" / "cases")
    for key in reference.matters:
        after, before = looked_at(reference, key)
        assert canonical(after) == canonical(before)


@pytest.mark.shared
def test_those_of_the_reference_can_be_built_anew(demo: Pack, shared: pathlib.Path) -> None:
    reference = pack_of(shared / "domain" / "cases")
    assert len(reference.matters) == 22
    for key in reference.matters:
        target = target_of(reference, key)
        if key in demo.matters and canonical(target) == canonical(target_of(demo, key)):
            continue  # the very document that the demonstration has was built above
        built, wanted = rebuilt(reference, key)
        assert canonical(built) == canonical(wanted)
