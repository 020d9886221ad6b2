"""Uploaded files: once for each tenant that took them in, readable for who sees a case that uses them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.tables import records as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A stored file without its bytes; (`scope`, `digest`) is its key."""

    scope: int
    digest: str
    name: str
    media_type: str
    size: int


def put(session: Session, content: bytes, *, name: str, media_type: str) -> FileRef:
    """Keep a file for this tenant; the same bytes twice are one row, under the first name."""
    here = context.here(session)
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    ref = FileRef(scope=here.number, digest=digest, name=name, media_type=media_type, size=len(content))
    row = {"county_id": here.county, **rows.content(ref), "content": content}
    session.execute(insert(t.FileBlob).values(row).on_conflict_do_nothing())
    return ref


def get(session: Session, scope: int, digest: str) -> tuple[FileRef, bytes]:
    """A file and its bytes; raises MissingError when it is out of sight."""
    it = (t.FileBlob.county_id == context.here(session).county, t.FileBlob.scope == scope, t.FileBlob.digest == digest)
    row = session.execute(select(*rows.columns(t.FileBlob, FileRef), t.FileBlob.content).where(*it)).first()
    if row is None:
        raise MissingError(f"file {digest}")
    ref = FileRef(scope=row[0], digest=row[1], name=row[2], media_type=row[3], size=row[4])
    return ref, row[5]


def known(session: Session, digests: Iterable[str]) -> set[str]:
    """Which of these files this very tenant keeps: a posted digest counts only when it is among them."""
    here = context.here(session)
    wanted = set(digests)
    its = (t.FileBlob.county_id == here.county, t.FileBlob.scope == here.number, t.FileBlob.digest.in_(wanted))
    return set(session.scalars(select(t.FileBlob.digest).where(*its))) if wanted else set()
