"""python3 go.py manual: the pictures of the manuals, made by two runs through the real application."""

from __future__ import annotations

import io
import pathlib
import re
import shutil
import sys
import tempfile

from PIL import Image

from onewindow import logs
from onewindow.domain.manual import BOOKS, Chapter
from onewindow.web.manuals import PICTURES
from tests.browser import chromium, launched, pages_of
from tests.flows import newcomer, tour
from tests.flows.picturing import Shots
from tests.screenshots import town_hall

COLOURS = 48
"""Enough for flat pages; a picture is then some 60 KiB."""
TALLEST = 1500
"""Pixels: what stands further down is more of the same."""


def main() -> None:
    """Take the pictures anew and keep those that the manuals show."""
    path = chromium()
    if path is None:
        sys.exit("There is no Chromium on this machine; ONEWINDOW_CHROMIUM may name one.")
    logs.configure("warning")
    chapters = [chapter for book in BOOKS for chapter in book.chapters]
    with tempfile.TemporaryDirectory() as folder, town_hall() as hall, launched(path) as browser:
        shots = Shots(pathlib.Path(folder))
        with pages_of(browser) as open_page:
            newcomer.run(open_page, hall, shots)
            tour.run(open_page, hall, shots)
        if wrong := [chapter.key for chapter in chapters if marked(chapter) != marks(chapter, shots)]:
            sys.exit(f"Chapters whose marks differ from those in their pictures: {', '.join(wrong)}")
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir()
        names = [name for chapter in chapters for name in chapter.pictures]
        for name in names:
            keep(shots.newest(name), PICTURES / f"{name}.png")
    sys.stdout.write(f"{len(names)} pictures: {PICTURES}\n")


def marked(chapter: Chapter) -> int:
    """How many marks a chapter's steps point at."""
    return len(set(re.findall("[①-⑨]", "".join(chapter.steps))))


def marks(chapter: Chapter, shots: Shots) -> int:
    """How many marks its pictures have."""
    return sum(shots.marks[name] for name in chapter.pictures)


def keep(source: pathlib.Path, target: pathlib.Path) -> None:
    """A picture with few colours, which is all that pages have, and without the rest of a long page."""
    with Image.open(io.BytesIO(source.read_bytes())) as image:
        part = image.convert("RGB").crop((0, 0, image.width, min(image.height, TALLEST)))
        part.quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main()
