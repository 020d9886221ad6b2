"""Fonts: the house's, those of this machine for rare characters, and those that tenants brought along."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.store import audit, fonts
from onewindow.store.errors import RefusedError
from onewindow.store.published import Cache
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork
from printing import FontError, FontFile, FontSet, read_font

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
)
RARE = ("HanaMinA", "HanaMinB", "Jigmo", "Jigmo2", "Jigmo3", "Plangothic-P1", "Plangothic-P2", "BabelStoneHan")
"""Free fonts of rare characters, in the order they are asked; of Debian: fonts-hanazono."""

_sets: Cache[tuple[tuple[str, str], ...], FontSet] = Cache(64)
FALLBACK = "fallback"
Recorded = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Refused:
    """A font that is not taken; the message says why and the way out."""

    message: str


@functools.cache
def house() -> FontSet:
    """The fonts of this process: house fonts, and behind them the machine's for rare characters, opened on a miss."""
    return FontSet.default(spares=tuple(spares(FOLDERS)))


def spares(folders: Sequence[Path]) -> Iterator[Path]:
    """The fonts of rare characters that lie in folders."""
    found = {file.stem: file for folder in folders for file in sorted(folder.rglob("*.[ot]tf")) if file.stem in RARE}
    yield from (found[name] for name in RARE if name in found)


def of_tenant(uow: UnitOfWork, scope: int) -> FontSet:
    """The fonts a tenant prints with: its own, then those of the tenants above, then the house's."""
    return _behind(uow, [(one.role, one.digest) for one in fonts.along(uow.session, scope)])


def of_record(uow: UnitOfWork, recorded: Recorded) -> FontSet:
    """The fonts a record was first painted with, also those taken out of use since."""
    known = {digest for hashes in house().hashes.values() for digest in hashes}
    return _behind(uow, list(dict.fromkeys(_own_fonts(recorded, known))))


def _own_fonts(recorded: Recorded, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Role and digest of recorded fonts that are not the house's: those behind the house's fonts stand behind all."""
    for role, hashes in recorded.items():
        behind = False
        for digest in hashes:
            behind = behind or digest in known
            if digest not in known:
                yield (FALLBACK if behind else role), digest


def _behind(uow: UnitOfWork, wanted: Sequence[tuple[str, str]]) -> FontSet:
    if not wanted:
        return house()

    def make() -> FontSet:
        kept = fonts.contents(uow.session, {digest for _, digest in wanted})
        return house().behind([FontFile(role, kept[digest]) for role, digest in wanted if digest in kept])

    return _sets.find(tuple(wanted), make)


def listed(uow: UnitOfWork, scope: int) -> Sequence[fonts.Font]:
    """The fonts in use that a tenant and those above it brought along, its own first."""
    return fonts.along(uow.session, scope)


def add(
    uow: UnitOfWork, actor: Actor, role: str, file_name: str, data: bytes, *, now: datetime
) -> fonts.Font | Refused:
    """Take a font in for a role of the actor's tenant: checked, written anew, kept for ever under its digest."""
    try:
        made = read_font(data)
        house().behind([FontFile(role, made.data)])
    except FontError as fault:
        return Refused(str(fault))
    font = fonts.Font(
        scope=uow.scope.number,
        role=role,
        digest=made.digest,
        name=made.name,
        file_name=file_name[:200],
        size=len(made.data),
        characters=made.characters,
        added_at=now,
        added_by=UUID(actor.account_id),
    )
    try:
        with attempt(uow.session):
            fonts.add(uow.session, font, made.data)
    except RefusedError:
        return Refused(f"字体“{made.name}”在这个用途下已经有了。无需再次上传")
    detail = {"role": role, "name": made.name, "digest": made.digest}
    audit.append(uow.session, audit.Act(now, font.added_by, actor.name, "font.add", f"tenant:{font.scope}", detail))
    return font


def remove(uow: UnitOfWork, actor: Actor, font_id: UUID, *, now: datetime) -> None:
    """Take a font out of use; what was painted with it keeps it. Raises `MissingError`."""
    fonts.remove(uow.session, font_id, now=now)
    act = audit.Act(now, UUID(actor.account_id), actor.name, "font.remove", f"font:{font_id}", {})
    audit.append(uow.session, act)
