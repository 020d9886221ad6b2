"""What can be done with an account, depending on its state: each is asked first, then done by its service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from onewindow.services import accounts
from onewindow.services.accounts import factors

ACTIVE = "active"


class State(StrEnum):
    """Whether somebody can sign in now."""

    ACTIVE = "active"
    LOCKED = "locked"
    CLOSED = "closed"


STATE_NAMES = {State.ACTIVE: _("Active"), State.LOCKED: _("Locked for a while"), State.CLOSED: _("Closed")}
STATE_CHIPS = {State.ACTIVE: "done", State.LOCKED: "warning", State.CLOSED: "refused"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: `do` is its service; a text that comes back is a new password."""

    label: Any
    what: Any
    do: Callable[..., str | accounts.Refused | None]
    states: frozenset[State]
    grave: bool = False
    listed: bool = True


DEEDS = {
    "unlock": Deed(
        _("Unlock"),
        _("The person can try to sign in again at once, with the password there is."),
        accounts.unlock,
        frozenset({State.LOCKED}),
    ),
    "password": Deed(
        _("New password"),
        _("The old password ends at once. The new one is shown to you once; hand it over in person."),
        accounts.renew_password,
        frozenset({State.ACTIVE, State.LOCKED}),
    ),
    "close": Deed(
        _("Close the account"),
        _("The person is signed out at once and cannot sign in any more. The account can be opened again."),
        accounts.close,
        frozenset({State.ACTIVE, State.LOCKED}),
        grave=True,
    ),
    "out": Deed(
        _("Sign out everywhere"),
        _("All browsers in which the person is signed in are signed out at once. The password stays."),
        accounts.put_out,
        frozenset({State.ACTIVE, State.LOCKED}),
        listed=False,
    ),
    "factor": Deed(
        _("Reset two-step sign-in"),
        _("Make sure that you know who asks. The second factor ends at once; the person sets up a new one."),
        factors.reset,
        frozenset({State.ACTIVE, State.LOCKED}),
        grave=True,
        listed=False,
    ),
    "reopen": Deed(
        _("Open the account again"),
        _("The person can sign in again with the old password and the roles listed."),
        accounts.reopen,
        frozenset({State.CLOSED}),
    ),
}


def state_of(row: Any, now: datetime) -> State:
    """The state of an account at a moment."""
    if row.status != ACTIVE:
        return State.CLOSED
    return State.LOCKED if row.locked_until is not None and row.locked_until > now else State.ACTIVE


def deeds_for(state: State) -> dict[str, Deed]:
    """What stands among the acts on an account in this state."""
    return {name: deed for name, deed in DEEDS.items() if state in deed.states and deed.listed}
