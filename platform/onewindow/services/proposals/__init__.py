"""Drafts of documents: begun, saved by several people without loss, undone across sessions (R009, R030)."""

from onewindow.domain.publishing.merging import Clash as Clashed
from onewindow.domain.publishing.merging import Taken, settle
from onewindow.domain.publishing.refusals import Refused
from onewindow.services.proposals.company import PRESENT_FOR, present, touch
from onewindow.services.proposals.drafting import abandon, at, list_, open_, revisions, start
from onewindow.services.proposals.many import Brought, Wanted, bring
from onewindow.services.proposals.rebasing import rebase
from onewindow.services.proposals.saving import Clash, Merged, Saved, findings, save
from onewindow.store.proposals import Line, Present, Proposal, Revision

__all__ = [
    "PRESENT_FOR",
    "Brought",
    "Clash",
    "Clashed",
    "Line",
    "Merged",
    "Present",
    "Proposal",
    "Refused",
    "Revision",
    "Saved",
    "Taken",
    "Wanted",
    "abandon",
    "at",
    "bring",
    "findings",
    "list_",
    "open_",
    "present",
    "rebase",
    "revisions",
    "save",
    "settle",
    "start",
    "touch",
]
