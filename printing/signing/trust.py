"""Whom to believe: root certificates and the certificates that were taken back, as one value from PEM text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from printing.signing.authority import SigningError, serial_text

_PART = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----.*?-----END \1-----\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A certificate that was taken back, and since when."""

    serial: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Trust:
    """Roots, and for each root (by the bytes of its name) the serial numbers it took back."""

    roots: tuple[x509.Certificate, ...]
    withdrawn: Mapping[bytes, Mapping[str, datetime]]

    @classmethod
    def of(cls, *bundles: bytes) -> Trust:
        """Read PEM bundles: root certificates and revocation lists in any order.

        A list counts only when the root of its name signed it. Raises `SigningError`.
        """
        parts = [(found.group(1), found.group(0)) for bundle in bundles for found in _PART.finditer(bundle)]
        try:
            roots = tuple(x509.load_pem_x509_certificate(pem) for kind, pem in parts if kind == b"CERTIFICATE")
            lists = [x509.load_pem_x509_crl(pem) for kind, pem in parts if kind == b"X509 CRL"]
        except ValueError:
            raise SigningError("信任文件读不出来：应为 PEM 格式的根证书和吊销列表。") from None
        if not roots:
            raise SigningError("信任文件里没有根证书，请用 onewindow ca export 重新导出。")
        return cls(roots, _withdrawn(roots, lists))

    def root_of(self, certificate: x509.Certificate) -> x509.Certificate | None:
        """The root that issued a certificate, judged by its signature, not by its name."""
        return next((root for root in self.roots if _issued(certificate, root)), None)

    def taken_back(self, certificate: x509.Certificate) -> datetime | None:
        """Since when a certificate is taken back; None when it is not."""
        of_root = self.withdrawn.get(certificate.issuer.public_bytes(), {})
        return of_root.get(serial_text(certificate.serial_number))


def _withdrawn(
    roots: Iterable[x509.Certificate], lists: Iterable[x509.CertificateRevocationList]
) -> dict[bytes, dict[str, datetime]]:
    found: dict[bytes, dict[str, datetime]] = {}
    for one in lists:
        if not any(root.subject == one.issuer and _signed(one, root) for root in roots):
            raise SigningError("吊销列表不是由这些根证书签发的，请用 onewindow ca export 重新导出。")
        entries = {serial_text(each.serial_number): each.revocation_date_utc for each in one}
        found.setdefault(one.issuer.public_bytes(), {}).update(entries)
    return found


def _signed(one: x509.CertificateRevocationList, root: x509.Certificate) -> bool:
    key = root.public_key()
    return isinstance(key, ec.EllipticCurvePublicKey) and one.is_signature_valid(key)


def _issued(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
