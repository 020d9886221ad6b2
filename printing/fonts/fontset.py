"""Font roles: each role is a chain of faces, and every character is taken from the first face that has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pylopdf_fonts_zh_cn as noto

from printing.errors import FontError
from printing.fonts.face import Face, FontFile

BOXES = frozenset("☐☑☒")
"""Drawn as vectors: no common Chinese font has all of them."""

SERIF_ROLES = ("title", "body", "kai", "song")
SANS_ROLES = ("hei",)
ROLES = SERIF_ROLES + SANS_ROLES
MISSING_WIDTH = 1000.0
FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Link:
    """One face of a chain; `embolden` draws its outlines thicker (the house fonts have no 小标宋 weight)."""

    face: Face
    embolden: bool = False


class Widths(dict[str, float]):
    """Character -> advance width in thousandths, looked up on demand."""

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def __missing__(self, character: str) -> float:
        width = MISSING_WIDTH
        if character not in BOXES:
            width = next((link.face.width(character) for link in self._links if link.face.glyph(character)), width)
        self[character] = width
        return width


class Chain:
    """The faces of one role, first choice first."""

    def __init__(self, role: str, links: Sequence[Link]) -> None:
        self.role = role
        self.links = tuple(links)
        self.widths = Widths(self.links)
        self._places: dict[str, int] = {}

    def place(self, character: str) -> int:
        """Which face has the character; -1 when none has it."""
        place = self._places.get(character)
        if place is None:
            places = (index for index, link in enumerate(self.links) if link.face.glyph(character))
            place = self._places[character] = next(places, -1)
        return place


class FontSet:
    """All roles with their chains. Safe to share between threads; make one for each tenant and keep it."""

    def __init__(self, chains: Mapping[str, Chain]) -> None:
        self._chains = dict(chains)
        self.hashes: dict[str, tuple[str, ...]] = {
            role: tuple(link.face.sha256 for link in chain.links) for role, chain in self._chains.items()
        }

    @classmethod
    def default(cls, extra: Sequence[FontFile] = ()) -> FontSet:
        """The house fonts (Noto Serif SC, Noto Sans SC), behind the tenant's own.

        `extra` are fonts for a role (小标宋 for `title`, 仿宋 for `body` …), tried before the house fonts in the order
        given, or for `fallback`, tried last in every role. Raises FontError when one cannot be used.
        """
        for file in extra:
            if file.role not in (*ROLES, FALLBACK):
                raise FontError(f"没有名为“{file.role}”的字体用途。可用：{'、'.join((*ROLES, FALLBACK))}")
        serif, sans = Face(noto.serif_path()), Face(noto.sans_path())
        own = [(file.role, Face(file.source, file.index)) for file in extra]
        chains = {}
        for role in ROLES:
            house = (sans, serif) if role in SANS_ROLES else (serif, sans)
            links = [Link(face) for wanted, face in own if wanted == role]
            links += [Link(face, embolden=role == "title") for face in house]
            links += [Link(face) for wanted, face in own if wanted == FALLBACK]
            chains[role] = Chain(role, links)
        return cls(chains)

    def chain(self, role: str) -> Chain:
        """The chain of a role."""
        return self._chains[role]

    def lacking(self, texts: Iterable[tuple[str, str]]) -> list[str]:
        """The characters of `(role, text)` pairs that no face has, in code order."""
        found = {
            character
            for role, text in texts
            for character in set(text) - BOXES
            if self._chains[role].place(character) < 0
        }
        return sorted(found)
