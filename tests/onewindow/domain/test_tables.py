"""Decision tables of a matter: what they decide is a fact of every rule that is judged after them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from onewindow.domain.case_format import Pack
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.filing import case_route
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.checking import Ground, findings
from onewindow.domain.publishing.references import references_of
from onewindow.domain.publishing.replay import Past, replay
from onewindow.domain.rehearsal.examples import rehearse_matter
from onewindow.domain.tables import decided, kinds, schema_of
from onewindow.domain.workbench.surroundings import Surroundings
from rule_engine import DecisionTable

Json = Any
HIVES = {
    "name": "规模分级",
    "hit": "unique",
    "columns": [{"path": "bee.hives", "label": "蜂箱数", "kind": "integer", "min": 0}],
    "outputs": [
        {"key": "way", "label": "办理方式"},
        {"key": "days", "label": "期限"},
        {"key": "rate", "label": "系数"},
    ],
    "rows": [
        {"when": ["<50"], "then": ["村办", 2, "0.5"]},
        {"when": [">=50"], "then": ["县办", 9, "1.25"], "note": "规模养殖"},
    ],
}


def task(name: str, *to: Json) -> Json:
    """One step."""
    return {"id": name, "kind": "task", "level": "town", "department": "镇农办", "action": name, "next": list(to)}


@pytest.fixture
def body(bees: Pack) -> dict[str, Json]:
    """The invented matter with a table that its route, a check and a situation read."""
    made: dict[str, Json] = deepcopy(dict(bees.matters["bee_keeping"].to_json()))
    large = {"==": [{"var": "table.size.way"}, "县办"]}
    steps = [task("look", {"to": "county", "if": large}, {"to": "done"}), task("county", {"to": "done"})]
    made["tables"] = {"size": HIVES}
    made["route"] = {"start": "look", "steps": [*steps, {"id": "done", "kind": "end"}]}
    made["checks"] = [{"id": "many", "text": "须现场看", "if": large, "outcome": "manual_review"}]
    made["limits"]["situations"] = [
        {"if": {"<": [{"var": "table.size.rate"}, 1]}, "promised": {"value": 1, "unit": "working_day"}}
    ]
    made["examples"] = [
        {"name": "小户", "data": {"bee.hives": 10}, "expect": {"outcome": "accept", "route_waves": [["look"]]}},
        {"name": "大户", "data": {"bee.hives": 60}, "expect": {"route_waves": [["look"], ["county"]]}},
    ]
    return made


def read(body: Json) -> MatterDocument:
    """The document, which has to be right."""
    matter = MatterDocument.from_json(body)
    assert isinstance(matter, MatterDocument), matter
    return matter


@pytest.fixture
def matter(bees: Pack, body: Json) -> CompiledMatter:
    """The matter, ready to run."""
    return compile_matter(read(body), bees.dictionary)


@pytest.mark.parametrize(
    ("hives", "way", "checks", "days"), [(10, ("look",), [], 1), (50, ("look", "county"), ["many"], 10)]
)
def test_route_checks_and_limits_read_what_the_table_says(
    matter: CompiledMatter, hives: int, way: tuple[str, ...], checks: list[str], days: int
) -> None:
    facts = {"bee": {"hives": hives}}
    assert matter.route(facts).steps == way
    assert [each.id for each in matter.fired(facts)] == checks
    assert (matter.promise(facts).limit.value == 1) is (days == 1)


def test_the_reason_names_the_row(matter: CompiledMatter) -> None:
    (because,) = case_route(matter, {"bee": {"hives": 60}}).because
    assert because.sentence == "因 规模分级的办理方式=县办；规模分级：因 蜂箱数=60，适用第 2 行"
    (fired,) = matter.fired({"bee": {"hives": 60}})
    assert "适用第 2 行" in fired.because
    assert matter.reads({"var": "table.size.way"}) == {"table.size.way", "bee.hives"}
    assert matter.reads({"var": "bee.kind"}) == {"bee.kind"}


def test_examples_and_past_cases_are_decided_by_it(matter: CompiledMatter, bees: Pack, body: Json) -> None:
    assert all(each.ok for each in rehearse_matter(matter, "2026-11-20"))
    changed = deepcopy(body)
    changed["tables"]["size"]["rows"][0]["when"], changed["tables"]["size"]["rows"][1]["when"] = ["<20"], [">=20"]
    (told,) = replay(matter, compile_matter(read(changed), bees.dictionary), [Past("A1", {"bee.hives": 30})])
    assert any("流程由" in sentence for sentence in told.sentences)


def test_where_no_row_fits_the_outputs_are_blank(body: Json) -> None:
    tables = read(body).tables
    assert decided(tables, {})["table"] == {"size": {"way": None, "days": None, "rate": None}}
    assert decided({}, {"a": 1}) == {"a": 1}
    summed = DecisionTable.from_json({**HIVES, "hit": "collect", "aggregate": "sum"})
    assert decided({"size": summed}, {"bee": {"hives": 60}})["table"]["size"]["way"] is None  # words have no sum


def test_what_the_outputs_are(body: Json) -> None:
    table = read(body).tables["size"]
    assert [(key, kind) for key, kind, _ in kinds(table)] == [
        ("way", "choice"),
        ("days", "integer"),
        ("rate", "decimal"),
    ]
    words = schema_of({"size": table})["properties"]["size"]["properties"]
    assert words["way"]["enum"] == ["村办", "县办"]
    assert words["rate"]["type"] == "number"
    listed = DecisionTable.from_json({**HIVES, "hit": "collect"})
    assert {kind for _, kind, _ in kinds(listed)} == {"choices"}


def test_the_checker_knows_tables(body: Json, bees: Pack) -> None:
    ground = Ground(bees.dictionary)

    def said() -> list[tuple[str, str]]:
        return [(each.pointer, each.message) for each in findings("matter", "bee_keeping", body, ground) if each.stops]

    assert said() == []
    body["form"]["sections"][0]["fields"][0]["shown"] = {"==": [{"var": "table.size.way"}, "县办"]}
    assert [place.startswith("/form/") for place, _ in said()] == [
        True
    ]  # the form is asked before the table is decided
    del body["form"]["sections"][0]["fields"][0]["shown"]
    body["tables"]["size"]["rows"][1]["when"] = [">=60"]
    assert said() == [("/tables/size/rows", said()[0][1])]
    assert "没有任何一行成立" in said()[0][1]
    body["tables"]["size"]["rows"][1]["when"] = [">=40"]
    assert said()[0][0] == "/tables/size/rows/1"
    body["tables"]["size"]["rows"][1]["when"] = [">=50"]
    body["tables"]["size"]["columns"][0]["path"] = "bee.hivez"
    assert ("/tables/size/columns/0/path") in [place for place, _ in said()]


def test_what_is_wrong_in_a_table_has_its_place(body: Json) -> None:
    body["tables"] = {"Größe": HIVES, "if": HIVES, "a": 5, "b": {**HIVES, "outputs": [HIVES["outputs"][0]] * 3}}
    body["tables"]["c"] = {**HIVES, "rows": [{"when": ["viele"], "then": ["x", 1, 2]}]}
    found = MatterDocument.from_json(body)
    assert isinstance(found, Problems)
    assert {each.pointer for each in found.items} == {
        "/tables/Größe",
        "/tables/if",
        "/tables/a",
        "/tables/a/columns",
        "/tables/a/outputs",
        "/tables/b/outputs/1/key",
        "/tables/b/outputs/2/key",
        "/tables/c/rows/0/when/0",
    }


def test_used_elements_and_the_words_of_rules(body: Json, bees: Pack) -> None:
    body["tables"]["size"]["columns"].append({"path": "param.most", "label": "上限", "kind": "integer"})
    named = references_of("matter", body)
    assert ("parameter", "most") in named
    assert not any(key.startswith("table.") for _, key in named)
    del body["tables"]["size"]["columns"][1]
    around = Surroundings(bees.dictionary)
    terms = around.vocabulary(body, "route").by_path
    assert terms["table.size.way"].options == (("村办", "村办"), ("县办", "县办"))
    assert terms["table.size.days"].kind == "integer"
    assert "table.size.way" not in around.vocabulary(body, "form").by_path
    body["tables"]["size"]["rows"] = 5
    assert "table.size.way" not in around.vocabulary(body, "route").by_path
