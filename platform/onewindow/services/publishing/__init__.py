"""The publishing chain: submitted, confirmed, signed, reviewed, listed, published; rolled back, suspended, withdrawn
(R030, R031, R034–R038).
"""

from onewindow.domain.publishing.refusals import Refused
from onewindow.services.publishing.foreseeing import Foreseen, Replayed, differences, impact, try_past, where_used
from onewindow.services.publishing.printing import sheet
from onewindow.services.publishing.releasing import Published, publish
from onewindow.services.publishing.reversing import resume, roll_back, suspend, withdraw
from onewindow.services.publishing.stepping import (
    Moved,
    admit,
    approve,
    confirm,
    refuse_online,
    return_,
    sign,
    standing,
    submit,
)
from onewindow.services.publishing.tracing import Chain, InboxLine, Link, chain, inbox
from onewindow.services.publishing.using import Thing, Usage, User, things, usage
from onewindow.services.publishing.versions import Standing, Version, versions
from onewindow.store.held import Held

__all__ = [
    "Chain",
    "Foreseen",
    "Held",
    "InboxLine",
    "Link",
    "Moved",
    "Published",
    "Refused",
    "Replayed",
    "Standing",
    "Thing",
    "Usage",
    "User",
    "Version",
    "admit",
    "approve",
    "chain",
    "confirm",
    "differences",
    "impact",
    "inbox",
    "publish",
    "refuse_online",
    "resume",
    "return_",
    "roll_back",
    "sheet",
    "sign",
    "standing",
    "submit",
    "suspend",
    "things",
    "try_past",
    "usage",
    "versions",
    "where_used",
    "withdraw",
]
