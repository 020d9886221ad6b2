"""Rules for templates, styles and scripts that no browser run would notice."""

from __future__ import annotations

import pathlib
import re

import pytest

import onewindow.web
from tests.onewindow.web_style.samples import PAGES

WEB = pathlib.Path(onewindow.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHEETS = sorted((WEB / "static/css").glob("*.css"))
SCRIPTS = sorted((WEB / "static/js").rglob("*.js"))
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (WEB / "static/icons.svg").read_text()))
DRAWN = ("auth", "desk", "officer", "portal", "errors", "workbench", "help")
PIECES = (
    "frame.html",
    "side.html",
    "template_page.html",
    "carried.html",
    "told.html",
    "controls.html",
    "marked.html",
    "sentences.html",
    "theme_questions.html",
)  # parts drawn with their pages


def markup(path: pathlib.Path) -> str:
    """A template without its comments."""
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_that_the_policy_forbids(path: pathlib.Path) -> None:
    text = markup(path)
    assert not re.search(r"\sstyle=|\son\w+=\"|javascript:|https?://", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert 'type="application/json"' in script or ' src="' in script, script


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_styles_fetch_nothing_from_elsewhere(path: pathlib.Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|@import|@font-face", text)
    if path.name not in ("tokens.css", "print.css"):
        colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) - {"#fff"}
        assert not colours, f"{path.name}: colours have names in tokens.css"


def test_every_drawing_exists() -> None:
    used = set()
    for path in [*TEMPLATES, *SCRIPTS]:
        used |= set(re.findall(r"\bicon\(\"([\w-]+)\"", path.read_text(encoding="utf-8")))
    assert used - SPRITE == set()


def test_every_page_is_in_the_gallery() -> None:
    """A template without sample data has never been looked at."""
    whole = [path for path in TEMPLATES if path.parent.name in DRAWN and path.name not in PIECES]
    pages = {str(path.relative_to(WEB / "templates")) for path in whole}
    assert pages - {template for template, _ in PAGES.values()} == set()


def test_every_class_is_styled() -> None:
    """A class that starts with ow- and has no rule is a slip of the pen."""
    styled = set(re.findall(r"\.(ow-[\w-]*[\w])", "".join(path.read_text(encoding="utf-8") for path in SHEETS)))
    used = set()
    for path in TEMPLATES:
        for names in re.findall(r'class="([^"]*)"', markup(path)):
            used |= {
                name for name in re.sub(r"\{[{%].*?[%}]\}", "", names).split() if re.fullmatch(r"ow-[\w-]+\w", name)
            }
    assert used - styled == set()
