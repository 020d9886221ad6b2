"""Parts of a matter that disagree: each fault made in a matter without faults is the one that is found."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from onewindow.domain.case_format import Pack
from onewindow.domain.catalogue import outline
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.checking import Ground, findings
from onewindow.domain.publishing.findings import Finding
from onewindow.domain.publishing.lint import doubts
from onewindow.domain.publishing.lint.compression import paces, share
from onewindow.domain.publishing.lint.proofs import circle
from onewindow.domain.publishing.lint.reductions import Ground as Reason
from onewindow.domain.publishing.lint.reductions import candidates
from rule_engine import CALENDAR_DAY, Limit
from tests.onewindow.publishing.conftest import pack
from tests.onewindow.publishing.test_diff import bees

__all__ = ["bees", "pack"]
Json = Any
MATERIAL = {
    "key": "licence",
    "name": "营业执照",
    "kind": "certificate",
    "medium": "paper_or_electronic",
    "originals": 1,
    "photocopies": 0,
    "necessity": "required",
    "source": "government",
}


def said(body: Json, asked: Json = None) -> list[Finding]:
    matter = MatterDocument.from_json(body)
    assert not isinstance(matter, Problems), matter.items
    return list(doubts(matter, asked or {}))


@pytest.fixture
def sound(bees: Pack) -> Json:
    """A matter about which there is nothing to say."""
    body = copy.deepcopy(dict(bees.matters["bee_keeping"].to_json()))
    body |= {
        "matter_type": {"code": "07", "name": "行政确认"},
        "seed_class": "power",
        "case_type": "promised",
        "legal_basis": ["中华人民共和国畜牧法"],
        "subjects": ["natural_person"],
        "departments": {"county": "县农业农村局"},
        "conditions": [{"id": "c1", "text": "养蜂 10 群以上"}],
        "checks": [],
        "fees": [],
        "documents": ["receipt", "permit_decision"],
        "result": {"type": "certificate", "name": "养蜂证"},
        "online_depth": {"seed_level": 2, "capabilities": ["collect"]},
        "on_site_visits": {"max": 1},
        "limits": {
            "statutory": {"value": 20, "unit": "working_day"},
            "promised": {"value": 10, "unit": "working_day"},
            "excludes": [],
            "situations": [],
        },
        "guide": {"scope": "本县养蜂人", "consult_phone": "0752-1", "complaint_phone": "0752-2"},
        "route": {
            "start": "take",
            "steps": [
                task("take", 3, "look", acceptance=True),
                task("look", 4, "decide"),
                task("decide", 6, "hand"),
                task("hand", 5, "end", after_decision=True),
                {"id": "end", "kind": "end"},
            ],
        },
    }
    body["form"] = {**body["form"], "materials": [copy.deepcopy(MATERIAL)]}
    assert said(body) == []
    return body


def task(step: str, days: int, to: str, **more: Json) -> Json:
    limit = {"value": days, "unit": "working_day"}
    told = {"id": step, "kind": "task", "level": "county", "department": "县农业农村局", "action": step}
    return {**told, "limit": limit, "next": [{"to": to}], **more}


def put(*path: str | int, value: Json) -> Callable[[Json], None]:
    def change(body: Json) -> None:
        for key in path[:-1]:
            body = body[key]
        body[path[-1]] = value

    return change


FAULTS: dict[str, tuple[Callable[[Json], None], str, str]] = {
    "no basis": (put("legal_basis", value=[]), "/legal_basis", "error"),
    "no subjects": (put("subjects", value=[]), "/subjects", "error"),
    "nobody handles": (put("departments", value={"county": " "}), "/departments", "error"),
    "no conditions": (put("conditions", value=[]), "/conditions", "error"),
    "no materials": (put("form", "materials", value=[]), "/form/materials", "warning"),
    "no decision": (put("documents", value=["receipt"]), "/documents", "warning"),
    "another law": (put("legal_basis", value=["《中华人民共和国行政许可法》"]), "/legal_basis/0", "warning"),
    "fee without basis": (put("fees", value=[{"name": "工本费", "standard": "5 元"}]), "/fees/0/basis", "warning"),
    "fee without amount": (put("fees", value=[{"name": "费", "basis": "文件"}]), "/fees/0/standard", "warning"),
    "no result": (put("result", value={}), "/result/name", "warning"),
    "result of another type": (put("result", "type", value="notice"), "/result/type", "warning"),
    "offline depth": (put("online_depth", "capabilities", value=["consult"]), "/online_depth/capabilities", "warning"),
    "online without depth": (
        put("online_depth", value={"seed_level": 1, "capabilities": ["accept"]}),
        "/online_depth/seed_level",
        "warning",
    ),
    "guide not online": (put("guide", "ways", value=["window"]), "/guide/ways", "warning"),
    "one telephone": (put("guide", "complaint_phone", value="0752 1"), "/guide/complaint_phone", "warning"),
    "needed always or not": (
        put("form", "materials", 0, "needed", value={"var": "bee.hives"}),
        "/form/materials/0/necessity",
        "warning",
    ),
    "waits too long": (
        put("form", "materials", 0, "waiver", value={"mode": "commitment", "days": 11}),
        "/form/materials/0/waiver/days",
        "warning",
    ),
    "promise": (put("limits", "statutory", "value", value=9), "/limits/promised", "error"),
    "steps": (put("route", "steps", 2, "limit", "value", value=7), "/route", "warning"),
    "vague": (put("conditions", 0, "text", value="养蜂 10 群以上等"), "/conditions/0/text", "warning"),
    "forbidden": (
        put("form", "materials", 0, value={**MATERIAL, "name": "婚姻状况证明", "source": "village"}),
        "/form/materials/0",
        "warning",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_one_finding(sound: Json, name: str) -> None:
    change, pointer, severity = FAULTS[name]
    if name == "result of another type":
        sound["result"]["name"] = "养蜂许可证"
    change(sound)
    found = said(sound)
    assert [(each.pointer, each.severity) for each in found] == [(pointer, severity)]
    assert found[0].message
    assert found[0].suggestion


def test_a_consultation_takes_nothing_and_accepts_nothing(sound: Json) -> None:
    sound |= {"seed_class": "consultation", "documents": ["acceptance_notice"], "conditions": []}
    assert [each.pointer for each in said(sound)] == ["/form/materials/0", "/documents/0"]
    assert all(each.stops for each in said(sound))


def test_special_time_and_other_units_are_not_counted(sound: Json) -> None:
    sound["route"]["steps"][2] |= {"limit": {"value": 90, "unit": "working_day"}, "special": True}
    assert said(sound) == []
    sound["route"]["steps"][2] |= {"limit": {"value": 90, "unit": "calendar_day"}, "special": False}
    assert said(sound) == []


def test_a_village_may_certify_what_it_sees(sound: Json) -> None:
    sound["form"]["materials"][0] |= {"name": "居住情况证明", "source": "village"}
    assert said(sound) == []


def test_a_circle_of_proofs_stops_publishing(bees: Pack, sound: Json) -> None:
    sound["form"]["materials"][0]["result_of"] = "b"
    assert said(sound, {"b": {"c"}, "c": {"d"}}) == []
    ground = Ground(bees.dictionary, {"template": ()}, {"b": {"c"}, "c": {"bee_keeping"}})
    stops = [each for each in findings("matter", "bee_keeping", sound, ground) if each.stops]
    assert [each.place for each in stops] == ["form/materials/licence/result_of"]
    assert "循环证明" in stops[0].message


def test_circles_are_followed_to_their_end() -> None:
    assert circle("a", "a", {}) == ("a",)
    assert circle("a", "b", {"b": {"a"}}) == ("b",)
    assert circle("a", "b", {"b": {"c"}, "c": {"b", "a"}}) == ("b", "c")
    assert circle("a", "b", {"b": {"c"}, "c": {"b"}, "a": {"b"}}) == ()


def test_what_might_be_spared(sound: Json) -> None:
    other = copy.deepcopy(sound)
    sound["form"]["materials"] = [
        {**MATERIAL, "licence_kind": "business_licence"},
        {**MATERIAL, "name": "养蜂证", "result_of": "bees"},
        {**MATERIAL, "name": "检疫合格证明"},
        {**MATERIAL, "name": "申请表", "kind": "form"},
    ]
    other["name"] = "蜂产品登记"
    other["form"]["materials"] = [{**MATERIAL, "name": "检疫合格证明"}, {**MATERIAL, "name": "申请表", "kind": "form"}]
    found = candidates({"bees": outline(sound), "honey": outline(other)})
    assert [(each.ground, each.name, len(each.matters)) for each in found] == [
        (Reason.OWN_RESULT, "养蜂证", 1),
        (Reason.LICENCE, "营业执照", 1),
        (Reason.REPEATED, "检疫合格证明", 2),
    ]
    assert found[0].source == sound["name"]


@pytest.mark.shared
def test_the_reference_matters_are_not_drowned(pack: Pack) -> None:
    asked = {key: outline(matter.to_json()).proofs for key, matter in pack.matters.items()}
    counted = [len(list(doubts(matter, asked))) for matter in pack.matters.values()]
    assert 0 < sum(counted) < len(counted)
    assert max(counted) <= 5


@pytest.mark.parametrize(
    ("statutory", "promised", "saved"),
    [
        (Limit(20), Limit(5), 75),
        (Limit(3), Limit(2), 33),
        (Limit(7), Limit(7), 0),
        (Limit(5), Limit(8), -60),
        (Limit(20, CALENDAR_DAY), Limit(5), None),
        (Limit(20, CALENDAR_DAY), Limit(0), 100),
        (Limit(0), Limit(0), None),
        (None, Limit(5), None),
    ],
)
def test_how_far_a_limit_was_cut(statutory: Limit | None, promised: Limit, saved: int | None) -> None:
    assert share(statutory, promised) == saved


def test_the_least_cut_come_first(sound: Json) -> None:
    outlines = []
    for name, limits in (("短", (20, 2)), ("长", (20, 19)), ("无", (None, 5))):
        body = {**sound, "name": name, "limits": {"promised": {"value": limits[1], "unit": "working_day"}}}
        if limits[0]:
            body["limits"]["statutory"] = {"value": limits[0], "unit": "working_day"}
        outlines.append(outline(body))
    tasks = len([step for step in sound["route"]["steps"] if step["kind"] == "task"])
    assert [(pace.name, pace.share, pace.steps) for pace in paces(outlines)] == [
        ("长", 5, tasks),
        ("短", 90, tasks),
        ("无", None, tasks),
    ]
