"""Materials that might not have to be asked for: our own results, licences on file, asked by several (R021)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onewindow.domain.catalogue import Outline


class Ground(StrEnum):
    """Why a material may be spared, the strongest reason first."""

    OWN_RESULT = "own_result"
    LICENCE = "licence"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A material that might be spared: how it is called most, why, and which matters (by title) ask for it.

    `source`: the matter whose result it is, where it is one of ours.
    """

    name: str
    ground: Ground
    matters: tuple[str, ...]
    source: str = ""


ENOUGH = 2
"""From how many matters on a material counts as asked repeatedly."""


def candidates(outlines: Mapping[str, Outline]) -> tuple[Candidate, ...]:
    """What a catalogue asks that it might not have to, by ground, then by how many matters ask.

    `outlines`: key → what is known of each matter. Two materials are the same one where they name the same matter's
    result or the same licence; else where they are called the same.
    """
    own: dict[str, list[tuple[str, str]]] = {}
    licences: dict[str, list[tuple[str, str]]] = {}
    named: dict[str, list[tuple[str, str]]] = {}
    for outline in outlines.values():
        for material in outline.materials:
            if material.result_of in outlines:
                own.setdefault(material.result_of, []).append((material.name, outline.name))
            elif material.licence_kind:
                licences.setdefault(material.licence_kind, []).append((material.name, outline.name))
            elif material.kind != "form" and not material.by_applicant:
                named.setdefault(material.name, []).append((material.name, outline.name))
    found = [_candidate(Ground.OWN_RESULT, asked, outlines[source].name) for source, asked in own.items()]
    found += [_candidate(Ground.LICENCE, asked) for asked in licences.values()]
    found += [
        _candidate(Ground.REPEATED, asked) for asked in named.values() if len({title for _, title in asked}) >= ENOUGH
    ]
    order = list(Ground)
    return tuple(sorted(found, key=lambda one: (order.index(one.ground), -len(one.matters), one.name)))


def _candidate(ground: Ground, asked: Iterable[tuple[str, str]], source: str = "") -> Candidate:
    """One candidate, under the name most matters use."""
    listed = list(asked)
    names = [name for name, _ in listed]
    return Candidate(max(names, key=names.count), ground, tuple(dict.fromkeys(title for _, title in listed)), source)
