"""Published documents as they stand in a tenant, compiled once in each process and found again under their digests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from form_builder import Dictionary
from onewindow.domain.catalogue import Outline, outline
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.joint import JointForm, Unjoinable, compile_joint, joint_key
from onewindow.domain.matter import MatterDocument
from onewindow.domain.theme import ThemeDocument
from onewindow.store import catalogue, folding
from onewindow.store.cached import Cache, bodies
from onewindow.store.catalogue import Publication
from onewindow.store.errors import MissingError

Json = Any
DICTIONARY_KEY = "elements"
PARAMETERS_KEY = "parameters"
OFFERED = ("elements", "matter", "theme", "parameters")

__all__ = ["Cache", "bodies"]


_dictionaries: Cache[str, Dictionary] = Cache(64)
_matters: Cache[tuple[str, str], CompiledMatter] = Cache(4_096)
_outlines: Cache[str, Outline] = Cache(16_384)
_themes: Cache[str, ThemeDocument] = Cache(1_024)
_joints: Cache[str, JointForm | Unjoinable] = Cache(512)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a tenant offers on a day: the dictionary's version, those of matters and themes by key, the parameters'.

    Every digest names the document as it stands in this tenant, with the differences along its lineage.
    """

    elements: Publication
    matters: Mapping[str, Publication]
    themes: Mapping[str, Publication]
    parameters: Publication | None = None


def offer(session: Session, scope: int, on: date) -> Offer:
    """What holds in a tenant on a day, in two statements. Raises `MissingError` when there is no dictionary yet."""
    found = folding.standing(session, OFFERED, scope, on)
    kinds: dict[str, dict[str, Publication]] = {kind: {} for kind in OFFERED}
    for (kind, key), one in found.items():
        if catalogue.is_offered(one.publication, scope):
            kinds[kind][key] = one.in_force
    if DICTIONARY_KEY not in kinds["elements"]:
        raise MissingError("no element dictionary is published here")
    parameters = kinds["parameters"].get(PARAMETERS_KEY)
    return Offer(kinds["elements"][DICTIONARY_KEY], kinds["matter"], kinds["theme"], parameters)


def effective(session: Session, kind: str, scope: int, on: date) -> dict[str, Publication]:
    """Everything of a kind that holds in a tenant on a day, by key, under the digests of the documents in force."""
    found = folding.standing(session, [kind], scope, on)
    return {key: one.in_force for (_, key), one in found.items() if catalogue.is_offered(one.publication, scope)}


def offered_lists(
    session: Session, kinds: Sequence[str], scope: int, on: date
) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The items of the lists (`onewindow/items/1`) that hold in a tenant on a day, by kind; empty where nobody says."""
    found = folding.standing(session, kinds, scope, on)
    digests = {
        kind: one.in_force.digest for (kind, _), one in found.items() if catalogue.is_offered(one.publication, scope)
    }
    read = bodies(session, digests.values())
    return {kind: read[digests[kind]].get("items") or () if kind in digests else () for kind in kinds}


def dictionary(session: Session, digest: str) -> Dictionary:
    """An element dictionary, compiled."""
    return _dictionaries.find(digest, lambda: Dictionary.from_json(_body(session, digest)))


def outlines(session: Session, publications: Sequence[Publication]) -> Mapping[str, Outline]:
    """What other documents need to know of published matters, by key; what this process has not seen is fetched."""
    missing = [one.digest for one in publications if _outlines.get(one.digest) is None]
    read = {digest: _outlines.put(digest, outline(body)) for digest, body in bodies(session, missing).items()}
    known = ((one.key, read.get(one.digest) or _outlines.get(one.digest)) for one in publications)
    return {key: found for key, found in known if found is not None}


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


def parameters(session: Session, offer: Offer) -> Json:
    """The decision parameters that hold where an offer does; empty when none are set."""
    return _body(session, offer.parameters.digest).get("values", {}) if offer.parameters else {}


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
