"""python3 go.py manual: the pictures of the manuals, made by a newcomer's run through the real application."""

from __future__ import annotations

import io
import pathlib
import shutil
import sys
import tempfile

from PIL import Image

from onewindow import logs
from onewindow.domain.manual import BOOKS
from onewindow.web.manuals import PICTURES
from tests.browser import chromium, launched, pages_of
from tests.flows import newcomer
from tests.screenshots import town_hall

COLOURS = 48
"""Enough for flat pages; a picture is then some 40 KiB."""


def main() -> None:
    """Take the pictures anew and keep those that the manuals show."""
    path = chromium()
    if path is None:
        sys.exit("There is no Chromium on this machine; ONEWINDOW_CHROMIUM may name one.")
    logs.configure("warning")
    wanted = {chapter.picture for book in BOOKS for chapter in book.chapters if chapter.picture}
    with tempfile.TemporaryDirectory() as folder, town_hall() as hall, launched(path) as browser:
        shots = newcomer.Shots(pathlib.Path(folder))
        with pages_of(browser) as open_page:
            newcomer.run(open_page, hall, shots)
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir()
        for name in sorted(wanted):
            keep(shots.newest(name), PICTURES / f"{name}.png")
    sys.stdout.write(f"{len(wanted)} pictures: {PICTURES}\n")


def keep(source: pathlib.Path, target: pathlib.Path) -> None:
    """A picture with few colours, which is all that pages have."""
    with Image.open(io.BytesIO(source.read_bytes())) as image:
        image.convert("RGB").quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main()
