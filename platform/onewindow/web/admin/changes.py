"""What the audit is told of a change: which values were there, which are there now, nothing of what stayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from onewindow.store import audit
from onewindow.web.admin.visiting import visiting

Json = Any


def values_of(row: object, names: Iterable[str]) -> dict[str, Json]:
    """The named columns of a row as JSON: days as `2026-05-01`."""
    return {name: _json(getattr(row, name)) for name in names}


def note(act: str, object_: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> None:
    """Tell the audit that the visitor changed `object_` from `old` to `new`; what did not change is not told."""
    visit = visiting()
    differs = [name for name in (*old, *new) if name not in old or name not in new or old[name] != new[name]]
    if not differs:
        return
    detail = {
        "old": {name: value for name, value in old.items() if name in differs},
        "new": {name: value for name, value in new.items() if name in differs},
    }
    who = UUID(visit.actor.account_id)
    audit.append(visit.uow.session, audit.Act(visit.now, who, visit.actor.name, act, object_, detail))


def _json(value: object) -> Json:
    return value.isoformat() if isinstance(value, date) else value
