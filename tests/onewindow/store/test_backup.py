"""Backup and restore: into an empty database, as the roles that do it in production, nothing changed on the way."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import psycopg
import pytest

from onewindow.domain.canonical import canonical, digest
from onewindow.store import audit, backup, documents, files, notices, schema
from onewindow.store.bootstrap import APP, OWNER, PLATFORM
from onewindow.store.errors import BackupError
from onewindow.store.postgres import SUPERUSER
from tests.database import Database, fresh_database
from tests.onewindow.store.samples import COUNTY, NOW, OTHER_TOWN, TOWN, VILLAGE, County, file_case, settle

VALUES = {
    "applicant": "李四𠮷",
    "due": "2026年12月1日",
    "materials": [{"name": "塱墘磜輋滘", "pages": 3}],
    "fee": "0.05",
}


@pytest.fixture(scope="module")
def filled(database: Database) -> tuple[County, notices.Notice]:
    county = settle(database)
    case = file_case(county, "n1", TOWN, VILLAGE)
    notice = notices.Notice(
        application_id=case.application_id,
        case_id=case.id,
        accepting_scope=TOWN,
        home_scope=VILLAGE,
        kind="acceptance_receipt",
        number="博政务受〔2026〕1号",
        title="受理回执",
        template_digest=county.digest,
        values=VALUES,
        fonts={"song": "sha256:1"},
        issued_at=NOW,
    )
    with county.work(TOWN) as uow:
        notices.add(uow.session, [notice])
        files.put(uow.session, bytes(range(256)) * 64, name="扫描.pdf", media_type="application/pdf")
        for step in range(3):
            detail = {"step": step, "old": None, "new": "已受理"}
            audit.append(uow.session, audit.Act(NOW, county.clerk, "张三", "case.accept", f"case:{case.id}", detail))
    return county, notice


@pytest.fixture(scope="module")
def restored(filled: tuple[County, notices.Notice], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    county, _ = filled
    file = tmp_path_factory.mktemp("backup") / "onewindow.dump"
    backup.backup(county.database.dsn(PLATFORM), file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == ["onewindow.dump"]
    with fresh_database(county.database.server, template=None) as empty:
        backup.restore(empty.dsn(OWNER), file)
        yield empty


def test_every_row_of_every_table_is_there_again(filled: tuple[County, notices.Notice], restored: Database) -> None:
    county, _ = filled
    assert contents(restored) == contents(county.database)
    assert schema.current(restored.app) == schema.head()


def test_the_audit_chain_verifies(filled: tuple[County, notices.Notice], restored: Database) -> None:
    county, _ = filled
    with county.work(COUNTY) as before, restored.work(COUNTY) as after:
        result = audit.verify(after.session)
        assert result == audit.verify(before.session)
    assert isinstance(result, audit.Verified)
    assert result.entries == 3


def test_a_notice_s_record_has_the_same_bytes(filled: tuple[County, notices.Notice], restored: Database) -> None:
    county, notice = filled
    with restored.work(TOWN) as uow:
        found = notices.get(uow.session, notice.id)
        assert found == notice
        assert canonical(found.values) == canonical(VALUES)
        assert digest(documents.get(uow.session, county.digest)) == county.digest


def test_the_policies_came_along(filled: tuple[County, notices.Notice], restored: Database) -> None:
    _, notice = filled
    with restored.work(OTHER_TOWN) as uow:
        assert notices.of_application(uow.session, notice.application_id) == []
    with restored.raw(APP) as connection, pytest.raises(psycopg.Error):
        connection.execute("SELECT * FROM case_")
    assert security(restored) == security(filled[0].database)


def test_a_restore_needs_an_empty_database(filled: tuple[County, notices.Notice], tmp_path: pathlib.Path) -> None:
    county, _ = filled
    file = tmp_path / "onewindow.dump"
    backup.backup(county.database.dsn(PLATFORM), file)
    with pytest.raises(BackupError, match="空数据库"):
        backup.restore(county.database.dsn(OWNER), file)


@pytest.mark.parametrize(
    ("text", "said"), [(None, "读不到"), (b"", "不是"), (b"-- SQL", "不是"), (b"PGDMP broken", "pg_restore")]
)
def test_a_file_that_is_no_backup_changes_nothing(
    database: Database, tmp_path: pathlib.Path, text: bytes | None, said: str
) -> None:
    file = tmp_path / "onewindow.dump"
    if text is not None:
        file.write_bytes(text)
    with fresh_database(database.server, template=None) as empty:
        with pytest.raises(BackupError, match=said):
            backup.restore(empty.dsn(OWNER), file)
        assert contents(empty) == {}


def test_a_backup_that_fails_leaves_no_file(database: Database, tmp_path: pathlib.Path) -> None:
    with pytest.raises(BackupError, match="pg_dump"):
        backup.backup(database.server.dsn(PLATFORM, "no_such_database"), tmp_path / "x.dump")
    with pytest.raises(BackupError, match="pg_dump"):
        backup.backup(database.dsn(APP), tmp_path / "x.dump")
    assert list(tmp_path.iterdir()) == []


def contents(database: Database) -> dict[str, list[str]]:
    with database.raw(SUPERUSER) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: [row for (row,) in connection.execute(f"SELECT t::text FROM {name} t ORDER BY 1").fetchall()]
            for (name,) in sorted(tables)
        }


def security(database: Database) -> list[str]:
    with database.raw(SUPERUSER) as connection:
        policies = connection.execute("SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies").fetchall()
        grants = connection.execute(
            "SELECT relname, relowner::regrole::text, relacl::text, relrowsecurity, relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()
        triggers = connection.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        return sorted(map(str, [*policies, *grants, *triggers.fetchall()]))
