"""`onewindow cases check DIR`: every example and scenario tried, every fault of the files said."""

from __future__ import annotations

import copy
import json
import pathlib
import shutil
import socket
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onewindow.cli import main
from tests.onewindow.domain import invented

Json = Any


def write(folder: pathlib.Path, files: dict[str, Json]) -> pathlib.Path:
    """Put files into a folder."""
    for name, raw in invented.raw(files).items():
        (folder / name).write_bytes(raw)
    return folder


def check(folder: pathlib.Path, *options: str) -> tuple[Result, list[dict[str, Json]]]:
    """Run the command; its lines as JSON."""
    result = CliRunner().invoke(main, ["cases", "check", str(folder), *options], catch_exceptions=False)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket may be opened and no setting is there to be read."""

    def refuse(*_: object, **__: object) -> socket.socket:
        raise AssertionError("the command opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.delenv("ONEWINDOW_DATABASE_URL", raising=False)


@pytest.mark.usefixtures("offline")
def test_the_reference_folder_passes_in_full(shared: pathlib.Path) -> None:
    result, lines = check(shared / "domain" / "cases")
    assert result.exit_code == 0
    assert all(line["ok"] for line in lines)
    assert lines[-1] | {"warnings": 0} == {
        "kind": "summary",
        "ok": True,
        "matters": 22,
        "themes": 2,
        "elements": 172,
        "example": 22,
        "scenario": 5,
        "static": 1,
        "passed": 28,
        "failed": 0,
        "warnings": 0,
    }
    assert len(lines) == 29
    assert not any("unchecked" in line for line in lines)


@pytest.mark.usefixtures("offline")
def test_an_invented_folder_passes(tmp_path: pathlib.Path) -> None:
    result, lines = check(write(tmp_path, invented.folder()), "--on", "2026-11-21")
    assert result.exit_code == 0, result.stdout
    assert (lines[-1]["example"], lines[-1]["scenario"], lines[-1]["static"]) == (6, 2, 1)
    assert result.stderr == ""


def other(value: Json) -> Json:
    """The same kind of value, but not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, list):
        return [*value, ["x"] if value and isinstance(value[0], list) else "x"]
    return {**value, "x": []}


def expectations() -> list[tuple[str, list[Any]]]:
    """Where every single expectation of the invented folder stands."""
    found: list[tuple[str, list[Any]]] = []
    for at, example in enumerate(invented.folder()[invented.KEEPING]["examples"]):
        found += [("matter_bee_keeping.json", ["examples", at, "expect", key]) for key in example["expect"]]
    expected = invented.folder()[invented.START]["expected"]
    found += [("theme_start_bees.json", ["expected", "static", key]) for key in expected["static"]]
    for at, scenario in enumerate(expected["scenarios"]):
        found += [("theme_start_bees.json", ["expected", "scenarios", at, key]) for key in scenario]
    return found


def at(value: Json, path: list[Any]) -> Json:
    """The value at a path."""
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(("name", "path"), expectations(), ids=lambda value: "/".join(map(str, value[-2:])))
def test_every_expectation_can_fail(tmp_path: pathlib.Path, name: str, path: list[Any]) -> None:
    files = invented.folder()
    at(files[name], path[:-1])[path[-1]] = other(at(files[name], path))
    result, lines = check(write(tmp_path, files))
    assert result.exit_code == 1
    assert lines[-1]["failed"] == 1
    (failed,) = [line for line in lines[:-1] if not line["ok"]]
    assert failed["mismatches"][0]["expected"] != failed["mismatches"][0]["found"]


@pytest.mark.parametrize("part", ["static", "scenarios"])
def test_every_expectation_of_the_restaurant_can_fail(shared: pathlib.Path, tmp_path: pathlib.Path, part: str) -> None:
    cases = shutil.copytree(shared / "domain" / "cases", tmp_path / "cases", copy_function=shutil.copyfile)
    theme = cases / "theme_open_restaurant.json"
    source = json.loads(theme.read_bytes())
    expected = source["expected"]["static"] if part == "static" else source["expected"]["scenarios"][0]
    for key in [key for key in expected if key != "name"]:
        changed = copy.deepcopy(source)
        block = changed["expected"]["static"] if part == "static" else changed["expected"]["scenarios"][0]
        block[key] = other(block[key])
        theme.write_text(json.dumps(changed), encoding="utf-8")
        result, lines = check(cases)
        assert result.exit_code == 1, key
        assert [line["mismatches"][0]["what"] for line in lines[:-1] if not line["ok"]] == [key]


def test_a_tenant_and_its_parameters_decide(tmp_path: pathlib.Path) -> None:
    for change in ({"tenant_division": "441323"}, {"tenant_parameters": {"max_area": 10}}):
        files = invented.folder()
        files["matter_bee_keeping.json"]["examples"][0] |= change
        result, lines = check(write(tmp_path, files))
        assert result.exit_code == 1
        assert lines[0]["mismatches"][0]["what"] == "outcome"


def test_an_expectation_of_unknown_name_is_not_taken_for_granted(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["theme_start_bees.json"]["expected"]["static"]["fields_doubled"] = 3
    files["theme_start_bees.json"]["expected"]["scenarios"][0]["name"] = "没有的情景"
    result, lines = check(write(tmp_path, files))
    assert result.exit_code == 1
    assert next(line for line in lines if line["kind"] == "static")["unchecked"] == ["fields_doubled"]
    assert lines[-2]["name"] == "没有的情景"
    assert not lines[-2]["ok"]


def test_members_that_cannot_be_joined_fail_the_scenario(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["matter_bee_moving.json"]["fields"][2]["override"] = {"options_subset": ["x"]}
    result, lines = check(write(tmp_path, files))
    assert result.exit_code == 1
    assert "没有各事项都接受的选项" in str(next(line for line in lines if line["kind"] == "scenario"))


def test_a_way_that_ends_nowhere_fails_the_scenario(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["matter_bee_moving.json"]["routing"]["steps"][0]["next"][0]["if"] = {
        "field": "bee.hives",
        "op": "gt",
        "value": 900,
    }
    result, lines = check(write(tmp_path, files))
    assert result.exit_code == 1
    scenario = next(line for line in lines if line["kind"] == "scenario")
    assert scenario["mismatches"][0]["found"] == "停在 accept"


def test_every_fault_of_the_files_is_said_at_once_without_a_traceback(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["matter_bee_keeping.json"]["fields"][16]["visible_if"]["op"] = "like"
    files["matter_bee_keeping.json"]["fields"][0]["element"] = "bee.keper"
    files["matter_bee_moving.json"]["case_type"] = ["promised"]
    write(tmp_path, files)
    (tmp_path / "matter_broken.json").write_bytes(b'{"format": "gov-matter-case/1",')
    (tmp_path / "matter_deep.json").write_bytes(b'{"format":' + b"[" * 100_000)
    (tmp_path / "matter_latin.json").write_bytes("名称".encode("gbk"))
    result, lines = check(tmp_path)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert {(line["file"], line["pointer"]) for line in lines[:-1]} >= {
        ("matter_bee_keeping.json", "/fields/16/visible_if/op"),
        ("matter_bee_keeping.json", "/fields/0/element"),
        ("matter_bee_moving.json", "/case_type"),
        ("matter_broken.json", ""),
        ("matter_deep.json", ""),
        ("matter_latin.json", ""),
    }
    assert lines[-1] == {"kind": "summary", "ok": False, "problems": len(lines) - 1, "warnings": lines[-1]["warnings"]}
    assert all(any("一" <= char <= "鿿" for char in line["message"]) for line in lines[:-1])


def test_a_folder_without_files_is_a_problem_not_a_success(tmp_path: pathlib.Path) -> None:
    result, lines = check(tmp_path)
    assert result.exit_code == 1
    assert "数据元字典" in lines[0]["message"]
    missing = CliRunner().invoke(main, ["cases", "check", str(tmp_path / "none")])
    assert missing.exit_code == 2


def test_warnings_stand_on_the_error_stream(tmp_path: pathlib.Path) -> None:
    files = invented.folder()
    files["matter_bee_keeping.json"]["colour"] = "red"
    result, lines = check(write(tmp_path, files))
    assert result.exit_code == 0
    assert lines[-1]["warnings"] == 1
    assert json.loads(result.stderr)["pointer"] == "/colour"
