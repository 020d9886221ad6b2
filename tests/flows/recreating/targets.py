"""Matters to be built anew, and how what was built is held against them."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Mapping
from typing import Any

from onewindow.domain.case_format import Pack, read_folder

Json = Any
ROOT = pathlib.Path(__file__).parents[3]
DEMO = ROOT / "platform" / "onewindow" / "demo_data" / "cases"
BEES = ROOT / "tests" / "onewindow" / "domain" / "bees"


def pack_of(folder: pathlib.Path) -> Pack:
    """A folder of the exchange format."""
    pack = read_folder({path.name: path.read_bytes() for path in folder.glob("*.json")})
    assert isinstance(pack, Pack)
    return pack


def target_of(pack: Pack, key: str) -> Json:
    """One matter as plain JSON."""
    return spoken(json.loads(json.dumps(pack.matters[key].json)))


def spoken(value: Json) -> Json:
    """A document without its nulls: readers take a null for what is not there (`reading.Place.has`)."""
    if isinstance(value, Mapping):
        return {key: spoken(each) for key, each in value.items() if each is not None}
    return [spoken(each) for each in value] if isinstance(value, list) else value


def under(key: str, target: Json) -> Json:
    """The target under the key of the draft, which the platform gives: two matters never have the same."""
    return {**target, "key": key, "form": {**target["form"], "key": key}}


def regardless_of_order(matter: Json) -> Json:
    """A matter whose examples expect sets: of what, and of what at one time, not in which order."""
    found = []
    for example in matter["examples"]:
        expect = dict(example["expect"])
        for key in {"required_materials", "visible_conditional_fields"} & expect.keys():
            expect[key] = sorted(expect[key])
        if "route_waves" in expect:
            expect["route_waves"] = [sorted(wave) for wave in expect["route_waves"]]
        found.append({**example, "expect": expect})
    return {**matter, "examples": found}
