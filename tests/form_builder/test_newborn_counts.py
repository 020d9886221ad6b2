"""The counts of the newborn theme in docs/forms.md, derived from the documents of its members."""

from __future__ import annotations

import pathlib

import pytest

from form_builder import merge
from tests.form_builder.cases import Cases

pytestmark = pytest.mark.shared
DOC = pathlib.Path(__file__).resolve().parents[2] / "docs" / "forms.md"


def rows(cases: Cases) -> list[tuple[str, int, int, int, int]]:
    """(name, fields, new fields, materials, new materials) of every member, as its own document says them."""
    seen_fields: set[str] = set()
    seen_materials: set[str] = set()
    out = []
    for member in cases.read("theme_newborn")["members"]:
        matter = cases.matters[member["matter"]]
        fields = {item["element"] for item in matter["fields"]}
        materials = {item["key"] for item in matter["materials"]}
        fresh = len(fields - seen_fields), len(materials - seen_materials)
        out.append((matter["name"], len(fields), fresh[0], len(materials), fresh[1]))
        seen_fields |= fields
        seen_materials |= materials
    return out


def test_the_documentation_tells_the_counts_of_the_members(cases: Cases) -> None:
    text = DOC.read_text(encoding="utf-8")
    for row in rows(cases):
        assert f"| {' | '.join(map(str, row))} |" in text
    sums = [sum(row[at] for row in rows(cases)) for at in (1, 2, 3, 4)]
    assert f"| together | {' | '.join(map(str, sums))} |" in text


def test_the_merge_comes_to_the_same_counts(cases: Cases) -> None:
    found = rows(cases)
    members = [member["matter"] for member in cases.read("theme_newborn")["members"]]
    savings = merge([cases.bound(key) for key in members]).savings
    assert savings["fields_sum"] == sum(row[1] for row in found)
    assert savings["fields_union"] == sum(row[2] for row in found)
    assert savings["materials_sum"] == sum(row[3] for row in found)
    assert savings["materials_union"] == sum(row[4] for row in found)
