"""`onewindow tenants stage | rename | merge | split` on a small county."""

from __future__ import annotations

import json
import pathlib

from click.testing import CliRunner

from onewindow.cli import main
from onewindow.settings import Settings

LIST = """code,name,level,parent_code
450101,南河县,county,4501
450101001,东镇,town,450101
450101001001,一村,village,450101001
450101001002,二村,village,450101001
450101002,西镇,town,450101
450101002001,三村,village,450101002
"""
HOW = ("--county", "450101", "--reason", "区划调整")


def tenants(settings: Settings, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    """Run `onewindow tenants …`; its exit code and the JSON lines it wrote."""
    result = CliRunner().invoke(main, ["tenants", *arguments], env=settings.to_environment())
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_units_live_from_stage_to_merger(installation: Settings, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "divisions.csv"
    file.write_text(LIST, encoding="utf-8")
    assert tenants(installation, "onboard", str(file), "--bare", "--open", "450101", "--below")[0] == 0
    assert tenants(installation, "stage", "450101002", "--status", "suspended", *HOW)[1][-1]["changed"] == 1
    assert tenants(installation, "rename", "450101001", "东江镇", "--code", "450101101", *HOW)[0] == 0
    code, lines = tenants(installation, "split", "450101001", "--part", "新镇:450101009:450101001001", *HOW)
    assert (code, lines[-1]["planted"]) == (
        0,
        [{"code": "450101009", "name": "新镇"}, {"code": "L450101999999", "name": "一村"}],
    )
    code, lines = tenants(installation, "merge", "450101002", "--into", "450101101", *HOW)
    assert (code, lines[-1]["ended"]) == (0, 2)
    states = {str(unit["name"]): unit["status"] for unit in tenants(installation, "list", "450101")[1]}
    assert (states["西镇"], states["新镇"], states["东江镇"]) == ("closed", "open", "open")


def test_what_cannot_be_is_refused_in_words(installation: Settings) -> None:
    code, lines = tenants(installation, "merge", "450199", "--into", "450101002", *HOW)
    assert (code, lines[0]["message"]) == (1, "该县没有代码为 450199 的单位，请核对。")
    code, lines = tenants(installation, "stage", "450101002", "--status", "open", *HOW)
    assert code == 1
    assert "不能改为开通" in str(lines[0]["message"])
