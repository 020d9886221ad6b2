"""`onewindow forms merge DIR …`: the merged form with its provenance as JSON."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onewindow.cli import main
from tests.onewindow.cli.test_cases import write
from tests.onewindow.domain import invented


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """The invented folder on disk."""
    (tmp_path / "cases").mkdir()
    return write(tmp_path / "cases", invented.folder())


def merge(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["forms", "merge", *map(str, arguments)], catch_exceptions=False)


def report(result: Result) -> dict[str, Any]:
    """What a successful run printed."""
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_matters_merge_in_the_order_given(folder: pathlib.Path) -> None:
    found = report(merge(folder, "bee_moving", "bee_keeping"))
    assert [member["key"] for member in found["members"]] == ["bee_moving", "bee_keeping"]
    keeper = next(field for field in found["fields"] if field["element"] == "bee.keeper")
    assert keeper["max"] == 10
    assert [(use["form"], use.get("max")) for use in keeper["provenance"]] == [
        ("bee_moving", 10),
        ("bee_keeping", None),
    ]
    assert found["savings"]["fields_saved"] == 3
    assert found["waves"] == [["bee_moving"], ["bee_keeping"]]
    assert "asked" not in found


def test_a_theme_without_answers_shows_all_its_members(folder: pathlib.Path) -> None:
    found = report(merge(folder, "--theme", "start_bees"))
    assert [member["key"] for member in found["members"]] == ["bee_keeping", "bee_moving"]


def test_answers_decide_members_and_questions(folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(
        json.dumps({"guide.moves": False, "bee.kind": "c", "bee.fee": 10.5, "bee.hives": 3}), encoding="utf-8"
    )
    found = report(merge(folder, "--theme", "start_bees", "--answers", answers))
    assert [member["key"] for member in found["members"]] == ["bee_keeping"]
    asked = {each["element"]: each["because"] for each in found["asked"]}
    assert "bee.until" in asked
    assert "场地租金" in asked["bee.until"]
    assert "bee.coop" not in asked
    assert {each["key"]: each["status"] for each in found["materials_now"]}["bee_map"] == "optional"
    assert found["package_promised_days"] == 3


def test_the_restaurant_goes_from_115_to_60(shared: pathlib.Path) -> None:
    found = report(merge(shared / "domain" / "cases", "--theme", "open_restaurant"))
    assert (found["savings"]["fields_sum"], found["savings"]["fields_union"]) == (115, 60)
    assert found["conflicts"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["bee_keepin"], 2, "您是否要写 bee_keeping"),
        (["--theme", "start_bee"], 2, "您是否要写 start_bees"),
        ([], 2, "二者取一"),
        (["bee_keeping", "--theme", "start_bees"], 2, "二者取一"),
    ],
)
def test_wrong_names_are_answered(folder: pathlib.Path, arguments: list[str], code: int, says: str) -> None:
    result = merge(folder, *arguments)
    assert result.exit_code == code
    assert says in result.output


@pytest.mark.parametrize(
    ("text", "says"), [("{", "不是有效的 JSON"), ("[]", "应为一个对象"), ("\ufffe", "不是有效的 JSON")]
)
def test_wrong_answers_files_are_answered(folder: pathlib.Path, tmp_path: pathlib.Path, text: str, says: str) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(text, encoding="utf-8")
    result = merge(folder, "--theme", "start_bees", "--answers", answers)
    assert result.exit_code == 2
    assert says in result.output


def test_conflicts_are_printed_and_end_with_1(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["matter_bee_moving.json"]["fields"][2]["override"] = {"options_subset": ["x"]}
    result = merge(write(tmp_path, files), "bee_keeping", "bee_moving")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["conflicts"][0]["key"] == "bee.kind"
    assert found["messages"]


def test_faulty_files_are_answered_like_in_cases_check(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["matter_bee_moving.json"]["case_type"] = 3
    result = merge(write(tmp_path, files), "bee_keeping")
    assert result.exit_code == 1
    assert json.loads(result.stdout.splitlines()[0])["pointer"] == "/case_type"
