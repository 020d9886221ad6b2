"""What publishing a draft would do, before anybody does it: what differs, who takes it over, who is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from form_builder import Dictionary
from onewindow.domain.disagreement import disagreements
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.diff import Change, diff, weight
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.replay import Difference, Past, replay
from onewindow.domain.publishing.states import Purpose
from onewindow.domain.publishing.values import labels_of
from onewindow.domain.publishing.weighing import CONSEQUENCES, Weight
from onewindow.services import inheritance
from onewindow.services.publishing.breaking import Broken, broken
from onewindow.store import catalogue, documents, grounds, past, proposals, published, releases, tree, trials
from onewindow.store.cases import Case
from onewindow.store.held import Held
from onewindow.store.proposals import Proposal
from onewindow.store.releases import Use
from onewindow.store.session import UnitOfWork

BATCH, SAMPLE = 50, 200
STAFF = "case."
BROKEN = Refused("草稿还有错误，不能用以往办件试算，请先改正“检查”中列出的错误。")
NOTHING_IN_FORCE = Refused("这是新的事项，还没有以往办件可以试算。")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a draft would change. `consequence`: what happens to the `open_cases`; `uses`: documents that name it.

    `held_names`: what the tenants that would be held are called, by number. `at_odds`: themes in force whose matters
    would disagree with the new version, each with what about. `broken`: matters that a new dictionary would stop.
    """

    changes: tuple[Change, ...]
    weight: Weight
    consequence: str
    inheriting: int
    held: tuple[Held, ...]
    open_cases: int
    uses: tuple[Use, ...]
    at_odds: tuple[tuple[str, str], ...] = ()
    held_names: Mapping[int, str] = field(default_factory=dict)
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """Past cases under the draft: how many were tried, and those that would have gone otherwise."""

    tried: int
    differing: tuple[Difference, ...]


def differences(uow: UnitOfWork, proposal: Proposal, *, on: date) -> tuple[Change, ...]:
    """What a draft changes of the version it departs from, in sentences; a new document has nothing to differ from."""
    if proposal.base_digest is None or proposal.purpose == Purpose.WITHDRAWAL:
        return ()
    words = grounds.load(uow.session, proposal.scope, on, proposal.kind).dictionary
    old = documents.get(uow.session, proposal.base_digest)
    return diff(old, proposal.body, labels=labels_of(words) if words else {})


def impact(uow: UnitOfWork, proposal_id: UUID, *, now: datetime) -> Foreseen:
    """What publishing a draft today would do; tried and undone in this transaction, by the tenant that owns it.

    Raises `MissingError`.
    """
    proposal = proposals.get(uow.session, proposal_id)
    changes = differences(uow, proposal, on=now.date())
    found = weight(changes) if proposal.base_digest and proposal.purpose != Purpose.WITHDRAWAL else Weight.STRUCTURAL
    inheriting, held = _below(uow, proposal, now)
    uses = tuple(releases.where_used(uow.session, proposal.kind, proposal.key, on=now.date()))
    return Foreseen(
        changes,
        found,
        CONSEQUENCES[found],
        inheriting,
        held,
        past.open_cases(uow.session, proposal.key) if proposal.kind == "matter" else 0,
        uses,
        tuple(_at_odds(uow, proposal, uses, now.date())),
        tree.called(uow.session, [one.scope for one in held]),
        broken(uow, proposal, now.date()),
    )


def where_used(uow: UnitOfWork, *, kind: str, key: str, on: date) -> Sequence[Use]:
    """The versions in force that name an element, matter, template, parameter or department; one statement."""
    return releases.where_used(uow.session, kind, key, on=on)


def try_past(uow: UnitOfWork, proposal_id: UUID, *, limit: int = SAMPLE, now: datetime) -> Replayed | Refused:
    """The latest cases of a matter in sight, decided again by the version in force and by the draft; nothing is
    written, and nothing of the applicants is told but the numbers of their cases.
    """
    proposal = proposals.get(uow.session, proposal_id)
    if proposal.kind != "matter" or proposal.base_digest is None:
        return NOTHING_IN_FORCE
    words = grounds.load(uow.session, proposal.scope, now.date(), proposal.kind).dictionary
    old = _compiled(documents.get(uow.session, proposal.base_digest), words)
    new = _compiled(proposal.body, words)
    if old is None or new is None:
        return BROKEN
    tried, differing = 0, list[Difference]()
    after: tuple[datetime, UUID] | None = None
    while tried < limit:
        batch = past.sample(uow.session, proposal.key, after=after, limit=min(BATCH, limit - tried))
        differing += replay(old, new, [_past(case) for case in batch])
        tried += len(batch)
        if len(batch) < BATCH:
            break
        after = (batch[-1].accepted_at, batch[-1].id)
    return Replayed(tried, tuple(differing))


def _below(uow: UnitOfWork, proposal: Proposal, now: datetime) -> tuple[int, tuple[Held, ...]]:
    if proposal.purpose == Purpose.WITHDRAWAL or uow.scope.number != proposal.scope:
        return 0, ()
    with trials.undone(uow.session):
        digest = documents.put(uow.session, proposal.kind, proposal.body)
        publication = catalogue.publish(
            uow.session,
            kind=proposal.kind,
            key=proposal.key,
            title=proposal.title,
            digest=digest,
            effective_from=now.date(),
            now=now,
        )
        found = inheritance.published(uow, publication, now)
    return found.inheriting, found.held


def _at_odds(uow: UnitOfWork, proposal: Proposal, uses: Sequence[Use], on: date) -> Iterator[tuple[str, str]]:
    """What the themes that name a matter would have to settle anew, by the theme's title."""
    themes = [use.key for use in uses if use.kind == "theme"] if proposal.kind == "matter" else []
    words = grounds.load(uow.session, proposal.scope, on, proposal.kind).dictionary if themes else None
    new = _compiled(proposal.body, words)
    if new is None or words is None:
        return
    offer = published.offer(uow.session, proposal.scope, on)
    for key in [key for key in themes if key in offer.themes]:
        theme = published.theme(uow.session, offer.themes[key].digest)
        here = [member.matter for member in theme.members if member.matter in offer.matters]
        found = published.matters(uow.session, [offer.matters[each].digest for each in here], offer.elements.digest)
        old = dict(zip(here, found, strict=True))
        known = {(each.kind, each.key) for each in disagreements(theme, old, theme.words(words))}
        for conflict in disagreements(theme, {**old, proposal.key: new}, theme.words(words)):
            if (conflict.kind, conflict.key) not in known:
                yield theme.name, conflict.message


def _compiled(body: object, words: Dictionary | None) -> CompiledMatter | None:
    matter = MatterDocument.from_json(body)
    if isinstance(matter, Problems) or words is None:
        return None
    try:
        return compile_matter(matter, words)
    except DocumentInvalidError:
        return None


def _past(case: Case) -> Past:
    found = {key: value for key, value in (case.supplied or {}).items() if key.startswith(STAFF)}
    supplied = {key: value for key, value in (case.supplied or {}).items() if not key.startswith(STAFF)}
    return Past(case.number, {**case.answers, **supplied}, case.route.get("given") or {}, found)
