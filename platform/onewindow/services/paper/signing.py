"""Whose certificate a paper is signed with, and whom this county believes."""

from __future__ import annotations

from datetime import datetime

from onewindow.domain.site import Site
from onewindow.store import certificates
from onewindow.store.cached import Cache
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from printing.signing import EcdsaSigner, Signer, Trust, open_key, sign_pdf

_signers: Cache[str, Signer] = Cache(256)


def signed(uow: UnitOfWork, notice: Notice, data: bytes, site: Site, *, at: datetime) -> tuple[bytes, str]:
    """The bytes of a paper with the signature of its body at a moment, and the serial number of the certificate.

    Where the installation has no passphrase, or no certificate covered the moment, the bytes as they are and "".
    Raises `SigningError` when the passphrase does not open the key.
    """
    if not site.passphrase:
        return data, ""
    kept = certificates.signer_of(uow.session, notice.accepting_scope, at)
    if kept is None:
        return data, ""
    key = f"{kept.serial}|{kept.pem}"
    signer = _signers.find(
        key, lambda: EcdsaSigner(kept.pem.encode(), open_key(kept.key_pem.encode(), site.passphrase))
    )
    return sign_pdf(data, signer, at=at, name=kept.subject), kept.serial


def trust_of(uow: UnitOfWork) -> Trust | None:
    """The roots of this county and what they took back; None while it has no root."""
    found = certificates.trusted(uow.session)
    return Trust.of(*(pem.encode() for pem in found)) if found else None
