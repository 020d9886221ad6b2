"""Font roles: each role is a chain of faces, and every character is taken from the first face that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pylopdf_fonts_zh_cn as noto

from printing.errors import FontError
from printing.fonts.face import Face, FontFile, digest_of

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


class Spare:
    """A font of the machine behind all others, for rare characters: opened when a character is found nowhere else."""

    def __init__(self, path: Path) -> None:
        """Take its digest only. Raises FontError when there is no such file."""
        self.path, self.sha256 = path, digest_of(path)

    @cached_property
    def link(self) -> Link | None:
        """The opened font; None when it is damaged or may not be embedded: then it has no character."""
        try:
            return Link(Face(self.path))
        except FontError:
            return None


class Widths(dict[str, float]):
    """Character -> advance width in thousandths, looked up on demand."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, character: str) -> float:
        width = MISSING_WIDTH
        if character not in BOXES and (place := self._chain.place(character)) >= 0:
            width = self._chain.link(place).face.width(character)
        self[character] = width
        return width


class Chain:
    """The faces of one role, first choice first; `spares` stand behind and are opened on a miss."""

    def __init__(self, role: str, links: Sequence[Link], spares: Sequence[Spare] = ()) -> None:
        self.role = role
        self.links = tuple(links)
        self.spares = tuple(spares)
        self.widths = Widths(self)
        self._places: dict[str, int] = {}

    def place(self, character: str) -> int:
        """Which face has the character; -1 when none has it."""
        place = self._places.get(character)
        if place is None:
            places = (index for index, link in enumerate(self._all()) if link and link.face.glyph(character))
            place = self._places[character] = next(places, -1)
        return place

    def link(self, place: int) -> Link:
        """The face at a place."""
        if place < len(self.links):
            return self.links[place]
        found = self.spares[place - len(self.links)].link
        assert found is not None, "a place comes from an opened font"
        return found

    def _all(self) -> Iterator[Link | None]:
        yield from self.links
        for spare in self.spares:
            yield spare.link


class FontSet:
    """All roles with their chains. Safe to share between threads; make one for each tenant and keep it."""

    def __init__(self, serif: Face, sans: Face, own: Sequence[tuple[str, Face]], spares: Sequence[Spare]) -> None:
        """Chains of every role: own faces, the house's two, own ones for `fallback`, spares."""
        self._serif, self._sans, self._own, self._spares = serif, sans, tuple(own), tuple(spares)
        self._chains: dict[str, Chain] = {}
        for role in ROLES:
            house = (sans, serif) if role in SANS_ROLES else (serif, sans)
            links = [Link(face) for wanted, face in own if wanted == role]
            links += [Link(face, embolden=role == "title") for face in house]
            links += [Link(face) for wanted, face in own if wanted == FALLBACK]
            self._chains[role] = Chain(role, links, spares)
        self.hashes: dict[str, tuple[str, ...]] = {
            role: (*(link.face.sha256 for link in chain.links), *(spare.sha256 for spare in spares))
            for role, chain in self._chains.items()
        }

    @classmethod
    def default(cls, extra: Sequence[FontFile] = (), spares: Sequence[Path] = ()) -> FontSet:
        """The house fonts (Noto Serif SC, Noto Sans SC), behind the tenant's own.

        `extra` are fonts for a role (小标宋 for `title`, 仿宋 for `body` …), tried before the house fonts in the order
        given, or for `fallback`, tried last in every role. `spares` are fonts of the machine for rare characters,
        opened only when one is met that nothing else has. Raises FontError when one cannot be used.
        """
        faces = _opened(extra)
        return cls(Face(noto.serif_path()), Face(noto.sans_path()), faces, [Spare(path) for path in spares])

    def behind(self, extra: Sequence[FontFile]) -> FontSet:
        """The same house fonts and spares, opened once for all tenants, behind these fonts instead of the present ones.

        Raises FontError when one cannot be used.
        """
        return FontSet(self._serif, self._sans, _opened(extra), self._spares)

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


def _opened(extra: Sequence[FontFile]) -> list[tuple[str, Face]]:
    for file in extra:
        if file.role not in (*ROLES, FALLBACK):
            raise FontError(f"没有名为“{file.role}”的字体用途。可用：{'、'.join((*ROLES, FALLBACK))}")
    return [(file.role, Face(file.source, file.index)) for file in extra]
