"""The county's own authority: a root whose key never lies in the database, certificates for the bodies that sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import random_serial_number

from onewindow.domain.paper import PaperProblem
from onewindow.services.paper.keeping import Who
from onewindow.store import audit, certificates, tree
from onewindow.store.certificates import Certificate
from onewindow.store.session import UnitOfWork
from printing.signing import Issued, encrypted, issue, make_root, open_key, revocation_list

ROOT_DAYS, SIGNER_DAYS, LIST_DAYS = 20 * 365, 3 * 365, 365


def found_root(
    uow: UnitOfWork, who: Who, passphrase: str, *, now: datetime
) -> tuple[Certificate, bytes] | PaperProblem:
    """Make a root for the county of the unit of work. The certificate is kept; the encrypted key (PEM) is given back
    and nowhere else: whoever has the database and its passphrase still cannot issue certificates."""
    if _root(uow) is not None:
        return PaperProblem("本县已有根证书。需要更换时，请先核对旧根证书签发的文书是否都已归档。")
    key, county = _new_key(), tree.get(uow.session, uow.scope.number)
    root = make_root(
        f"{county.name}文书签发根证书",
        key,
        serial=random_serial_number(),
        valid_from=now,
        valid_to=now + timedelta(days=ROOT_DAYS),
    )
    kept = _kept(root, "root", uow.scope.number, "", now)
    certificates.add(uow.session, [kept])
    _log(uow, who, "certificate.root", kept, now)
    return kept, encrypted(key, passphrase)


def certify(
    uow: UnitOfWork, who: Who, root_key: bytes, passphrase: str, own_passphrase: str, *, days: int, now: datetime
) -> Certificate | PaperProblem:
    """Give the tenant of the unit of work a key and a certificate. `passphrase` opens the root's key, `own_passphrase`
    is that of the installation. Raises `SigningError`."""
    root = _root(uow)
    if root is None:
        return PaperProblem("本县还没有根证书，请先运行 onewindow ca init。")
    key, tenant = _new_key(), tree.get(uow.session, uow.scope.number)
    until = min(now + timedelta(days=days), root.valid_to)
    made = issue(
        str(tenant.branding.get("body") or tenant.name),
        key,
        root.pem.encode(),
        open_key(root_key, passphrase),
        serial=random_serial_number(),
        valid_from=now,
        valid_to=until,
    )
    kept = _kept(made, "signer", tenant.scope, encrypted(key, own_passphrase).decode(), now)
    certificates.add(uow.session, [kept])
    _log(uow, who, "certificate.issue", kept, now)
    return kept


def take_back(
    uow: UnitOfWork, who: Who, serial: str, reason: str, root_key: bytes, passphrase: str, *, now: datetime
) -> PaperProblem | None:
    """Revoke a certificate of the county and publish the list that says so. Raises `SigningError`."""
    root, opened = _root(uow), open_key(root_key, passphrase)
    if root is None or not reason.strip():
        return PaperProblem("请写明吊销原因。" if root else "本县还没有根证书，请先运行 onewindow ca init。")
    if not certificates.revoke(uow.session, serial, at=now, reason=reason.strip()):
        return PaperProblem(f"没有编号为 {serial} 的有效证书，请用 onewindow ca list 核对。")
    gone = {one.serial: one.revoked_at for one in certificates.list_(uow.session) if one.revoked_at is not None}
    number = certificates.next_list(uow.session)
    ahead = now + timedelta(days=LIST_DAYS)
    pem = revocation_list(root.pem.encode(), opened, gone, number=number, at=now, next_update=ahead)
    certificates.publish_list(uow.session, pem.decode(), number=number, at=now)
    detail = {"serial": serial, "reason": reason.strip()}
    audit.append(uow.session, audit.Act(now, who.id, who.name, "certificate.revoke", f"certificate:{serial}", detail))
    return None


def all_of(uow: UnitOfWork) -> Sequence[Certificate]:
    """The certificates in sight, in the order they were issued."""
    return certificates.list_(uow.session)


def bundle(uow: UnitOfWork) -> bytes:
    """Root and newest list as one PEM file: all that is needed to verify papers anywhere, without a network."""
    return "".join(certificates.trusted(uow.session)).encode()


def _root(uow: UnitOfWork) -> Certificate | None:
    return next((one for one in certificates.list_(uow.session) if one.kind == "root"), None)


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _kept(made: Issued, kind: str, scope: int, key_pem: str, now: datetime) -> Certificate:
    return Certificate(
        serial=made.serial,
        scope=scope,
        kind=kind,
        subject=made.subject,
        pem=made.pem.decode(),
        valid_from=made.valid_from,
        valid_to=made.valid_to,
        issued_at=now,
        key_pem=key_pem,
    )


def _log(uow: UnitOfWork, who: Who, act: str, kept: Certificate, now: datetime) -> None:
    detail = {"subject": kept.subject, "serial": kept.serial, "until": kept.valid_to.isoformat()}
    audit.append(uow.session, audit.Act(now, who.id, who.name, act, f"certificate:{kept.serial}", detail))
