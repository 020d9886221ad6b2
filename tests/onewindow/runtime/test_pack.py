"""`onewindow pack`: what stands in a folder becomes what is in force, once."""

from __future__ import annotations

import json
import pathlib

import pytest
from click.testing import CliRunner

from onewindow.cli import main
from onewindow.cli.environment import now
from onewindow.settings import Settings
from onewindow.store import catalogue, tree
from onewindow.store.session import UnitOfWork, connect
from tenants.scope import Scope

COUNTY = 441322_000000


def pack(*arguments: str, settings: Settings | None = None) -> tuple[int, list[dict[str, object]]]:
    """Run `onewindow pack …`; its exit code and the JSON lines it wrote to standard output."""
    environment = settings.to_environment() if settings else {}
    result = CliRunner().invoke(main, ["pack", *arguments], env=environment)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def county(installation: Settings) -> Settings:
    """An installation with one tenant: the county."""
    engine = connect(installation.database_url)
    with UnitOfWork(engine, Scope.of(COUNTY)) as uow:
        unit = tree.Tenant(
            scope=COUNTY, parent_scope=None, code="441322", name="博罗县", short_name="博罗", level="county"
        )
        tree.plant(uow.session, [unit])
    engine.dispose()
    return installation


def test_a_folder_is_imported_once(county: Settings, shared: pathlib.Path) -> None:
    cases = str(shared / "domain" / "cases")
    code, lines = pack("import-cases", cases, "--tenant", "441322", settings=county)
    assert code == 0
    kinds = [line["kind"] for line in lines]
    assert (kinds.count("matter"), kinds.count("theme"), kinds.count("elements")) == (22, 2, 1)
    engine = connect(county.database_url)
    with UnitOfWork(engine, Scope.of(COUNTY)) as uow:
        assert len(catalogue.offered(uow.session, "matter", COUNTY, now().date())) == 22
    engine.dispose()
    code, (summary,) = pack("import-cases", cases, "--tenant", "441322", settings=county)
    assert (code, summary["published"], summary["unchanged"]) == (0, 0, 25)


def test_a_folder_with_problems_is_refused_before_the_database_is_asked(tmp_path: pathlib.Path) -> None:
    (tmp_path / "matter_x.json").write_text("{", encoding="utf-8")
    for arguments in (["check", str(tmp_path)], ["import-cases", str(tmp_path), "--tenant", "441322"]):
        code, lines = pack(*arguments)
        assert code == 1
        assert lines[0]["file"] == "matter_x.json"
        assert lines[-1]["ok"] is False


@pytest.mark.parametrize("wrong", ["44132", "博罗", "000000", "4413220010011"])
def test_a_code_that_is_none_is_refused(wrong: str, tmp_path: pathlib.Path) -> None:
    result = CliRunner().invoke(main, ["pack", "import-cases", str(tmp_path), "--tenant", wrong])
    assert result.exit_code == 2
    assert "区划代码" in result.output


def test_a_county_goes_out_and_comes_back_as_folder_or_zip(
    county: Settings, shared: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    pack("import-cases", str(shared / "domain" / "cases"), "--tenant", "441322", settings=county)
    folder, archive = tmp_path / "boluo", tmp_path / "boluo.zip"
    for place in (folder, archive):
        code, (summary,) = pack("export", "441322", str(place), settings=county)
        assert (code, summary["ok"]) == (0, True)
        code, lines = pack("check", str(place))
        assert (code, lines[-1]["matter"], lines[-1]["tenant"]) == (0, 22, "441322")
        code, lines = pack("import", str(place), "--dry-run", settings=county)
        assert (code, lines[-1]["dry_run"], lines[-1]["taken"]) == (0, True, 0)
        code, lines = pack("import", str(place), settings=county)
        assert (code, lines[-1]["taken"]) == (0, 0)
    code, _ = pack("export", "441322", str(folder), settings=county)
    assert code == 1, "an export overwrites nothing"


def test_a_pack_is_changed_by_hand_and_taken_or_kept(
    county: Settings, shared: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    pack("import-cases", str(shared / "domain" / "cases"), "--tenant", "441322", settings=county)
    pack("export", "441322", str(tmp_path / "out"), settings=county)
    file = tmp_path / "out" / "matter" / "drainage_permit.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(document | {"daily_name": "接排水管"}), encoding="utf-8")
    name = "matter:drainage_permit@441322"
    code, lines = pack("import", str(tmp_path / "out"), "--keep", name, settings=county)
    assert (code, lines[0]["name"], lines[0]["choice"], lines[-1]["taken"]) == (0, name, "keep", 0)
    code, lines = pack("import", str(tmp_path / "out"), settings=county)
    assert (code, lines[-1]["taken"]) == (0, 1)
    code, lines = pack("import", str(tmp_path / "out"), "--keep", "matter:nothing@441322", settings=county)
    assert (code, lines[0]["kind"]) == (1, "problem")


def test_what_is_no_pack_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK no zip")
    for arguments in (["check", str(tmp_path / "bad.zip")], ["import", str(tmp_path / "bad.zip")]):
        code, lines = pack(*arguments)
        assert code == 1
        assert "zip" in str(lines[0]["message"])
    code, lines = pack("import", str(tmp_path))
    assert (code, lines[0]["file"]) == (1, "manifest.json")
