"""What a manual is made of: a book for one reader, chapters of steps with pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: what to do, in order.

    Steps name what the screens say in “ ”: a test looks each of them up. ①②… in the steps are the marks in the
    pictures, whose names stand in `pictures`: `go.py manual` takes them.
    """

    key: str
    title: str
    why: str
    steps: tuple[str, ...]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """One manual for one reader."""

    key: str
    title: str
    reader: str
    chapters: tuple[Chapter, ...]
