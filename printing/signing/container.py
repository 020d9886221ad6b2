"""The CMS structure of a PAdES B-B signature (ETSI EN 319 142-1): one signer, its certificate, three signed attributes.

Built here and not by pyHanko, whose maker runs on an event loop; it is the one form that verification accepts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from asn1crypto import algos, cms, tsp
from asn1crypto import x509 as asn1


def container(digest: bytes, certificate: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """A detached signature (DER) of a SHA-256 digest. `certificate`: DER; `sign`: ECDSA-SHA256 of its argument."""
    own = asn1.Certificate.load(certificate)
    attributes = _attributes(digest, certificate)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number}),
            ),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": sign(attributes.dump()),
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices("certificate", own)],
            "signer_infos": [info],
        }
    )
    der: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return der


def is_own_form(der: bytes, signed: cms.SignedData) -> bool:
    """Whether a container is what `container` makes of its own certificate, digest and signature: then no byte of it
    is without meaning, and none can be changed unseen."""
    (info,) = signed["signer_infos"]
    (certificate,) = signed["certificates"]
    (digest,) = (each["values"][0].native for each in info["signed_attrs"] if each["type"].native == "message_digest")
    return container(digest, certificate.chosen.dump(), lambda _data: info["signature"].native) == der


def _attributes(digest: bytes, certificate: bytes) -> cms.CMSAttributes:
    """Content type, digest, and the hash of the certificate (RFC 5035), which binds the signature to it."""
    hashed = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute(
                {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [hashed]})]}
            ),
        ]
    )
