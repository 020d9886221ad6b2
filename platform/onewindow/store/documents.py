"""Frozen JSON values under their digests (ADR 0002). Insert-only: the database refuses every change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.domain.canonical import digest as digest_of
from onewindow.domain.publishing.references import references_of
from onewindow.store import context
from onewindow.store.errors import MissingError
from onewindow.store.tables import catalogue as t
from onewindow.store.tables.proposals import DocumentReference

Json = Any


def put(session: Session, kind: str, body: Json) -> str:
    """Keep `body` and return its digest; the same body twice is one row.

    Raises `NotCanonicalError` for what JSON cannot carry.
    """
    return put_all(session, [(kind, body)])[0]


def put_all(session: Session, wanted: Iterable[tuple[str, Json]]) -> list[str]:
    """Keep several bodies, each with its kind; their digests in the same order. One statement, and one for what they
    name (`releases.where_used`).
    """
    county = context.here(session).county
    found = [{"county_id": county, "digest": digest_of(body), "kind": kind, "body": body} for kind, body in wanted]
    unique = {row["digest"]: row for row in found}
    if unique:
        session.execute(insert(t.Document).on_conflict_do_nothing(), list(unique.values()))
        _refer(session, list(unique.values()))
    return [row["digest"] for row in found]


def get(session: Session, digest: str) -> Json:
    """The body under a digest of this county; raises MissingError."""
    found = many(session, [digest])
    if digest not in found:
        raise MissingError(f"document {digest}")
    return found[digest]


def many(session: Session, digests: Iterable[str]) -> dict[str, Json]:
    """The bodies under several digests, in one statement; unknown digests are left out."""
    statement = select(t.Document.digest, t.Document.body).where(
        t.Document.county_id == context.here(session).county, t.Document.digest.in_(set(digests))
    )
    return dict(session.execute(statement).all())


def _refer(session: Session, kept: Iterable[Mapping[str, Json]]) -> None:
    """Keep what each document names; a document put again names the same."""
    named = [
        {"county_id": row["county_id"], "digest": row["digest"], "kind": kind, "key": key}
        for row in kept
        for kind, key in sorted(references_of(row["kind"], row["body"]))
    ]
    if named:
        session.execute(insert(DocumentReference).on_conflict_do_nothing(), named)
