"""Where somebody stands in the steps of a draft: undo and redo are saved as further revisions, so the session knows."""

from __future__ import annotations

from uuid import UUID

from flask import session

KEY = "workbench.steps"


def steps(draft: UUID, revision: int) -> dict[str, int | None]:
    """Which revisions one step back and one step forth lead to, None where there is none."""
    at, end = _steps(draft, revision)
    return {"back": at - 1 if at > 1 else None, "forth": at + 1 if at < end else None}


def last(draft: UUID, revision: int) -> int:
    """How far one can go forth again."""
    return _steps(draft, revision)[1]


def went(draft: UUID, revision: int, to: int, end: int) -> None:
    """Remember that `revision` stands as `to` did, and that steps forth lead up to `end`."""
    session[KEY] = {**session.get(KEY, {}), str(draft): {"revision": revision, "at": to, "last": end}}


def forget_steps(draft: UUID, revision: int) -> None:
    """After a change there is nothing to redo."""
    kept = dict(session.get(KEY, {}))
    if kept.get(str(draft), {}).get("revision") != revision and str(draft) in kept:
        del kept[str(draft)]
        session[KEY] = kept


def _steps(draft: UUID, revision: int) -> tuple[int, int]:
    """Where in its own history the draft stands, and how far that reaches; anything saved since begins anew."""
    kept = session.get(KEY, {}).get(str(draft))
    if kept and kept["revision"] == revision:
        return kept["at"], kept["last"]
    return revision, revision
