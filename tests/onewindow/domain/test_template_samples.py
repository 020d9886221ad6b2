"""Every document with the data of every matter's own examples: nothing missing, nothing cut off."""

from __future__ import annotations

import pytest

from onewindow.domain.effective import CompiledMatter
from onewindow.domain.template_samples import names_of, sample_of
from onewindow.services import fonts
from onewindow.services.paper import holds
from printing import compile_template, render, system_template, system_template_keys

NOT_OF_A_CASE = frozenset({"service_guide", "flow_chart", "name_plate", "scope_list", "publishing_sheet"})
DOCUMENTS = [key for key in system_template_keys() if key not in NOT_OF_A_CASE]
DAY = "2026-11-21"


@pytest.mark.parametrize("key", DOCUMENTS)
def test_every_document_takes_every_matters_example(key: str, matters: dict[str, CompiledMatter]) -> None:
    template = compile_template(system_template(key))
    for matter in matters.values():
        drawn = render(template, sample_of(matter, DAY), fonts.house(), condition=holds)
        assert drawn.overflows == (), matter.key


def test_a_sample_speaks_of_its_matter(matters: dict[str, CompiledMatter]) -> None:
    for matter in matters.values():
        values = sample_of(matter, DAY)
        assert values["matter"]["name"] == matter.document.name
        given = (
            set(matter.document.examples[0]["data"]) & set(matter.plan.by_key) if matter.document.examples else set()
        )
        assert bool(values["answers"]) == bool(given)
        assert {"applicant.name", "materials[].name"} <= names_of(values).keys()


def test_a_sample_names_who_can_apply_and_what_is_granted(matters: dict[str, CompiledMatter]) -> None:
    for matter in matters.values():
        values, body = sample_of(matter, DAY), matter.document.to_json()
        if body["subjects"] == ["natural_person"]:
            assert "公司" not in values["applicant"]["name"], matter.key
        if name := body.get("result", {}).get("name"):
            assert values["certificate"]["name"] == values["result"]["name"] == name
            assert [item["name"] for item in values["collection"]["items"]] == [name]
        asked = [material["name"] for material in body["form"]["materials"]]
        assert {row["name"] for row in (*values["gaps"], *values["missing_materials"])} <= {*asked} or not asked
        assert not asked or values["commitment"]["materials"][0].startswith(asked[0])
