"""Looking at the signature of a PDF without a network: is it whole, does it cover everything, whose is it.

pyHanko reads the file and checks the cryptography. Around it every byte is accounted for: what the signature covers by
its digest, and the room it stands in (which no signature can cover) by demanding the one form it may have.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from asn1crypto import cms
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError as CmsError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from printing.signing.authority import serial_text
from printing.signing.container import is_own_form
from printing.signing.trust import Trust
from printing.signing.verdict import State, Verdict

_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+\d{1,12}\s+(\d{1,12})\s+(\d{1,12})\s*\]")
MOST_BYTES = 50_000_000
# What pyHanko, asn1crypto and cryptography raise on bytes that are no PDF, no CMS, no certificate.
_UNREADABLE = (
    *(PdfError, SignatureValidationError, CmsError, ValueError, TypeError, KeyError, IndexError, OSError),
    *(AttributeError, NotImplementedError, RecursionError, AssertionError, ArithmeticError),
)


def verify_pdf(data: bytes, trust: Trust, *, at: datetime) -> Verdict:
    """Judge a file of any origin at the moment `at`; never raises on what it holds."""
    if not data.startswith(b"%PDF-") or len(data) > MOST_BYTES:
        return Verdict(State.DAMAGED)
    ends = _signed_end(data)
    if ends is not None and ends < len(data):
        before = _read(data[:ends], trust, at)
        if before.state not in (State.DAMAGED, State.CHANGED, State.UNSIGNED):
            return replace(before, state=State.APPENDED, note="")
    return _read(data, trust, at)


def _signed_end(data: bytes) -> int | None:
    """Where the last signature says that what it covers ends; anything behind that was appended."""
    found = _RANGE.findall(data)
    return sum(map(int, found[-1])) if found else None


def _read(data: bytes, trust: Trust, at: datetime) -> Verdict:
    try:
        found = PdfFileReader(BytesIO(data), strict=False).embedded_signatures
        return _judge(found[-1], data, trust, at) if found else _without(data)
    except _UNREADABLE:
        return Verdict(State.DAMAGED)


def _without(data: bytes) -> Verdict:
    """A file without a signature; one that once had one says so in its bytes."""
    return Verdict(State.CHANGED if b"/ByteRange" in data else State.UNSIGNED)


def _judge(signature: EmbeddedPdfSignature, data: bytes, trust: Trust, at: datetime) -> Verdict:
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    claim = Verdict(
        _fault(signature, data) or State.VALID,
        _common_name(certificate),
        signature.self_reported_timestamp,
        serial_text(certificate.serial_number),
    )
    return _standing(claim, certificate, trust, at) if claim.valid else claim


def _fault(signature: EmbeddedPdfSignature, data: bytes) -> State | None:
    """Whether the file is what was signed, to the last byte."""
    start, before, after, length = (int(number) for number in signature.byte_range)
    if start != 0 or after + length > len(data) or not 0 < before < after:
        return State.CHANGED
    digest = signature.compute_digest(signature.signer_info["digest_algorithm"]["algorithm"].native)
    intact, genuine = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    if not intact or not genuine:
        return State.CHANGED
    if after + length < len(data):
        return State.APPENDED
    return None if _canonical(data[before:after], signature) else State.CHANGED


def _canonical(room: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the uncovered room holds exactly one signature in DER, upper-case hexadecimal, zeros behind it."""
    if not (room.startswith(b"<") and room.endswith(b">")):
        return False
    content = signature.pkcs7_content
    text, der = room[1:-1], cms.ContentInfo.load(content).dump()
    written = der.hex().upper().encode()
    return text == written.ljust(len(text), b"0") and is_own_form(der, signature.signed_data)


def _standing(claim: Verdict, certificate: x509.Certificate, trust: Trust, at: datetime) -> Verdict:
    """Whose certificate it is, and whether it was good. The moment of signing is what the signer says: nobody else
    witnessed it, so a certificate taken back is not believed for any moment."""
    if trust.root_of(certificate) is None:
        return replace(claim, state=State.FOREIGN)
    if (since := trust.taken_back(certificate)) is not None:
        return replace(claim, state=State.REVOKED, note=f"（吊销日期：{since:%Y-%m-%d}）")
    if claim.signed_at is None or not _covers(certificate, claim.signed_at) or claim.signed_at > at:
        return replace(claim, state=State.EXPIRED)
    ended = certificate.not_valid_after_utc
    return replace(claim, note=f"证书已于 {ended:%Y-%m-%d} 到期，签名时仍在有效期内。") if ended < at else claim


def _covers(certificate: x509.Certificate, moment: datetime) -> bool:
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""
