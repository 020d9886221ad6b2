"""Accounts: signing in, and keeping the accounts of one's own range (R008, R022, R023, R106)."""

from onewindow.services.accounts.delegating import lend, take_back
from onewindow.services.accounts.granting import HandedOver, grant, hand_over, revoke
from onewindow.services.accounts.keeping import (
    TAKEN,
    USERNAME,
    Hired,
    close,
    create,
    hire,
    renew_password,
    reopen,
    unlock,
)
from onewindow.services.accounts.reach import Refused, out_of_hands
from onewindow.services.accounts.sealing import Seal
from onewindow.services.accounts.sessions import (
    Limits,
    Present,
    Ticket,
    enter,
    leave,
    leave_elsewhere,
    present,
    put_out,
)
from onewindow.services.accounts.signing import SignedIn, change_password, refuse_unknown, sign_in
from onewindow.services.accounts.vouching import vouch

__all__ = [
    "TAKEN",
    "USERNAME",
    "HandedOver",
    "Hired",
    "Limits",
    "Present",
    "Refused",
    "Seal",
    "SignedIn",
    "Ticket",
    "change_password",
    "close",
    "create",
    "enter",
    "grant",
    "hand_over",
    "hire",
    "leave",
    "leave_elsewhere",
    "lend",
    "out_of_hands",
    "present",
    "put_out",
    "refuse_unknown",
    "renew_password",
    "reopen",
    "revoke",
    "sign_in",
    "take_back",
    "unlock",
    "vouch",
]
