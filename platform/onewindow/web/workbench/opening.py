"""A draft with everything that stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from form_builder import Dictionary
from onewindow.domain.canonical import digest as digest_of
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.publishing.duties import writer
from onewindow.domain.publishing.findings import Finding
from onewindow.domain.publishing.states import CLOSED
from onewindow.domain.workbench import trials
from onewindow.domain.workbench.kinds import tabs_of
from onewindow.domain.workbench.papers import shelf
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.domain.workbench.tasks import Task, tasks
from onewindow.domain.workbench.theming import scenarios
from onewindow.domain.workbench.theming.looking import named, readable
from onewindow.services import proposals, workbench
from onewindow.services.proposals import Present, Proposal
from onewindow.store.cached import Cache
from onewindow.web.access import Visit

Json = Any


@dataclass(frozen=True)
class Opened:
    """A draft as its page shows it to `account`. `others`: who else has it open; `writable`: the reader may change it.

    `general`: the dictionary without the draft's own elements, which `around` has beside it. `members`: of a theme the
    matters in force that it names, by key.
    """

    proposal: Proposal
    around: Surroundings
    findings: tuple[Finding, ...]
    others: tuple[Present, ...]
    account: str
    writable: bool
    general: Dictionary | None = None
    members: Mapping[str, CompiledMatter] = field(default_factory=dict)

    @cached_property
    def to_do(self) -> tuple[Task, ...]:
        """What is still to do on it, as the list at the side says it."""
        return tasks(self.proposal.body, self.findings, tabs_of(self.proposal.kind))

    def holding(self, body: Json, revision: int) -> Opened:
        """As a page holds it that was drawn from `revision`; nothing of it need be saved."""
        if body is self.proposal.body:
            return self
        return replace(self, proposal=replace(self.proposal, body=body, revision=revision, digest=digest_of(body)))


def open_draft(visit: Visit, proposal_id: UUID) -> Opened:
    """Open a draft, in a constant number of statements. Raises `MissingError` for what is out of sight."""
    uow, actor, now = visit.uow, visit.actor, visit.now
    proposal = proposals.open_(uow, actor, proposal_id)
    around = workbench.surroundings(uow, proposal.scope, now)
    found = proposals.findings(uow, proposal, now=now)
    here = proposals.present(uow, proposal_id, now=now)
    others = tuple(one for one in here if str(one.account_id) != actor.account_id)
    writable = writer(actor, proposal.scope, proposal.department) is not None and proposal.state not in CLOSED
    if proposal.kind == "matter":
        found = [*found, *shelf.findings(proposal.body)]
    found = [*found, *tried(proposal, around.dictionary, now.date().isoformat())]
    members = workbench.members(uow, proposal.scope, named(proposal.body), now) if proposal.kind == "theme" else {}
    theme = readable(proposal.body) if members else None
    if theme is not None:
        found = [*found, *scenarios.findings(theme, members)]
    beside = around.beside(proposal.body)
    return Opened(proposal, beside, tuple(found), others, actor.account_id, writable, around.dictionary, members)


_running: Cache[tuple[str, int], tuple[Dictionary, CompiledMatter | None]] = Cache(64)
_tried: Cache[tuple[str, int, str], tuple[Finding, ...]] = Cache(256)


def running(proposal: Proposal, dictionary: Dictionary | None) -> CompiledMatter | None:
    """A matter's draft as it would run, or None while it cannot; compiled once for each text and dictionary."""
    if proposal.kind != "matter" or dictionary is None:
        return None
    # The dictionary is kept beside what was made of it, so that its identity names no other one meanwhile.
    key = (proposal.digest, id(dictionary))
    return _running.find(key, lambda: (dictionary, trials.compiled(proposal.body, dictionary)))[1]


def tried(proposal: Proposal, dictionary: Dictionary | None, on: str) -> tuple[Finding, ...]:
    """What the examples of a draft say about it on an ISO day; run once for each text."""
    matter = running(proposal, dictionary)
    if matter is None:
        return ()
    return _tried.find((proposal.digest, id(dictionary), on), lambda: tuple(trials.findings(matter, on)))
