"""The draft of one application: what was chosen, typed and handed in so far.

Its key makes a second send harmless (R047).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from form_builder.answers import jsonable
from onewindow.domain.actor import Actor
from onewindow.domain.handing import HandedIn, KeptFile
from onewindow.services.intake.preparing import Selection
from onewindow.store import applications, drafts, files
from onewindow.store.ids import new_id
from onewindow.store.session import UnitOfWork

Json = Any
Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Where a value was taken from with consent: what was applied for then, when, and the texts that were filled in."""

    title: str
    on: date
    texts: Raw = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A check that a supervisor lifted: for which value, why, who (`by`: the account) and when."""

    value: str = field(repr=False)
    label: str
    reason: str
    by: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """An application that is being filled in. `raw` is the page as it was posted last, control name → texts.

    `prefilled` names the fields that were filled from earlier answers, `lifted` those with a check that was lifted, by
    element key.
    """

    key: str
    selection: Selection
    raw: Raw = field(default_factory=dict)
    handed: Mapping[str, HandedIn] = field(default_factory=dict)
    saved_at: datetime | None = None
    prefilled: Mapping[str, Prefilled] = field(default_factory=dict)
    lifted: Mapping[str, Lifted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlreadyFiled:
    """The draft of this key was sent: the application it became."""

    application: UUID


def begin(uow: UnitOfWork, actor: Actor, selection: Selection, *, now: datetime) -> str:
    """Start a draft and return its key."""
    key = new_id().hex
    keep(uow, actor, Draft(key, selection), now=now)
    return key


def keep(uow: UnitOfWork, actor: Actor, draft: Draft, *, now: datetime) -> None:
    """Keep the newest state of a draft."""
    drafts.save(uow.session, UUID(actor.account_id), draft.key, _to_json(draft, now), now=now)


def resume(uow: UnitOfWork, actor: Actor, key: str) -> Draft | AlreadyFiled | None:
    """The draft, or the application it became, or None when the actor has neither."""
    body = drafts.load(uow.session, UUID(actor.account_id), key)
    if body is not None:
        return _from_json(key, body)
    filed = applications.by_key(uow.session, key)
    return AlreadyFiled(filed.id) if filed else None


def forget(uow: UnitOfWork, actor: Actor, key: str) -> None:
    """Drop a draft that was sent."""
    drafts.drop(uow.session, UUID(actor.account_id), key)


def keep_file(uow: UnitOfWork, content: bytes, *, name: str, media_type: str) -> files.FileRef:
    """Keep an uploaded file that was sniffed and accepted."""
    return files.put(uow.session, content, name=name, media_type=media_type)


def own_files(uow: UnitOfWork, digests: Iterable[str]) -> set[str]:
    """Which of the posted digests name files that this tenant keeps."""
    return files.known(uow.session, digests)


def _to_json(draft: Draft, now: datetime) -> Json:
    return {
        "theme": draft.selection.theme,
        "matters": list(draft.selection.matters),
        "guide": {key: jsonable(value) for key, value in draft.selection.guide.items()},
        "raw": {name: list(texts) for name, texts in draft.raw.items()},
        "handed": {key: _handed_json(one) for key, one in draft.handed.items()},
        "saved_at": now.isoformat(),
        "prefilled": {
            key: [one.title, one.on.isoformat(), {name: list(texts) for name, texts in one.texts.items()}]
            for key, one in draft.prefilled.items()
        },
        "lifted": {
            key: [one.value, one.label, one.reason, one.by, one.name, one.at.isoformat()]
            for key, one in draft.lifted.items()
        },
    }


def _handed_json(one: HandedIn) -> Json:
    return {
        "medium": one.medium,
        "pages": one.pages,
        "checks": sorted(one.checks),
        "files": [[file.scope, file.digest, file.name, file.pages] for file in one.files],
        "copies": [one.originals, one.photocopies],
        "note": one.note,
    }


def _handed(one: Json) -> HandedIn:
    files = tuple(KeptFile(*file) for file in one["files"])
    originals, photocopies = one["copies"]
    return HandedIn(
        one["medium"], one["pages"], frozenset(one["checks"]), files, originals, photocopies, note=one["note"]
    )


def _from_json(key: str, body: Json) -> Draft:
    selection = Selection(body["theme"], tuple(body["matters"]), body["guide"])
    handed = {name: _handed(one) for name, one in body["handed"].items()}
    prefilled = {
        name: Prefilled(title, date.fromisoformat(on), texts) for name, (title, on, texts) in body["prefilled"].items()
    }
    lifted = {
        name: Lifted(value, label, reason, by, who, datetime.fromisoformat(at))
        for name, (value, label, reason, by, who, at) in body.get("lifted", {}).items()
    }
    return Draft(key, selection, body["raw"], handed, datetime.fromisoformat(body["saved_at"]), prefilled, lifted)
