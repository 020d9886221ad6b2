"""A small certificate authority of one's own: a root, certificates of signing bodies, a list of those taken back.

ECDSA P-256 throughout. Keys leave this module encrypted only (PKCS#8). Serial numbers, keys and moments are arguments;
signatures are deterministic (RFC 6979), so the same arguments give the same certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from printing.errors import PrintingError

Key = ec.EllipticCurvePrivateKey
COUNTRY = "CN"
_LONGEST_NAME = 64


class SigningError(PrintingError):
    """A key, a passphrase or a certificate cannot be used; the message says which and the way out."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate (PEM) with its serial number and the moments between which it may sign."""

    pem: bytes
    serial: str
    valid_from: datetime
    valid_to: datetime
    subject: str


def make_root(name: str, key: Key, *, serial: int, valid_from: datetime, valid_to: datetime) -> Issued:
    """A self-signed root that may issue signing certificates and nothing below them."""
    subject = _name(name)
    draft = _draft(subject, subject, key.public_key(), serial, valid_from, valid_to)
    draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    draft = draft.add_extension(_usage(sign=False), critical=True)
    return _issued(draft.sign(key, SHA256(), ecdsa_deterministic=True))


def issue(
    name: str, key: Key, root: bytes, root_key: Key, *, serial: int, valid_from: datetime, valid_to: datetime
) -> Issued:
    """A certificate with which the body `name` signs. Raises `SigningError` when the root does not cover the time."""
    above = read_certificate(root)
    if above.public_key() != root_key.public_key():
        raise SigningError("根证书与签发私钥不是一对，请核对密钥文件。")
    if valid_to > above.not_valid_after_utc or valid_from < above.not_valid_before_utc:
        range_ = f"{_day(above.not_valid_before_utc)} 至 {_day(above.not_valid_after_utc)}"
        raise SigningError(f"签名证书的有效期不能超出根证书（{range_}），请缩短有效期，或先更换根证书。")
    draft = _draft(_name(name), above.subject, key.public_key(), serial, valid_from, valid_to)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    draft = draft.add_extension(_usage(sign=True), critical=True)
    return _issued(draft.sign(root_key, SHA256(), ecdsa_deterministic=True))


def revocation_list(
    root: bytes, root_key: Key, taken_back: Mapping[str, datetime], *, number: int, at: datetime, next_update: datetime
) -> bytes:
    """The list (PEM) of the certificates taken back so far, by serial number, signed by the root."""
    draft = x509.CertificateRevocationListBuilder().issuer_name(read_certificate(root).subject)
    draft = draft.last_update(at).next_update(next_update).add_extension(x509.CRLNumber(number), critical=False)
    for serial, since in sorted(taken_back.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(since).build()
        draft = draft.add_revoked_certificate(entry)
    signed = draft.sign(root_key, SHA256(), ecdsa_deterministic=True)
    return signed.public_bytes(serialization.Encoding.PEM)


def encrypted(key: Key, passphrase: str) -> bytes:
    """A private key as encrypted PKCS#8 (PEM), the only form in which it is kept."""
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


def open_key(pem: bytes, passphrase: str) -> Key:
    """The private key behind a passphrase. Raises `SigningError`, which never holds either of them."""
    try:
        key = serialization.load_pem_private_key(pem, passphrase.encode())
    except (ValueError, TypeError):
        raise SigningError("私钥打不开：口令不对，或密钥文件已损坏。") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SigningError("私钥的算法不是 ECDSA P-256，不能使用。")
    return key


def read_certificate(pem: bytes) -> x509.Certificate:
    """A certificate as `cryptography` holds it. Raises `SigningError`."""
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError:
        raise SigningError("证书文件读不出来，应为 PEM 格式。") from None


def serial_text(serial: int) -> str:
    """How a serial number is written: lower-case hexadecimal."""
    return f"{serial:x}"


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, serial: int, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    draft = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key).serial_number(serial)
    draft = draft.not_valid_before(start).not_valid_after(end)
    return draft.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _usage(*, sign: bool) -> x509.KeyUsage:
    """What a key may do: a body's sign documents, the root's sign certificates and lists."""
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not sign,
        crl_sign=not sign,
        encipher_only=False,
        decipher_only=False,
    )


def _name(name: str) -> x509.Name:
    """C and CN; X.509 bounds a common name at 64 characters."""
    common = name[:_LONGEST_NAME]
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, COUNTRY), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _issued(certificate: x509.Certificate) -> Issued:
    (common,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Issued(
        certificate.public_bytes(serialization.Encoding.PEM),
        serial_text(certificate.serial_number),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        str(common.value),
    )


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
