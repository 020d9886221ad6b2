"""Documents, files and the audit log take nothing back, whoever asks."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.exc import IntegrityError

from onewindow.domain.canonical import digest
from onewindow.domain.errors import NotCanonicalError
from onewindow.store import applications, audit, case_files, cases, documents, files, materials
from onewindow.store.bootstrap import APP, OWNER, PLATFORM
from onewindow.store.errors import MissingError
from onewindow.store.postgres import SUPERUSER
from tests.onewindow.store.samples import MATTER, NOW, OTHER_TOWN, TOWN, VILLAGE, County, application, case_of


@pytest.fixture(scope="module", autouse=True)
def filled(county: County) -> None:
    with county.work(TOWN) as uow:
        files.put(uow.session, b"scan", name="身份证.jpg", media_type="image/jpeg")
        audit.append(uow.session, audit.Act(NOW, None, "系统", "tenant.open", f"tenant:{TOWN}"))


@pytest.mark.parametrize("table", ["document", "audit", "file_blob"])
@pytest.mark.parametrize("role", [APP, PLATFORM, OWNER, SUPERUSER])
@pytest.mark.parametrize("statement", ["UPDATE {} SET county_id = county_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_refused(county: County, table: str, role: str, statement: str) -> None:
    """Without a grant, under forced policies or by the trigger: no role changes a row, not even the superuser."""
    with county.database.raw(role) as connection:
        before = connection_count(county, table)
        try:
            connection.execute(
                "SET LOCAL app.county='441322'; SET LOCAL app.lo='441322000000'; SET LOCAL app.hi='441322999999'"
            )
            changed = connection.execute(sql.SQL(statement).format(sql.Identifier(table))).rowcount
            assert role == OWNER
            assert changed == 0
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityConstraintViolation):
            connection.rollback()
        assert connection_count(county, table) == before > 0


def connection_count(county: County, table: str) -> int:
    with county.database.raw(SUPERUSER) as connection:
        found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert found is not None
    return int(found[0])


def test_a_document_is_its_digest(county: County) -> None:
    body = {"b": ["中", {"z": None, "a": True}], "a": 10**30, "名": '𠮷\n"\\'}
    with county.work(TOWN) as uow:
        kept = documents.put(uow.session, "template", body)
        assert kept == digest(body) == documents.put(uow.session, "template", dict(reversed(body.items())))
    with county.work(VILLAGE) as uow:
        assert documents.get(uow.session, kept) == body
        assert digest(documents.get(uow.session, kept)) == kept
        assert documents.many(uow.session, [kept, county.digest, "sha256:none"]) == {kept: body, county.digest: MATTER}
        with pytest.raises(MissingError):
            documents.get(uow.session, "sha256:none")
        with pytest.raises(NotCanonicalError):
            documents.put(uow.session, "template", {"a": 0.5})


def test_a_file_is_kept_once_for_a_tenant_and_read_with_the_case(county: County) -> None:
    submission = application(county, TOWN, "with-file")
    case = case_of(submission, "with-file", OTHER_TOWN)
    with county.work(TOWN) as uow:
        ref = files.put(uow.session, b"%PDF-1.7", name="合同.pdf", media_type="application/pdf")
        again = files.put(uow.session, b"%PDF-1.7", name="合同(1).pdf", media_type="application/pdf")
        assert (again.scope, again.digest) == (ref.scope, ref.digest)
        assert files.get(uow.session, ref.scope, ref.digest) == (ref, b"%PDF-1.7")
    with county.work(OTHER_TOWN) as uow, pytest.raises(MissingError):
        files.get(uow.session, ref.scope, ref.digest)
    paper = materials.Material(
        case_id=case.id,
        accepting_scope=TOWN,
        home_scope=OTHER_TOWN,
        key="contract",
        position=1,
        name="合同",
        state="needed",
    )
    with county.work(TOWN) as uow:
        applications.add(uow.session, submission)
        cases.add(uow.session, [case])
        materials.add(uow.session, [paper])
        materials.hand_in(uow.session, case.id, "contract", state="received", medium="electronic")
        case_files.add(uow.session, [file_of(case, ref.digest)])
        with pytest.raises(MissingError):
            materials.hand_in(uow.session, case.id, "other", state="received")
    with county.work(OTHER_TOWN) as uow:
        assert files.get(uow.session, ref.scope, ref.digest)[1] == b"%PDF-1.7"
        assert [one.state for one in materials.of_case(uow.session, case.id)] == ["received"]
        assert [one.name for one in case_files.of_case(uow.session, case.id)] == ["合同.pdf"]
        assert case_files.cases_of_file(uow.session, ref.scope, ref.digest) == [case.id]
    with pytest.raises(IntegrityError, match="case_file_of_file"), county.work(TOWN) as uow:
        case_files.add(uow.session, [file_of(case, "sha256:" + "0" * 64, position=1)])
    with county.work(TOWN) as uow:
        case_files.remove(uow.session, case.id, "material", "contract")
        assert case_files.of_case(uow.session, case.id) == []
    with county.work(OTHER_TOWN) as uow, pytest.raises(MissingError):
        files.get(uow.session, ref.scope, ref.digest)


def file_of(case: cases.Case, digest: str, position: int = 0) -> case_files.CaseFile:
    return case_files.CaseFile(
        case_id=case.id,
        accepting_scope=TOWN,
        home_scope=OTHER_TOWN,
        place="material",
        key="contract",
        position=position,
        file_scope=TOWN,
        file_digest=digest,
        name="合同.pdf",
        pages=3,
    )
