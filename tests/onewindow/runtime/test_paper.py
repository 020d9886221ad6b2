"""`onewindow print`: a template can be looked at before there is a case."""

from __future__ import annotations

import json
import pathlib

import pytest
from click.testing import CliRunner, Result

from onewindow.cli import main
from printing import system_template, system_template_keys


def paper(*arguments: str | pathlib.Path) -> Result:
    """Run `onewindow print …`."""
    return CliRunner().invoke(main, ["print", *map(str, arguments)])


def test_every_template_is_listed() -> None:
    listed = paper("list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(system_template_keys())


@pytest.mark.parametrize("key", ["receipt", "acceptance_notice"])
def test_a_system_template_is_drawn_with_made_up_values(key: str, tmp_path: pathlib.Path) -> None:
    result = paper("preview", key, tmp_path / "out.pdf")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert "页" in result.stdout


def test_a_template_of_ones_own_is_drawn_and_what_is_missing_told(tmp_path: pathlib.Path) -> None:
    template, values = tmp_path / "own.json", tmp_path / "values.json"
    template.write_text(json.dumps(system_template("receipt")), encoding="utf-8")
    values.write_text("{}", encoding="utf-8")
    result = paper("preview", template, tmp_path / "out.pdf", "--values", values)
    assert result.exit_code == 0
    assert "没有名为“org.name”的数据" in result.stderr


def test_what_cannot_be_drawn_is_a_sentence(tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema": "onewindow/template/1"}', encoding="utf-8")
    for name in ("no_such_template", broken, tmp_path / "absent.json"):
        result = paper("preview", name, tmp_path / "out.pdf")
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")
    assert not (tmp_path / "out.pdf").exists()


def test_fonts_are_listed_role_by_role_with_what_they_cover() -> None:
    listed = paper("fonts").stdout
    for role in ("title", "body", "hei", "kai", "song"):
        assert f"\n{role}" in f"\n{listed}"
    assert "NotoSerifSC-Regular" in listed
    assert "GB 2312 6763" in listed


def test_the_font_of_a_character_is_found_or_its_lack_is_said() -> None:
    found = paper("fonts", "䶮国")
    assert found.exit_code == 0
    assert found.stdout.splitlines()[0].startswith("䶮 U+4DAE CJK UNIFIED IDEOGRAPH-4DAE：NotoSerifSC-Regular")
    lacking = paper("fonts", "国\U0010fffd")
    assert lacking.exit_code == 1
    assert "没有字体有这个字" in lacking.stdout
