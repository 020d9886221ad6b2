"""What this process has read or made of documents, by digest (ADR 0002).

What a digest names never changes, so nothing is ever dropped for being stale; the oldest leave when a cache is full.
A digest is only asked for after its publication was seen in the caller's transaction: the caches open no door.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from onewindow.domain.canonical import digest as digest_of
from onewindow.store import documents

Json = Any
K = TypeVar("K")
V = TypeVar("V")
MADE = "onewindow.made"


class Cache(Generic[K, V]):
    """The last `size` values made, by key; safe between threads. Two threads may make the same value once each."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value under `key`, if it is kept."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> V:
        """Keep a value, and return it."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return value

    def find(self, key: K, make: Callable[[], V]) -> V:
        """The value under `key`, made when it is not kept."""
        value = self.get(key)
        return self.put(key, make()) if value is None else value


_bodies: Cache[str, Json] = Cache(8_192)


def bodies(session: Session, digests: Iterable[str]) -> dict[str, Json]:
    """Documents by digest; those not yet seen by this process come in one statement.

    Documents that this transaction made by inheritance are among them: they need not stand in the database.
    """
    wanted = list(dict.fromkeys(digests))
    made = session.info.get(MADE, {})
    found = {digest: made[digest][1] if digest in made else _bodies.get(digest) for digest in wanted}
    absent = [digest for digest, body in found.items() if body is None]
    if absent:
        found |= {digest: _bodies.put(digest, body) for digest, body in documents.many(session, absent).items()}
    return {digest: body for digest, body in found.items() if body is not None}


def remember(session: Session, kind: str, body: Json) -> str:
    """Have a document that inheritance made at hand for the rest of the transaction, and return its digest."""
    digest = digest_of(body)
    session.info.setdefault(MADE, {})[digest] = (kind, body)
    return digest


def keep(session: Session, digests: Iterable[str]) -> None:
    """Store those documents that inheritance made, because something that stays is about to name them.

    What was published is stored already and costs nothing here.
    """
    made = session.info.get(MADE, {})
    documents.put_all(session, [made[digest] for digest in dict.fromkeys(digests) if digest in made])
