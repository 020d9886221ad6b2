"""Pictures of a run: numbered for looking them over, named for the manuals, with marks ①②③ where the text points."""

from __future__ import annotations

import pathlib
from collections import defaultdict

from playwright.sync_api import Locator, Page

MARK = """(places) => {
  for (const mark of document.querySelectorAll(".shot-mark")) mark.remove();
  places.forEach((place, at) => {
    const mark = document.createElement("b");
    mark.className = "shot-mark";
    mark.textContent = at + 1;
    Object.assign(mark.style, {
      position: "absolute", left: `${Math.max(place.x - 13, 2)}px`, top: `${Math.max(place.y - 13, 2)}px`,
      width: "28px", height: "28px", borderRadius: "50%", background: "#b3261e", color: "#fff", zIndex: 1000,
      font: "700 17px/28px sans-serif", textAlign: "center", boxShadow: "0 0 0 2px #fff",
    });
    document.body.append(mark);
  });
}"""
MEASURE = "Math.max(document.documentElement.scrollHeight, window.innerHeight)"


class Shots:
    """The pictures of one run, in a folder or nowhere, and the presses of those who took part.

    `marks`: how many places each name points at; `wide`: names of pages that did not fit into their width.
    """

    def __init__(self, folder: pathlib.Path | None = None) -> None:
        self.folder = folder
        self.number = 0
        self.presses = 0
        self.marks: dict[str, int] = defaultdict(int)
        self.wide: set[str] = set()

    def take(self, page: Page, name: str, *places: Locator) -> None:
        """The next picture: the whole page, with a number at each of these places."""
        self.number += 1
        self.marks[name] = max(len(places), self.marks[name])
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.wide.add(name)
        if self.folder:
            self._write(page, self.folder / f"{self.number:02}-{name}.png", places)

    def newest(self, name: str) -> pathlib.Path:
        """The last picture of this name. Raises ValueError when none was taken."""
        assert self.folder is not None
        return max(self.folder.glob(f"[0-9]*-{name}.png"), key=lambda path: int(path.name.partition("-")[0]))

    def _write(self, page: Page, file: pathlib.Path, places: tuple[Locator, ...]) -> None:
        """What sticks to the window grows with it: it is made as tall as the page until nothing moves any more."""
        size = page.viewport_size
        assert size, "a page has a size"
        for _attempt in range(3):
            page.set_viewport_size({"width": size["width"], "height": page.evaluate(MEASURE)})
        page.evaluate("scrollTo(0, 0)")
        page.evaluate(MARK, [place.bounding_box() for place in places])
        page.screenshot(path=file)
        page.evaluate(MARK, [])
        page.set_viewport_size(size)
