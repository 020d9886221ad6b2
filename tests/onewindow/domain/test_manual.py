"""The manuals: every chapter says what to do, every picture it shows is there, none is left over."""

from __future__ import annotations

import onewindow.web.manuals as manuals
from onewindow.domain.manual import BOOKS
from onewindow.domain.workbench.matter_tabs import TABS


def test_pictures_and_chapters_belong_together() -> None:
    shown = {chapter.picture for book in BOOKS for chapter in book.chapters if chapter.picture}
    assert {path.stem for path in manuals.PICTURES.glob("*.png")} == shown
    for book in BOOKS:
        keys = [chapter.key for chapter in book.chapters]
        assert len(set(keys)) == len(keys)
        assert all(chapter.why and chapter.steps for chapter in book.chapters)


def test_every_tab_of_a_matter_has_its_chapter() -> None:
    chapters = {chapter.key for chapter in BOOKS[0].chapters}
    assert {tab.key for tab in TABS} <= chapters
