"""Accounts: signing in, and keeping the accounts of one's own range (R008, R106)."""

from onewindow.services.accounts.keeping import (
    TAKEN,
    USERNAME,
    Hired,
    close,
    create,
    grant,
    hire,
    out_of_hands,
    renew_password,
    reopen,
    revoke,
    unlock,
)
from onewindow.services.accounts.signing import Refused, SignedIn, actor_of, change_password, refuse_unknown, sign_in

__all__ = [
    "TAKEN",
    "USERNAME",
    "Hired",
    "Refused",
    "SignedIn",
    "actor_of",
    "change_password",
    "close",
    "create",
    "grant",
    "hire",
    "out_of_hands",
    "refuse_unknown",
    "renew_password",
    "reopen",
    "revoke",
    "sign_in",
    "unlock",
]
