"""Signatures on paper: put one on a PDF, and tell of a PDF what its signature is worth, without a network.

Bytes, keys and moments in, bytes and verdicts out: no disk, no clock. The only place that meets pyHanko (ADR 0016).
"""

from printing.signing.authority import (
    Issued,
    SigningError,
    encrypted,
    issue,
    make_root,
    open_key,
    read_certificate,
    revocation_list,
    serial_text,
)
from printing.signing.signer import EcdsaSigner, Signer, sign_pdf
from printing.signing.trust import Trust, Withdrawn
from printing.signing.verdict import State, Verdict
from printing.signing.verifying import verify_pdf

__all__ = [
    "EcdsaSigner",
    "Issued",
    "Signer",
    "SigningError",
    "State",
    "Trust",
    "Verdict",
    "Withdrawn",
    "encrypted",
    "issue",
    "make_root",
    "open_key",
    "read_certificate",
    "revocation_list",
    "serial_text",
    "sign_pdf",
    "verify_pdf",
]
