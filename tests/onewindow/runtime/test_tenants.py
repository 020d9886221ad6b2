"""`onewindow tenants`: a county from its list of divisions, unit by unit."""

from __future__ import annotations

import json
import pathlib

from click.testing import CliRunner

from onewindow.cli import main
from onewindow.settings import Settings

TWO_COUNTIES = """code,name,level,parent_code
440823,遂溪县,county,4408
440823001,遂城街道,town,440823
440823001001,中山社区,village,440823001
441602,源城区,county,4416
441602001,上城街道,town,441602
"""


def tenants(settings: Settings, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    """Run `onewindow tenants …`; its exit code and the JSON lines it wrote."""
    result = CliRunner().invoke(main, ["tenants", *arguments], env=settings.to_environment())
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_counties_are_taken_in_listed_and_opened(installation: Settings, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "divisions.csv"
    file.write_text(TWO_COUNTIES, encoding="utf-8")
    code, lines = tenants(installation, "onboard", str(file), "--phone", "0759-7760000")
    assert code == 0
    assert [(line["code"], line["towns"], line["villages"]) for line in lines] == [("440823", 1, 1), ("441602", 1, 0)]

    _, before = tenants(installation, "list", "440823")
    assert [(unit["code"], unit["level"], unit["status"]) for unit in before] == [
        ("440823", "county", "planned"),
        ("440823001", "town", "planned"),
        ("440823001001", "village", "planned"),
    ]
    assert tenants(installation, "open", "440823")[1] == [{"kind": "summary", "ok": True, "opened": 1}]
    assert tenants(installation, "open", "440823001", "--below")[1] == [{"kind": "summary", "ok": True, "opened": 2}]
    assert {unit["status"] for unit in tenants(installation, "list", "440823")[1]} == {"open"}
    assert {unit["status"] for unit in tenants(installation, "list", "441602")[1]} == {"planned"}


def test_a_newer_edition_of_the_list_changes_names_and_no_status(
    installation: Settings, tmp_path: pathlib.Path
) -> None:
    file = tmp_path / "divisions.csv"
    file.write_text(TWO_COUNTIES.replace("遂城街道", "遂城镇"), encoding="utf-8")
    assert tenants(installation, "onboard", str(file))[0] == 0
    town = tenants(installation, "list", "440823")[1][1]
    assert (town["name"], town["status"]) == ("遂城镇", "open")


def test_a_broken_list_is_refused_with_every_line_at_once(installation: Settings, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "divisions.csv"
    file.write_text(TWO_COUNTIES + "441602999,无名镇,town,999999\n12,x,planet,\n", encoding="utf-8")
    code, lines = tenants(installation, "onboard", str(file))
    assert code == 1
    assert {line["line"] for line in lines} == {7, 8}


def test_the_demonstrations_list_is_read(installation: Settings, shared: pathlib.Path) -> None:
    code, (line,) = tenants(installation, "onboard", str(shared / "domain" / "divisions" / "441322_boluo.csv"))
    assert (code, line["towns"], line["villages"]) == (0, 18, 392)
