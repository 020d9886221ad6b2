"""The manuals never go stale: pictures are there, words are those of the screens, every page has its chapter."""

from __future__ import annotations

import ast
import pathlib
import re

import pytest
from babel.messages.pofile import read_po
from flask import Flask

import onewindow
from onewindow.domain.manual import BOOKS, Chapter
from onewindow.domain.workbench.kinds import tabs_of
from onewindow.web.manuals import BOOK_OF, ELSEWHERE, PICTURES, PLACES, place_of

PLATFORM = pathlib.Path(onewindow.__file__).parent
CHAPTERS = [chapter for book in BOOKS for chapter in book.chapters]
MARKS = "①②③④⑤⑥⑦⑧⑨"
MAX_BYTES = 6_000_000
FILES = ("pdf", "png", "xlsx", "zip")


@pytest.fixture(scope="module")
def said() -> re.Pattern[str]:
    """Everything the screens say: the Chinese catalogue, and the labels that stand in the code."""
    with (PLATFORM / "web/locale/zh/LC_MESSAGES/messages.po").open("rb") as file:
        messages = [message.string for message in read_po(file, locale="zh") if message.id and message.string]
    texts = {text for message in messages for text in ([message] if isinstance(message, str) else message)}
    for path in (*PLATFORM.glob("domain/workbench/**/*.py"), PLATFORM / "domain/publishing/chain.py"):
        constants = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
        texts |= {node.value for node in constants if isinstance(node.value, str)}
    places = re.compile(r"%\\\(\w+\\\)s|\\\{\w+\\\}")
    patterns = (places.sub(".+", re.escape(text.strip())) for text in texts if text.strip())
    return re.compile("|".join(patterns))


def test_every_picture_is_there_and_none_is_left_over() -> None:
    shown = [picture for chapter in CHAPTERS for picture in chapter.pictures]
    assert len(set(shown)) == len(shown)
    assert {path.stem for path in PICTURES.glob("*.png")} == set(shown)
    assert {path.suffix for path in PICTURES.iterdir()} == {".png"}
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MAX_BYTES


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.key)
def test_a_chapter_names_what_the_screens_say(chapter: Chapter, said: re.Pattern[str]) -> None:
    words = re.findall("“([^”]+)”", "".join(chapter.steps))
    assert [word for word in words if not said.fullmatch(word)] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.key)
def test_marks_are_counted_from_one_and_need_a_picture(chapter: Chapter) -> None:
    marks = sorted(set(re.findall(f"[{MARKS}]", "".join(chapter.steps))))
    assert marks == list(MARKS[: len(marks)])
    assert chapter.why
    assert chapter.steps
    assert chapter.pictures


def test_chapters_have_keys_of_their_own() -> None:
    assert len({chapter.key for chapter in CHAPTERS}) == len(CHAPTERS) == len(BOOK_OF)


def test_every_page_leads_to_its_chapter(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if {"GET", "POST"} & (rule.methods or set())}
    pages = {rule for rule in rules if rule.strip("/").partition("/")[0] in PLACES and not rule.endswith(FILES)}
    assert len(pages) > 60
    without = {rule for rule in pages if "<tab>" not in rule and place_of(rule, {}) not in BOOK_OF}
    assert without == {"/workbench/<uuid:draft>/step", "/workbench/<uuid:draft>/here"}, "posts without a page"
    assert all(any(f"/{part}" in rule for rule in rules) for part in ELSEWHERE), "a page that is no more"


@pytest.mark.parametrize("kind", ["matter", "theme", "template", "element"])
def test_every_tab_leads_to_its_chapter(kind: str) -> None:
    for tab in tabs_of(kind):
        assert place_of("/workbench/<uuid:draft>/<tab>", {"tab": tab.key}) == tab.key
        assert tab.key in BOOK_OF


def test_pages_of_others_lead_nowhere() -> None:
    assert place_of("/desk/apply/<uuid:draft>", {}) is None
    assert place_of("/", {}) is None
