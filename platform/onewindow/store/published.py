"""Published documents, compiled once in each process and found again under their digests (ADR 0002).

What a digest names never changes, so nothing is ever dropped for being stale; the oldest leave when a cache is full.
A digest is only asked for after its publication was seen in the caller's transaction: the caches open no door.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from form_builder import Dictionary
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.joint import JointForm, Unjoinable, compile_joint, joint_key
from onewindow.domain.matter import MatterDocument
from onewindow.domain.theme import ThemeDocument
from onewindow.store import catalogue, documents
from onewindow.store.catalogue import Publication
from onewindow.store.errors import MissingError

Json = Any
K = TypeVar("K")
V = TypeVar("V")
DICTIONARY_KEY = "elements"
PARAMETERS_KEY = "parameters"


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
_dictionaries: Cache[str, Dictionary] = Cache(64)
_matters: Cache[tuple[str, str], CompiledMatter] = Cache(4_096)
_themes: Cache[str, ThemeDocument] = Cache(1_024)
_joints: Cache[str, JointForm | Unjoinable] = Cache(512)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a tenant offers on a day: the dictionary's version, and the versions of matters and themes by key."""

    elements: Publication
    matters: Mapping[str, Publication]
    themes: Mapping[str, Publication]


def offer(session: Session, scope: int, on: date) -> Offer:
    """What holds in a tenant on a day, in three statements. Raises `MissingError` when there is no dictionary yet."""
    elements = catalogue.effective(session, "elements", DICTIONARY_KEY, scope, on)
    if elements is None:
        raise MissingError("no element dictionary is published here")
    matters = {one.key: one for one in catalogue.offered(session, "matter", scope, on)}
    return Offer(elements, matters, {one.key: one for one in catalogue.offered(session, "theme", scope, on)})


def bodies(session: Session, digests: Iterable[str]) -> dict[str, Json]:
    """Documents by digest; those not yet seen by this process come in one statement."""
    wanted = list(dict.fromkeys(digests))
    found = {digest: body for digest in wanted if (body := _bodies.get(digest)) is not None}
    absent = [digest for digest in wanted if digest not in found]
    if absent:
        found |= {digest: _bodies.put(digest, body) for digest, body in documents.many(session, absent).items()}
    return found


def dictionary(session: Session, digest: str) -> Dictionary:
    """An element dictionary, compiled."""
    return _dictionaries.find(digest, lambda: Dictionary.from_json(_body(session, digest)))


def theme(session: Session, digest: str) -> ThemeDocument:
    """A theme, read."""
    return _themes.find(digest, lambda: ThemeDocument.stored(_body(session, digest)))


def matter(session: Session, digest: str, elements: str) -> CompiledMatter:
    """A matter, compiled against one version of the dictionary."""
    return matters(session, [digest], elements)[0]


def matters(session: Session, digests: Sequence[str], elements: str) -> list[CompiledMatter]:
    """Matters in the given order, compiled; what is not cached is fetched in one statement."""
    words = dictionary(session, elements)
    missing = [digest for digest in digests if _matters.get((digest, elements)) is None]
    for digest, body in bodies(session, missing).items():
        _matters.put((digest, elements), compile_matter(MatterDocument.stored(body), words, elements))
    return [_compiled(digest, elements) for digest in digests]


def join(members: Sequence[CompiledMatter], of_theme: ThemeDocument | None) -> JointForm | Unjoinable:
    """`compile_joint` behind the cache: the form of a theme's members is merged once for all applicants."""
    return _joints.find(joint_key(members, of_theme), lambda: compile_joint(members, of_theme))


def parameters(session: Session, scope: int, on: date) -> Json:
    """The decision parameters that hold in a tenant; empty when none are set."""
    published = catalogue.effective(session, "parameters", PARAMETERS_KEY, scope, on)
    return _body(session, published.digest).get("values", {}) if published else {}


def _compiled(digest: str, elements: str) -> CompiledMatter:
    found = _matters.get((digest, elements))
    if found is None:
        raise MissingError(f"document {digest}")
    return found


def _body(session: Session, digest: str) -> Json:
    found = bodies(session, [digest])
    if digest not in found:
        raise MissingError(f"document {digest}")
    return found[digest]
