"""The papers of a matter: what the law demands, what does not suit, and choosing them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onewindow.domain.publishing import checking
from onewindow.domain.workbench.papers import inheriting
from onewindow.domain.workbench.papers.shelf import BY_KEY, MOMENTS, SHELF, choose, findings, lacks, paper_of, title
from printing import system_template, system_template_keys
from tenants.overlay import Applied, apply
from tenants.patch import Patch

NAMES = {paper.key: title(paper.key) for paper in SHELF}


def matter(code: str = "20", case_type: str = "promised", *papers: str, **more: Any) -> Any:
    """A matter of a type with some papers."""
    return {"matter_type": {"code": code}, "case_type": case_type, "documents": list(papers), **more}


def missing(document: Any) -> set[str]:
    """The papers that the law demands beside those chosen."""
    return {lack.key for lack in lacks(document, NAMES) if lack.missing}


def test_the_shelf_holds_the_papers_of_the_county() -> None:
    assert len(BY_KEY) == 27
    assert set(BY_KEY) <= set(system_template_keys())
    assert {paper.moment for paper in SHELF} <= {moment for moment, _ in MOMENTS}
    assert all(paper.purpose.endswith("。") for paper in SHELF)
    assert paper_of("t441322_abc").moment == "own"


PERMIT = {"acceptance_notice", "correction_notice", "non_acceptance_decision", "permit_decision", "denial_decision"}


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        (matter("01"), PERMIT | {"extension_notice"}),
        (matter("01", "instant"), PERMIT),
        (matter("01", "promised", *PERMIT, "extension_notice"), set()),
        (matter("01", "instant", special_procedures=["x"]), PERMIT | {"special_procedure_notice"}),
        (matter("05"), {"correction_notice", "refusal_notice"}),
        (matter("07", "instant"), set()),
        (matter("20"), {"correction_notice"}),
        (matter("20", "instant", fees=[{"name": "工本费"}]), {"fee_notice"}),
        (matter("20", "instant", form={"materials": [{"waiver": {"mode": "commitment"}}]}), {"deferral_notice"}),
        (matter("20", seed_class="consultation"), {"consultation_slip"}),
        ({}, {"correction_notice"}),
    ],
)
def test_what_the_law_demands(document: Any, wanted: set[str]) -> None:
    assert missing(document) == wanted
    for lack in lacks(document, NAMES):
        assert NAMES[lack.key] in lack.message
        assert lack.suggestion


def test_papers_of_permits_on_what_is_none() -> None:
    found = lacks(matter("20", "instant", "permit_decision"), NAMES)
    assert [(lack.key, lack.missing) for lack in found] == [("permit_decision", False)]


def test_choosing() -> None:
    document = matter("20", "instant", "receipt", "own", "mandate")
    shown = ["receipt", "mandate", "collection_record"]
    assert choose(document, shown, ["receipt", "mandate"]) is document
    assert choose(document, shown, ["collection_record"])["documents"] == ["own", "collection_record"]
    assert choose({}, shown, ["receipt"]) == {"documents": ["receipt"]}
    assert choose({}, shown, ["strange"]) == {}
    assert choose({"documents": [{"odd": 1}, "own"]}, shown, []) == {"documents": [{"odd": 1}, "own"]}


def test_what_a_parent_leaves_open() -> None:
    parent: Any = system_template("acceptance_notice")
    assert not inheriting.locked(parent, "blocks/letterhead")
    assert not inheriting.locked(parent, "blocks/facts")
    assert inheriting.locked(parent, "blocks/title")
    assert inheriting.locked(parent, "blocks/facts/items/0")
    assert not inheriting.locked(parent, "blocks/letterhead/text")
    assert inheriting.locked(parent, "blocks/letterhead/number")


def test_a_change_becomes_a_difference_that_makes_it_again() -> None:
    parent = {
        "schema": "onewindow/template/1",
        "inherit": {"blocks": "free"},
        "blocks": [{"type": "title", "id": "a", "text": "一"}, {"type": "paragraph", "id": "b", "text": "二"}],
    }
    draft = {**parent, "blocks": [{"type": "title", "id": "a", "text": "1"}, {"type": "space", "id": "c", "lines": 1}]}
    patch = inheriting.difference(parent, draft)
    assert patch["adapted"] == {"blocks/a/text": "1"}
    assert patch["hidden"] == ["blocks/b"]
    made = apply(parent, Patch.from_json(patch))
    assert isinstance(made, Applied)
    assert made.document["blocks"] == draft["blocks"]
    assert inheriting.difference(parent, parent) == {"schema": "onewindow/overlay/1"}


def test_a_named_block_among_nameless_ones_is_changed_alone() -> None:
    parent: Any = system_template("acceptance_notice")
    draft = json.loads(json.dumps(parent))
    draft["blocks"][-1]["blocks"][-1]["text"] = "一式三份"
    patch = inheriting.difference(parent, draft)
    assert patch["adapted"] == {"blocks/closing/blocks/copies/text": "一式三份"}
    assert isinstance(apply(parent, Patch.from_json(patch)), Applied)
    draft["blocks"][1]["text"] = "别的标题"
    assert not isinstance(apply(parent, Patch.from_json(inheriting.difference(parent, draft))), Applied)


def test_findings_lead_to_the_papers() -> None:
    found = findings(matter("20", "promised", "permit_decision"))
    assert {one.pointer for one in found} == {"/documents"}
    assert {one.severity for one in found} == {"warning"}
    assert len(found) == 2
    assert findings({"documents": [{}], "fees": "x", "form": []})


def test_a_template_that_lacks_what_its_kind_must_carry_is_stopped() -> None:
    notice: Any = system_template("acceptance_notice")
    assert checking.findings("template", "acceptance_notice", notice, checking.Ground()) == ()
    bare = notice | {"blocks": notice["blocks"][:2]}
    said = [one.message for one in checking.findings("template", "acceptance_notice", bare, checking.Ground())]
    assert "缺少要素“办结日期”" in said
    own = bare | {"key": "own"}
    assert checking.findings("template", "own", own, checking.Ground()) == ()
