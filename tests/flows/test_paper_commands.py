"""`onewindow print batch` on a county with cases."""

from __future__ import annotations

import io
import pathlib
import shlex
import zipfile

import pikepdf
import pylopdf_fonts_zh_cn as noto
import pytest
from click.testing import CliRunner, Result

from onewindow.cli import main
from tests.flows.applications import SHOP, file
from tests.flows.reading import words
from tests.flows.town_hall import TownHall


@pytest.fixture
def environment(own_hall: TownHall, tmp_path: pathlib.Path) -> pathlib.Path:
    """The settings of the site as a file."""
    made = tmp_path / "environment"
    lines = (f"{name}={shlex.quote(value)}" for name, value in own_hall.settings.to_environment().items())
    made.write_text("\n".join(lines), encoding="utf-8")
    return made


def command(environment: pathlib.Path, *arguments: str | pathlib.Path) -> Result:
    return CliRunner().invoke(main, ["--environment", str(environment), "print", *map(str, arguments)])


def test_a_batch_is_printed_without_a_worker(
    own_hall: TownHall, environment: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    numbers = file(own_hall.visitor("luoyang.window"), SHOP).codes[::2]
    named = ("--tenant", "441322001", "--as", "luoyang.window", "--from", "2026-01-01")
    for form in ("zip", "pdf"):
        out = tmp_path / f"out.{form}"
        done = command(environment, "batch", "acceptance_receipt", out, *named)
        assert done.exit_code == 0, done.output
        assert "未能生成 0 件" in done.stdout
    with pikepdf.open(io.BytesIO((tmp_path / "out.pdf").read_bytes())) as whole:
        assert len(whole.pages) >= len(numbers)
    with zipfile.ZipFile(tmp_path / "out.zip") as found:
        text = "".join(words(found.read(name)) for name in found.namelist() if name.endswith(".pdf"))
    assert all(number in text for number in numbers)
    printed = own_hall.rows("SELECT id, printed FROM notice ORDER BY id")
    own_hall.carry_out_effects()  # what the worker finds afterwards is done already
    assert own_hall.rows("SELECT id, printed FROM notice ORDER BY id") == printed


@pytest.mark.parametrize(
    ("document", "name", "who", "said"),
    [
        ("nothing", "out.pdf", "luoyang.window", "没有选择文书"),
        ("acceptance_receipt", "out.doc", "luoyang.window", "没有选择输出方式"),
        ("acceptance_receipt", "out.pdf", "nobody", "没有名为 nobody"),
    ],
)
def test_what_cannot_be_printed_is_said(
    environment: pathlib.Path, tmp_path: pathlib.Path, document: str, name: str, who: str, said: str
) -> None:
    done = command(environment, "batch", document, tmp_path / name, "--tenant", "441322001", "--as", who)
    assert done.exit_code == 1
    assert said in done.output


def test_a_font_is_taken_in_for_a_county_and_listed_for_its_towns(environment: pathlib.Path) -> None:
    named = ("--tenant", "441322", "--as", "boluo.admin")
    taken = command(environment, "add-font", "fallback", noto.sans_path(), *named)
    assert taken.exit_code == 0, taken.output
    listed = command(environment, "fonts", "--tenant", "441322001", "国").stdout
    assert listed.count("NotoSansSC-Regular") == 2
    again = command(environment, "add-font", "fallback", noto.sans_path(), *named)
    assert (again.exit_code, "已经有了" in again.output) == (1, True)
    clerk = command(environment, "add-font", "fallback", noto.sans_path(), *named[:3], "luoyang.window")
    assert "可以这样做的账号" in clerk.output
