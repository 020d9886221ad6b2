"""Signatures: deterministic, offline, and every way of tampering told apart."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from printing import FontSet, compile_template, render, sample_values, system_template
from printing.signing import (
    EcdsaSigner,
    Issued,
    SigningError,
    State,
    Trust,
    encrypted,
    issue,
    make_root,
    open_key,
    revocation_list,
    sign_pdf,
    verify_pdf,
)
from printing.signing.verdict import SENTENCES
from tests.printing.paper import condition

AT = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=8)))
LATER = datetime(2026, 12, 24, tzinfo=UTC)
NAME = "博罗县政务服务中心"


def year(number: int) -> datetime:
    return datetime(number, 1, 1, tzinfo=UTC)


def key_of(number: int) -> ec.EllipticCurvePrivateKey:
    """A key that is the same in every run."""
    return ec.derive_private_key(number, ec.SECP256R1())


@dataclass(frozen=True)
class Authority:
    """A root, a certificate under it, and what signs with it."""

    root: Issued
    own: Issued
    signer: EcdsaSigner
    root_key: ec.EllipticCurvePrivateKey

    @property
    def trust(self) -> Trust:
        return Trust.of(self.root.pem)


def authority(seed: int, *, until: int = 2029) -> Authority:
    root_key, key = key_of(seed), key_of(seed + 1)
    root = make_root("博罗县文书签发根证书", root_key, serial=seed, valid_from=year(2026), valid_to=year(2046))
    dates = {"valid_from": year(2026), "valid_to": year(until)}
    own = issue(NAME, key, root.pem, root_key, serial=seed + 1, **dates)
    return Authority(root, own, EcdsaSigner(own.pem, key), root_key)


@pytest.fixture(scope="module")
def ours() -> Authority:
    return authority(1000)


@pytest.fixture(scope="module")
def plain() -> bytes:
    template = compile_template(system_template("completion_slip"))
    return render(template, sample_values(), FontSet.default(), condition=condition).data


@pytest.fixture(scope="module")
def paper(plain: bytes, ours: Authority) -> bytes:
    return sign_pdf(plain, ours.signer, at=AT, name=NAME)


def test_a_signature_is_a_function_of_its_arguments(plain: bytes, paper: bytes, ours: Authority) -> None:
    assert sign_pdf(plain, authority(1000).signer, at=AT, name=NAME) == paper
    assert sign_pdf(plain, ours.signer, at=AT + timedelta(seconds=1), name=NAME) != paper
    assert paper.startswith(plain)


def test_a_signed_paper_is_valid_and_says_by_whom_and_when(paper: bytes, ours: Authority) -> None:
    verdict = verify_pdf(paper, ours.trust, at=LATER)
    assert verdict.state is State.VALID
    assert (verdict.signer, verdict.signed_at, verdict.serial) == (NAME, AT, ours.own.serial)
    assert "签名有效" in verdict.sentence


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda pdf: pdf + b"\n", State.APPENDED),
        (lambda pdf: pdf + b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n", State.APPENDED),
        (lambda pdf: pdf[:-30], State.DAMAGED),
        (lambda pdf: b"", State.DAMAGED),
        (lambda pdf: b"hello", State.DAMAGED),
        (lambda pdf: b"%PDF-1.7\n" + b"\0" * 500, State.DAMAGED),
        (lambda pdf: pdf.replace(b"/SubFilter /ETSI", b"/SubFilter /XXXX"), State.CHANGED),
    ],
)
def test_tampering_has_a_name(change: object, state: State, paper: bytes, ours: Authority) -> None:
    found = verify_pdf(change(paper), ours.trust, at=LATER)  # type: ignore[operator]
    assert found.state is state
    assert found.sentence


def test_an_incremental_update_is_seen(paper: bytes, ours: Authority) -> None:
    twice = sign_pdf_again(paper)
    assert verify_pdf(twice, ours.trust, at=LATER).state is State.APPENDED


def sign_pdf_again(paper: bytes) -> bytes:
    """A proper update behind the signature, as any PDF program appends one."""
    start = paper.rindex(b"startxref")
    before = int(paper[start:].split()[1])
    body = b"99 0 obj\n<< /Note (later) >>\nendobj\n"
    xref = b"xref\n99 1\n%010d 00000 n \ntrailer\n<< /Size 100 /Root 29 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return paper + body + xref % (len(paper), before, len(paper) + len(body))


def test_no_byte_can_be_flipped_unseen(plain: bytes, paper: bytes, ours: Authority) -> None:
    """Every bit of the room that no signature covers, and a sample of everything else."""
    dice = random.Random(20261121)
    room = range(paper.rindex(b"/Contents <"), len(paper))
    places = [*dice.sample(range(len(plain)), 80), *dice.sample(room, 400)]
    trust = ours.trust
    for place in places:
        changed = bytearray(paper)
        changed[place] ^= 1 << dice.randrange(8)
        assert not verify_pdf(bytes(changed), trust, at=LATER).valid, place
    for place in room[11:60]:  # the case of a hexadecimal digit carries no meaning to a reader
        changed = bytearray(paper)
        changed[place] ^= 0x20
        assert not verify_pdf(bytes(changed), trust, at=LATER).valid, place


def test_a_foreign_authority_of_the_same_name_is_foreign(plain: bytes, ours: Authority) -> None:
    theirs = sign_pdf(plain, authority(2000).signer, at=AT, name=NAME)
    assert verify_pdf(theirs, ours.trust, at=LATER).state is State.FOREIGN
    assert verify_pdf(theirs, Trust.of(authority(2000).root.pem), at=LATER).valid


def test_without_a_signature_it_says_so(plain: bytes, ours: Authority) -> None:
    assert verify_pdf(plain, ours.trust, at=LATER).state is State.UNSIGNED


def test_a_certificate_that_ended_since_is_still_good_for_its_time(plain: bytes) -> None:
    short = authority(3000, until=2027)
    paper = sign_pdf(plain, short.signer, at=AT, name=NAME)
    verdict = verify_pdf(paper, short.trust, at=year(2030))
    assert verdict.valid
    assert "到期" in verdict.sentence


def test_nobody_signs_outside_of_his_time(plain: bytes, ours: Authority) -> None:
    with pytest.raises(SigningError, match="换发证书"):
        sign_pdf(plain, ours.signer, at=year(2035), name=NAME)


def test_a_signature_outside_of_its_certificate_s_time_is_expired(plain: bytes, ours: Authority) -> None:
    class Careless:
        """Signs whatever the day."""

        hash_name, serial = "sha256", ours.signer.serial

        def valid_at(self, _moment: datetime) -> bool:
            return True

        def sign(self, digest: bytes) -> bytes:
            return ours.signer.sign(digest)

    paper = sign_pdf(plain, Careless(), at=year(2035), name=NAME)
    assert verify_pdf(paper, ours.trust, at=year(2036)).state is State.EXPIRED
    early = sign_pdf(plain, Careless(), at=LATER, name=NAME)
    assert verify_pdf(early, ours.trust, at=AT).state is State.EXPIRED


def test_a_revoked_certificate_is_revoked(paper: bytes, ours: Authority) -> None:
    dates = {"number": 1, "at": LATER, "next_update": year(2028)}
    gone = revocation_list(ours.root.pem, ours.root_key, {ours.own.serial: LATER}, **dates)
    verdict = verify_pdf(paper, Trust.of(ours.root.pem, gone), at=LATER)
    assert verdict.state is State.REVOKED
    assert "2026-12-24" in verdict.sentence
    other = revocation_list(ours.root.pem, ours.root_key, {"ff": LATER}, **dates)
    assert verify_pdf(paper, Trust.of(ours.root.pem, other), at=LATER).valid


def test_a_list_that_the_root_did_not_sign_is_refused(ours: Authority) -> None:
    other = authority(2000)
    forged = revocation_list(other.root.pem, other.root_key, {}, number=1, at=LATER, next_update=year(2028))
    with pytest.raises(SigningError, match="吊销列表"):
        Trust.of(ours.root.pem, forged)
    with pytest.raises(SigningError, match="没有根证书"):
        Trust.of(b"nothing")


def test_every_state_has_a_sentence_of_its_own() -> None:
    assert len(set(SENTENCES.values())) == len(SENTENCES) == len(State)


def test_keys_open_with_their_passphrase_only() -> None:
    pem = encrypted(key_of(7), "a long passphrase")
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert open_key(pem, "a long passphrase").private_numbers() == key_of(7).private_numbers()
    for wrong in ("another", ""):
        with pytest.raises(SigningError, match="口令"):
            open_key(pem, wrong)


def test_a_certificate_stays_within_its_root(ours: Authority) -> None:
    with pytest.raises(SigningError, match="有效期不能超出根证书"):
        issue(NAME, key_of(9), ours.root.pem, ours.root_key, serial=5, valid_from=AT, valid_to=year(2050))
    with pytest.raises(SigningError, match="不是一对"):
        issue(NAME, key_of(9), ours.root.pem, key_of(10), serial=5, valid_from=AT, valid_to=year(2027))
    with pytest.raises(SigningError, match="不是一对"):
        EcdsaSigner(ours.own.pem, key_of(10))
