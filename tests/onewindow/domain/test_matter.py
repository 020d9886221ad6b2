"""Matter and theme documents: read in full, refused in full."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from onewindow.domain.case_format import Pack
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.theme import ThemeDocument


def test_a_matter_tells_what_it_is(bees: Pack) -> None:
    matter = bees.matters["bee_keeping"]
    assert (matter.name, matter.daily_name, matter.instant, matter.permit) == ("养蜂场地备案", "养蜂备案", False, False)
    assert matter.implementation_code == "11441322007123456X3000120999000"
    assert str(matter.limits.statutory) == "30个自然日"
    assert str(matter.limits.promised) == "7个工作日"
    assert [str(each.promised) for each in matter.limits.situations] == ["3个自然日", "1个工作日"]
    assert [(check.stops, check.redirect) for check in matter.checks] == [
        (True, ""),
        (True, ""),
        (True, "bee_moving"),
        (False, ""),
    ]
    assert matter.parameters == {"max_area": "20.5"}
    assert matter.form.provides == ("bee.badge",)


def test_a_version_is_named_by_its_content(bees: Pack) -> None:
    matter = bees.matters["bee_keeping"]
    changed = copy.deepcopy(dict(matter.json))
    changed["conditions"][0]["text"] = "远离学校"
    other = MatterDocument.stored(changed)
    assert matter.digest == MatterDocument.stored(copy.deepcopy(dict(matter.json))).digest
    assert matter.digest != other.digest
    assert matter.to_json() is matter.json


def edited(document: Any, path: list[Any], value: Any) -> Any:
    """A copy of a document with one value changed; `...` removes the key."""
    changed = copy.deepcopy(dict(document))
    here = changed
    for step in path[:-1]:
        here = here[step]
    if value is ...:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        (["schema"], "onewindow/matter/2", "/schema"),
        (["key"], "", "/key"),
        (["colour"], "red", "/colour"),
        (["name"], ..., ""),
        (["matter_type"], ..., ""),
        (["matter_type", "code"], 1, "/matter_type/code"),
        (["seed_class"], "other", "/seed_class"),
        (["case_type"], None, ""),
        (["limits"], None, "/limits"),
        (["limits", "promised", "unit"], "day", "/limits/promised/unit"),
        (["limits", "promised", "days"], 3, "/limits/promised/days"),
        (["limits", "situations", 0, "if"], {"like": [1, 2]}, "/limits/situations/0/if"),
        (["checks", 0, "if"], ..., "/checks/0"),
        (["checks", 0, "outcome"], "maybe", "/checks/0/outcome"),
        (["conditions", 0, "if"], {"==": []}, "/conditions/0/if"),
        (["form"], [], "/form"),
        (["form", "key"], "other", "/form/key"),
        (["form", "sections", 0, "fields", 0, "id"], 1, "/form/sections/0/fields/0/id"),
        (["form", "materials", 0, "necessity"], "maybe", "/form/materials/0/necessity"),
        (["route"], None, "/route"),
        (["route", "steps"], [3], "/route/steps/0"),
        (["route", "steps", 0, "next"], [3], "/route/steps/0/next/0"),
        (["route", "start"], "nowhere", "/route/start"),
        (["jurisdiction"], "bee.sites", "/jurisdiction"),
        (["accept_anywhere"], "yes", "/accept_anywhere"),
        (["examples"], [3], "/examples/0"),
        (["examples", 0, "parameters"], [3], "/examples/0/parameters"),
        (["route", "steps", 0, "limit"], 3, "/route/steps/0/limit"),
        (["route", "steps", 0, "level"], 3, "/route/steps/0/level"),
    ],
)
def test_a_faulty_matter_is_refused_where_the_fault_stands(
    bees: Pack, path: list[Any], value: Any, pointer: str
) -> None:
    document = edited(bees.matters["bee_keeping"].json, path, value)
    found = MatterDocument.from_json(document)
    assert isinstance(found, Problems)
    assert pointer in [problem.pointer for problem in found.items]
    with pytest.raises(DocumentInvalidError):
        MatterDocument.stored(document)


def test_all_faults_of_a_matter_are_said_at_once(bees: Pack) -> None:
    document = edited(bees.matters["bee_keeping"].json, ["name"], 3)
    document = edited(document, ["limits", "promised", "value"], -1)
    document = edited(document, ["checks", 0, "outcome"], "maybe")
    document = edited(document, ["route", "start"], "nowhere")
    found = MatterDocument.from_json(document)
    assert isinstance(found, Problems)
    assert {each.pointer for each in found.items} == {
        "/name",
        "/route/start",
        "/limits/promised/value",
        "/checks/0/outcome",
    }


@pytest.mark.parametrize("value", [None, [], "x", 3, True, {}])
def test_what_is_no_document_is_refused(value: Any) -> None:
    assert isinstance(MatterDocument.from_json(value), Problems)
    assert isinstance(ThemeDocument.from_json(value), Problems)


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        (["schema"], "x", "/schema"),
        (["members"], [], "/members"),
        (["members", 0, "matter"], 3, "/members/0/matter"),
        (["members", 1, "matter"], "bee_keeping", "/members/1/matter"),
        (["members", 1, "include"], {"likes": []}, "/members/1/include"),
        (["settlements"], {"bee.kind": {"colour": 1}}, "/settlements/bee.kind/colour"),
        (["guide"], [3], "/guide/0"),
    ],
)
def test_a_faulty_theme_is_refused_where_the_fault_stands(
    bees: Pack, path: list[Any], value: Any, pointer: str
) -> None:
    document = edited(bees.themes["start_bees"].json, path, value)
    found = ThemeDocument.from_json(document)
    assert isinstance(found, Problems)
    assert pointer in [problem.pointer for problem in found.items]
    with pytest.raises(DocumentInvalidError):
        ThemeDocument.stored(document)
