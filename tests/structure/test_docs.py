"""Generated pages are what their sources say, and links between pages lead somewhere."""

from __future__ import annotations

import pathlib
import re

import pytest

from docs.generate import HERE, PAGES
from onewindow.settings import SETTINGS, variable
from tests.structure.test_layout import ROOT, tracked


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == PAGES[name](), "run python3 go.py docs"


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in (path for path in tracked() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            local = target.split("#")[0]
            if local and "://" not in target and not (page.parent / local).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_example_environment_and_the_units_use_settings_that_exist() -> None:
    known = {variable(name) for name in SETTINGS}
    known |= {f"{variable(name)}_FILE" for name, setting in SETTINGS.items() if setting.secret}
    used: set[str] = set()
    for path in (ROOT / "docs" / "deploy").iterdir():
        used |= set(re.findall(r"ONEWINDOW_[A-Z_]+", path.read_text(encoding="utf-8")))
    for page in pathlib.Path(ROOT / "docs").glob("*.md"):
        used |= set(re.findall(r"`(ONEWINDOW_[A-Z_]+)`", page.read_text(encoding="utf-8")))
    assert used - known - {"ONEWINDOW_SHARED"} == set()
