"""A draft with everything that stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from form_builder import Dictionary
from onewindow.domain.publishing.duties import writer
from onewindow.domain.publishing.findings import Finding
from onewindow.domain.publishing.states import CLOSED
from onewindow.domain.workbench import trials
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.services import proposals, workbench
from onewindow.services.proposals import Present, Proposal
from onewindow.web.access import Visit


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as its page shows it. `others`: who else has it open; `writable`: the reader may change it.

    `general`: the dictionary without the matter's own elements, which `around` has beside it.
    """

    proposal: Proposal
    around: Surroundings
    findings: tuple[Finding, ...]
    others: tuple[Present, ...]
    writable: bool
    general: Dictionary | None = None


def open_draft(visit: Visit, proposal_id: UUID) -> Opened:
    """Open a draft, in a constant number of statements. Raises `MissingError` for what is out of sight."""
    uow, actor, now = visit.uow, visit.actor, visit.now
    proposal = proposals.open_(uow, actor, proposal_id)
    around = workbench.surroundings(uow, proposal.scope, now)
    found = proposals.findings(uow, proposal, now=now)
    here = proposals.present(uow, proposal_id, now=now)
    others = tuple(one for one in here if str(one.account_id) != actor.account_id)
    writable = writer(actor, proposal.scope, proposal.department) is not None and proposal.state not in CLOSED
    matter = trials.compiled(proposal.body, around.dictionary) if proposal.kind == "matter" else None
    if matter is not None:
        found = [*found, *trials.findings(matter, now.date().isoformat())]
    return Opened(proposal, around.beside(proposal.body), tuple(found), others, writable, around.dictionary)
