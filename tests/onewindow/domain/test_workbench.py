"""Editing a document through tabs: what nobody touches stays to the byte, what is changed is what was meant."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from onewindow.domain.canonical import canonical
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.workbench.editing import PRESENT, Control, add, apply, controls, items, move, remove, tab_of
from onewindow.domain.workbench.entries import Kind
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.matter_tabs import BASICS, CONDITIONS, GUIDE, MATERIALS, PLAIN, TABS
from onewindow.domain.workbench.places import find, of_json_pointer, prefixes, put
from onewindow.domain.workbench.starting import blank_matter, copied_matter
from onewindow.domain.workbench.tabs import Listing, Tab
from tenants.pointers import ABSENT, parse

DEMO = pathlib.Path(__file__).parents[3] / "platform" / "onewindow" / "demo_data" / "cases"
Json = Any


@pytest.fixture(scope="module")
def matters() -> dict[str, Json]:
    pack = read_folder({path.name: path.read_bytes() for path in DEMO.glob("*.json")})
    assert isinstance(pack, Pack)
    return {key: dict(each.json) for key, each in pack.matters.items()}


def all_controls(document: Json, tab: Tab) -> list[Control]:
    found: list[Control] = []
    for part in tab.parts:
        if isinstance(part, Listing):
            found += [control for item in items(document, part) for control in item.controls]
        else:
            found += controls(document, part)
    return found


def posted(document: Json, tab: Tab) -> dict[str, list[str]]:
    """What a browser sends back for a page that nobody touched, line ends as browsers write them."""
    page: dict[str, list[str]] = {PRESENT: []}
    for control in all_controls(document, tab):
        page[PRESENT].append(control.name)
        if control.entry.kind is Kind.LIMIT and not control.texts:
            page[control.name] = ["", "working_day"]
        elif control.texts:
            page[control.name] = [text.replace("\n", "\r\n") for text in control.texts]
        elif control.entry.kind not in (Kind.FLAG, Kind.CHOICES):
            page[control.name] = [""]
    return page


@pytest.mark.parametrize("tab", PLAIN.values(), ids=lambda tab: tab.key)
def test_a_page_that_nobody_touched_changes_nothing(matters: dict[str, Json], tab: Tab) -> None:
    for document in matters.values():
        edited = apply(document, tab, posted(document, tab))
        assert canonical(edited.document) == canonical(document)
        assert edited.faults == ()


def changed(document: Json, tab: Tab, name: str, *texts: str) -> Json:
    edited = apply(document, tab, posted(document, tab) | {name: list(texts)})
    assert edited.faults == ()
    return edited.document


CHANGES = [
    (BASICS, "name", ("新名称",), "新名称"),
    (BASICS, "codes/catalog_code", ("000131128000",), "000131128000"),
    (BASICS, "subjects", ("company", "natural_person"), ["natural_person", "company"]),
    (BASICS, "legal_basis", ("甲法\r\n\r\n 乙条例 ",), ["甲法", "乙条例"]),
    (BASICS, "limits/promised", ("5", "working_day"), {"value": 5, "unit": "working_day"}),
    (BASICS, "limits/statutory", ("", "working_day"), ABSENT),
    (BASICS, "accept_anywhere", ("1",), True),
    (BASICS, "jurisdiction", ("",), ABSENT),
    (MATERIALS, "form/materials/id_card/originals", ("2",), 2),
    (MATERIALS, "form/materials/id_card/checks", ("完整\n清晰",), ["完整", "清晰"]),
    (MATERIALS, "form/materials/id_card/waiver/days", ("5",), 5),
    (CONDITIONS, "conditions/condition_1/standard", ("以户口簿为准",), "以户口簿为准"),
    (GUIDE, "guide/ways", ("window", "agent"), ["window", "agent"]),
    (GUIDE, "guide/scope", ("本县\n老人",), "本县\n老人"),
]


@pytest.mark.parametrize(("tab", "name", "texts", "wanted"), CHANGES, ids=[each[1] for each in CHANGES])
def test_one_change_changes_that_and_nothing_else(
    matters: dict[str, Json], tab: Tab, name: str, texts: tuple[str, ...], wanted: Json
) -> None:
    document = matters["advanced_age_allowance"]
    after = changed(document, tab, name, *texts)
    assert find(after, parse(name)) == wanted
    assert put(after, parse(name), ABSENT) == put(
        put(document, parse(name), "there"), parse(name), ABSENT
    )  # what surrounds it is as it was, objects on the way aside
    assert not isinstance(MatterDocument.from_json(follow("matter", document, after)), Problems)


FAULTS = [
    (BASICS, "limits/promised", ("十", "working_day"), "「承诺办结时限」应为整数，现在是「十」，请只填数字。"),
    (BASICS, "limits/promised", ("3", "hour"), "「承诺办结时限」的单位应为工作日或自然日，请从列表中选择。"),
    (BASICS, "seed_class", ("other",), "「办理类别」没有「other」这个选项，请从列表中选择。"),
    (BASICS, "subjects", ("alien",), "「服务对象」没有「alien」这个选项，请从列表中选择。"),
    (MATERIALS, "form/materials/id_card/originals", ("-1",), "「原件份数」应为整数，现在是「-1」，请只填数字。"),
]


@pytest.mark.parametrize(("tab", "name", "texts", "message"), FAULTS)
def test_what_cannot_be_read_is_said_and_the_document_keeps_what_it_had(
    matters: dict[str, Json], tab: Tab, name: str, texts: tuple[str, ...], message: str
) -> None:
    document = matters["advanced_age_allowance"]
    edited = apply(document, tab, posted(document, tab) | {name: list(texts)})
    assert [fault.message for fault in edited.faults] == [message]
    assert [fault.name for fault in edited.faults] == [name]
    assert edited.document == document


def test_what_a_page_did_not_show_cannot_be_posted(matters: dict[str, Json]) -> None:
    document = matters["advanced_age_allowance"]
    forced = {"name": ["甲"], "key": ["evil"], "schema": ["evil"], "form/materials/nobody/name": ["x"]}
    assert apply(document, BASICS, {PRESENT: [*forced][1:], **forced}).document == document


def test_a_limit_keeps_what_stands_beside_it(matters: dict[str, Json]) -> None:
    document = put(matters["advanced_age_allowance"], ("limits", "statutory", "note"), "说明")
    after = changed(document, BASICS, "limits/statutory", "30", "calendar_day")
    assert after["limits"]["statutory"] == {"value": 30, "unit": "calendar_day", "note": "说明"}


def listing(tab: Tab, at: str) -> Listing:
    return next(part for part in tab.parts if isinstance(part, Listing) and part.at == at)


def test_elements_are_added_with_names_of_their_own_moved_and_removed(matters: dict[str, Json]) -> None:
    document = matters["advanced_age_allowance"]
    materials = listing(MATERIALS, "form/materials")
    one, first = add(document, materials)
    two, second = add(one, materials)
    assert first != second
    assert first.startswith("form/materials/advanced_age_allowance_material_")
    assert len(two["form"]["materials"]) == len(document["form"]["materials"]) + 2
    up = move(two, second, -1)
    assert [each["key"] for each in up["form"]["materials"]][-2:] == [second.split("/")[-1], first.split("/")[-1]]
    assert move(two, second, 1) == two
    assert remove(remove(two, second), first) == document


def test_elements_without_a_name_go_by_position(matters: dict[str, Json]) -> None:
    document = matters["advanced_age_allowance"]
    fees = listing(CONDITIONS, "fees")
    one, first = add(document, fees)
    two, second = add(one, fees)
    after = changed(two, CONDITIONS, second + "/name", "工本费")
    assert [fee["name"] for fee in after["fees"]] == ["", "工本费"]
    assert [fee["name"] for fee in move(after, second, -1)["fees"]] == ["工本费", ""]
    assert [fee["name"] for fee in remove(after, first)["fees"]] == ["工本费"]


def test_a_list_that_is_not_there_yet_begins(matters: dict[str, Json]) -> None:
    document, name = add(matters["advanced_age_allowance"], listing(GUIDE, "guide/counters"))
    assert name == "guide/counters/counter_1"
    assert not isinstance(MatterDocument.from_json(put(document, (*parse(name), "name"), "一号窗口")), Problems)


def test_what_follows_need_not_be_written_twice(matters: dict[str, Json]) -> None:
    document = matters["advanced_age_allowance"]
    renamed = changed(document, BASICS, "name", "高龄老人津贴")
    assert follow("matter", document, renamed)["form"]["title"] == "高龄老人津贴"
    later = changed(document, MATERIALS, "form/materials/id_card/waiver/days", "5")
    assert find(follow("matter", document, later), ("form", "materials", "id_card", "waiver")) == {
        "days": 5,
        "mode": "commitment",
    }
    at_once = changed(later, MATERIALS, "form/materials/id_card/waiver/days", "")
    assert canonical(follow("matter", later, at_once)) == canonical(document)
    permit = changed(document, BASICS, "matter_type/code", "01")
    assert follow("matter", document, permit)["matter_type"] == {"code": "01", "name": "行政许可"}
    instant = changed(document, BASICS, "case_type", "instant")
    assert follow("matter", document, instant)["limits"]["promised"]["value"] == 0


def test_findings_lead_to_their_tab(matters: dict[str, Json]) -> None:
    document = matters["advanced_age_allowance"]
    found = {
        "/form/materials/3/name": ("materials", "form/materials/alive_statement/name"),
        "/form/sections/0/fields/2/required": ("form", "form/sections/applicant/fields/applicant.id_number/required"),
        "/limits/promised/value": ("basics", "limits/promised/value"),
        "/route/steps/1": ("route", "route/steps/town_review"),
        "/checks/0/if": ("conditions", "checks/checks_1/if"),
        "/departments": ("basics", "departments"),
        "": ("basics", ""),
    }
    for pointer, (tab, name) in found.items():
        assert of_json_pointer(document, pointer) == name
        assert tab_of(TABS, name) == tab
    assert list(prefixes("a/b/c")) == ["a/b/c", "a/b", "a"]


def test_a_new_matter_is_a_document_and_a_copy_is_a_new_one(matters: dict[str, Json]) -> None:
    assert not isinstance(MatterDocument.from_json(blank_matter("boluo.new", "新事项")), Problems)
    for document in matters.values():
        copied = MatterDocument.from_json(copied_matter(document, "copy", "副本"))
        assert isinstance(copied, MatterDocument)
        assert copied.key == "copy"
