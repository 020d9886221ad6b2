"""Putting a signature on a PDF: the seam `Signer`, and the one signer there is, ECDSA P-256 with SHA-256.

A signer makes a CMS signature (DER) of a digest and nothing else, so that another algorithm (SM2 with SM3), a smart
card or a signing service is another `Signer` and the PDF side stays as it is.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any, Protocol

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from printing.signing.authority import Key, SigningError, read_certificate, serial_text
from printing.signing.container import container

FIELD = "Signature1"
ROOM = 4096
"""Hexadecimal signs left for the signature; one of ours takes some 1,550."""


class Signer(Protocol):
    """Who signs."""

    @property
    def hash_name(self) -> str:
        """The digest the document is hashed with, as `hashlib` names it."""

    @property
    def serial(self) -> str:
        """The serial number of the certificate, as `authority.serial_text` writes it."""

    def valid_at(self, moment: datetime) -> bool:
        """Whether the certificate covers a moment."""

    def sign(self, digest: bytes) -> bytes:
        """A detached CMS signature (DER) of a document's digest; the same digest gives the same bytes."""


class EcdsaSigner:
    """Signs with a P-256 key and its certificate. Deterministic (RFC 6979)."""

    hash_name = "sha256"

    def __init__(self, certificate: bytes, key: Key) -> None:
        """Take the certificate (PEM) and its private key. Raises `SigningError` when they are no pair."""
        self._read = read_certificate(certificate)
        if self._read.public_key() != key.public_key():
            raise SigningError("签名证书与私钥不是一对，请重新签发证书。")
        self._der = self._read.public_bytes(serialization.Encoding.DER)
        self._key = key

    @property
    def serial(self) -> str:
        """The serial number of the certificate."""
        return serial_text(self._read.serial_number)

    def valid_at(self, moment: datetime) -> bool:
        """Whether the certificate covers a moment."""
        return self._read.not_valid_before_utc <= moment <= self._read.not_valid_after_utc

    def sign(self, digest: bytes) -> bytes:
        """A PAdES B-B signature of a document's digest."""
        return container(digest, self._der, self._sign)

    def _sign(self, data: bytes) -> bytes:
        return self._key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))


def sign_pdf(pdf: bytes, signer: Signer, *, at: datetime, name: str) -> bytes:
    """Append an invisible signature of `name` at the moment `at`; what stood before stays as it is.

    A function of its arguments. Raises `SigningError` when the certificate does not cover the moment.
    """
    if not signer.valid_at(at):
        raise SigningError(f"签名证书在 {at:%Y-%m-%d} 无效（未生效或已到期），请换发证书后再签名。")
    writer = _Quiet(BytesIO(pdf))
    steps = PdfCMSEmbedder().write_cms(FIELD, writer)
    next(steps)
    placed = SignatureObject(timestamp=at, subfilter=SigSeedSubFilter.PADES, name=name, bytes_reserved=ROOM)
    steps.send(SigObjSetup(sig_placeholder=placed))
    prepared, output = steps.send(SigIOSetup(md_algorithm=signer.hash_name, in_place=False))
    steps.send(signer.sign(prepared.document_digest))
    output.seek(0)
    data: bytes = output.read()
    return data


class _Quiet(IncrementalPdfFileWriter):  # type: ignore[misc,unused-ignore]
    """Appends without looking at the clock and without chance: the second half of the identifier is a digest of what
    stands there, and no date of modification is written (the signature has its own)."""

    @classmethod
    def _handle_id(cls, prev: Any) -> ArrayObject:
        prev.stream.seek(0)
        second = ByteStringObject(hashlib.sha256(prev.stream.read()).digest()[:16])
        first = prev.trailer["/ID"][0] if "/ID" in prev.trailer else second
        return ArrayObject([ByteStringObject(getattr(first, "original_bytes", first)), second])

    def _update_meta(self) -> None:
        """Leave the information of the document alone."""
