"""The 27 documents: every demanded element stands on the paper, and nothing of the values is lost."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from printing import FontSet, Pdf, layout, lint, render, sample_values, system_template_keys
from printing.elements import LABELS, expand
from printing.typesetting.pages import Art, Stroke, TextRun
from tests.printing.documents import COMMON, DOCUMENTS
from tests.printing.paper import condition, pictures, scanned, squeezed, system, text_of

RECEIPTS = ("acceptance_receipt", "acceptance_receipt_two_part", "acceptance_receipt_slip")


@pytest.fixture(scope="module")
def printed(fonts: FontSet) -> dict[str, Pdf]:
    """Every document once, without the watermark."""
    values = {**sample_values(), "marks": {"demo": False, "reprint": "补打（第1次）"}}
    return {key: render(system(key), values, fonts, condition=condition) for key in (*DOCUMENTS, *RECEIPTS)}


LINES = [(key, element) for key, own in DOCUMENTS.items() for element in {**COMMON, **own}]


@pytest.mark.parametrize(("key", "element"), LINES)
def test_element_stands_on_the_document(key: str, element: str, printed: dict[str, Pdf], texts: dict[str, str]) -> None:
    assert squeezed({**COMMON, **DOCUMENTS[key]}[element]) in texts[key]


@pytest.fixture(scope="module")
def texts(printed: dict[str, Pdf], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a reader finds on each document."""
    folder = tmp_path_factory.mktemp("documents")
    return {key: text_of(pdf.data, folder) for key, pdf in printed.items()}


def test_the_table_covers_every_demanded_element(shared: Path) -> None:
    source = json.loads((shared / "domain/cases/documents.json").read_text("utf-8"))
    assert {document["key"] for document in source["documents"]} == set(DOCUMENTS)
    for document in source["documents"]:
        demanded = set(expand([*source["common_elements"], *document["elements"]]))
        assert demanded <= {**COMMON, **DOCUMENTS[document["key"]]}.keys(), document["key"]
        assert {element.partition(".")[0] for element in demanded} <= LABELS.keys()


def test_lint_finds_every_demanded_element_in_the_templates(shared: Path) -> None:
    source = json.loads((shared / "domain/cases/documents.json").read_text("utf-8"))
    for document in source["documents"]:
        demanded = [*source["common_elements"], *document["elements"]]
        assert lint(system(document["key"]), demanded_elements=demanded) == [], document["key"]


@pytest.mark.parametrize("key", [*DOCUMENTS, *RECEIPTS])
def test_nothing_overflows_and_the_codes_scan(key: str, printed: dict[str, Pdf], tmp_path: Path) -> None:
    assert printed[key].overflows == ()
    url = sample_values()["verify"]["url"]  # type: ignore[index,call-overload]
    found = set().union(*(scanned(page, tmp_path) for page in pictures(printed[key].data)))
    assert url in found
    if key.endswith("slip") and key.startswith("acceptance"):
        assert "7K4Q9P" in found


@pytest.mark.parametrize("key", system_template_keys())
def test_system_templates_can_be_published(key: str, fonts: FontSet, values: dict[str, Any]) -> None:
    """No name outside the documented sample, no fixed text without glyphs, no overflow at full length."""
    assert lint(system(key), schema_of(values), fonts=fonts, condition=condition) == []


def schema_of(values: dict[str, Any], prefix: str = "") -> dict[str, dict[str, object]]:
    """Names and lengths of values, as a form would declare them."""
    found: dict[str, dict[str, object]] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            found |= schema_of(value, f"{name}.")
        elif isinstance(value, list):
            found[name] = {"max": len(value)}
            for row in value:
                found |= schema_of(row, f"{name}[].") if isinstance(row, dict) else {f"{name}[]": {"max": len(row)}}
        elif isinstance(value, str) and re.match(r"20\d\d-", value):
            found[name] = {"kind": "date"}
        else:
            found[name] = {"max": len(str(value)), "kind": "code" if str(value).isascii() else "text"}
    return found


@pytest.mark.parametrize(
    ("values", "expected", "absent"),
    [
        ({"deemed": True}, "视为受理", "予以受理"),
        ({"corrected_on": "2026-11-25"}, "并于2026年11月25日补正全部材料", "视为受理"),
        ({}, "决定自2026年11月21日起予以受理", "视为受理"),
    ],
)
def test_the_acceptance_notice_says_how_it_came_to_acceptance(
    values: dict[str, Any], expected: str, absent: str, fonts: FontSet, tmp_path: Path
) -> None:
    sample: dict[str, Any] = sample_values()
    changed = {**sample, "case": {**sample["case"], **values}}
    found = text_of(render(system("acceptance_notice"), changed, fonts, condition=condition).data, tmp_path)
    assert expected in found
    assert absent not in found


@pytest.mark.parametrize("key", ["acceptance_notice", *RECEIPTS])
def test_without_a_calendar_the_reason_stands_instead_of_the_date(key: str, fonts: FontSet, tmp_path: Path) -> None:
    sample: dict[str, Any] = sample_values()
    limits = {**sample["limits"], "due_date": None, "due_note": "2027年工作日历尚未公布"}
    found = text_of(render(system(key), {**sample, "limits": limits}, fonts, condition=condition).data, tmp_path)
    assert "2027年工作日历尚未公布" in found


def test_a_resumed_case_gets_its_own_title(fonts: FontSet, tmp_path: Path) -> None:
    sample: dict[str, Any] = sample_values()
    values = {**sample, "suspension": {**sample["suspension"], "resumed": True}}
    found = text_of(render(system("suspension_notice"), values, fonts, condition=condition).data, tmp_path)
    assert "恢复办理通知书" in found
    assert "决定自2026年11月24日起恢复办理" in found
    assert "中止办理通知书" not in found


def test_the_two_parts_of_a_receipt_are_parted_in_the_middle(fonts: FontSet) -> None:
    (page,) = layout(system("acceptance_receipt_two_part"), sample_values(), fonts, condition=condition).pages
    (cut,) = {segment[1] for item in page.drawn if isinstance(item, Stroke) and item.dash for segment in item.segments}
    assert cut == pytest.approx(page.height / 2, abs=10)


def test_demonstration_papers_say_so(fonts: FontSet, tmp_path: Path) -> None:
    for key in system_template_keys():
        found = text_of(render(system(key), sample_values(), fonts, condition=condition).data, tmp_path)
        assert "演示" in found, key
        assert "补打（第1次）" in found or key == "name_plate", key


ELSEWHERE = {"verify.url", "fee.amount", "service.way", "collection.way"}
"""Names whose value stands in a code, is formatted, or is a tick beside its word."""


def leaves(value: object, path: list[str]) -> list[str]:
    """All texts under a name such as `materials[].name`."""
    if isinstance(value, list):
        return [text for part in value for text in leaves(part, path)]
    if path and isinstance(value, dict):
        return leaves(value.get(path[0]), path[1:])
    return [value] if isinstance(value, str) and value.strip() else []


@pytest.mark.parametrize("key", system_template_keys())
def test_every_value_is_found_again(key: str, fonts: FontSet, tmp_path: Path) -> None:
    """pdftotext gives back every text that the template reads, whichever cell it was broken in."""
    sample: dict[str, Any] = sample_values()
    found = text_of(render(system(key), sample, fonts, condition=condition).data, tmp_path)
    for name in system(key).names.keys() - ELSEWHERE:
        for text in leaves(sample, name.replace("[]", "").split(".")):
            if not re.match(r"20\d\d-\d\d", text):
                assert squeezed(text) in found, name


@pytest.mark.parametrize("key", system_template_keys())
def test_no_seal_touches_the_text_above_its_signature(key: str, fonts: FontSet) -> None:
    """GB/T 9704-2012, 7.3.5.1: the seal covers body and date only, and its top is within a line of the text."""
    image = BytesIO()
    Image.new("RGBA", (2, 2)).save(image, "PNG")
    seals = dict.fromkeys(("seal", "acceptance_seal", "receipt_seal"), image.getvalue())
    values: dict[str, Any] = sample_values()
    org = values["org"]["name"]
    for page in layout(system(key), values, fonts, condition=condition, images=seals).pages:
        runs = [item for item in page.drawn if isinstance(item, TextRun)]
        for art in (item for item in page.drawn if isinstance(item, Art)):
            signed = [run.y for run in runs if run.text.startswith(org) and art.y < run.y < art.y + art.height]
            if not signed:
                continue  # astride a cut line
            above = [run for run in runs if run.y < min(signed) - 1 and run.x + run.size > art.x]
            beneath = max((run.y for run in above), default=0.0)
            assert beneath <= art.y + 1, key
