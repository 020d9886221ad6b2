"""What must hold for every table, today's and tomorrow's: asked of PostgreSQL itself."""

from __future__ import annotations

import importlib
import pkgutil

import psycopg
import pytest
from sqlalchemy import Computed, inspect

from onewindow.store import schema
from onewindow.store import tables as mapped
from onewindow.store.bootstrap import APP, OWNER, PLATFORM, ROLES
from onewindow.store.postgres import SUPERUSER
from onewindow.store.tables.base import Base
from tests.database import Database

# A door is asked for before any county is known.
WITHOUT_COUNTY = {"door", "alembic_version"}
APPEND_ONLY = {"document", "audit", "file_blob", "application", "overlay", "paper_copy", "seal_use", "seal_image"} | {
    *("proposal_revision", "proposal_step", "release", "document_reference"),
}


def rows(database: Database, statement: str, *values: object) -> list[tuple[object, ...]]:
    with database.raw(SUPERUSER) as connection:
        return connection.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def tables(database: Database) -> set[str]:
    found = rows(
        database, "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    return {str(name) for (name,) in found} - {"alembic_version"}


def test_the_database_is_at_the_revision_of_the_code(database: Database) -> None:
    assert schema.current(database.app) == schema.head()
    schema.upgrade(database.dsn(OWNER))
    assert schema.current(database.platform) == schema.head()


def test_every_table_has_a_county(database: Database, tables: set[str]) -> None:
    found = rows(database, "SELECT table_name FROM information_schema.columns WHERE column_name = 'county_id'")
    assert {str(name) for (name,) in found} == tables


def test_row_level_security_is_enabled_and_forced_everywhere(database: Database, tables: set[str]) -> None:
    found = rows(database, "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert {str(name) for (name,) in found} == tables


def test_every_granted_command_has_one_policy(database: Database, tables: set[str]) -> None:
    policies = rows(database, "SELECT tablename, cmd, roles::text[], permissive FROM pg_policies")
    assert {tuple(roles) for _, _, roles, _ in policies} == {(APP,)}  # type: ignore[arg-type]
    have = {(str(table), str(command)) for table, command, _, _ in policies}
    assert len(have) == len(policies), "two permissive policies for one command would be a door beside the door"
    granted = rows(
        database,
        "SELECT DISTINCT table_name, privilege_type FROM information_schema.column_privileges WHERE grantee = %s"
        " UNION SELECT table_name, privilege_type FROM information_schema.table_privileges"
        " WHERE grantee = %s AND privilege_type = 'DELETE'",
        APP,
        APP,
    )
    assert {(str(t), str(p)) for t, p in granted if t != "alembic_version"} == have
    assert {table for table, command in have if command == "SELECT"} == tables


def test_policies_compare_bare_settings(database: Database) -> None:
    """A setting inside SELECT or a function costs the planner the range (measured: 1,142 ms against 0.17 ms a page)."""
    for table, command, using, check in rows(database, "SELECT tablename, cmd, qual, with_check FROM pg_policies"):
        for text in filter(None, (using, check)):
            words = str(text)
            assert "current_setting(" in words, (table, command)
            assert "SELECT current_setting" not in words, (table, command)
            if table != "door" or command != "SELECT":
                assert "current_setting('app.county'::text))::bigint" in words, (table, command)


def test_the_roles_are_what_they_are_called(database: Database) -> None:
    found = rows(
        database,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'ow_%%'",
    )
    assert sorted(found) == sorted(
        [(OWNER, False, False, False, False), (APP, False, False, False, False), (PLATFORM, False, True, False, False)]
    )
    assert set(ROLES) == {OWNER, APP, PLATFORM}
    members = rows(
        database, "SELECT 1 FROM pg_auth_members WHERE member IN (SELECT oid FROM pg_roles WHERE rolname LIKE 'ow_%%')"
    )
    assert members == []


def test_the_application_owns_nothing_and_makes_nothing(database: Database) -> None:
    owners = rows(
        database, "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    )
    assert owners == [(OWNER,)]
    with database.raw() as connection:
        for statement in ("CREATE TABLE t (x int)", "CREATE TEMP TABLE t (x int)", "CREATE SCHEMA s", "TRUNCATE audit"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


def test_what_is_append_only_cannot_be_granted_away(database: Database) -> None:
    found = rows(
        database,
        "SELECT table_name FROM information_schema.column_privileges"
        " WHERE grantee IN (%s, %s) AND privilege_type = 'UPDATE'"
        " UNION SELECT table_name FROM information_schema.table_privileges"
        " WHERE grantee IN (%s, %s) AND privilege_type IN ('DELETE', 'TRUNCATE')",
        *(APP, PLATFORM) * 2,
    )
    assert not APPEND_ONLY & {str(name) for (name,) in found}


def test_keys_begin_with_the_county_and_have_names(database: Database) -> None:
    """UNIQUE and FOREIGN KEY checks ignore policies: a key without the county would tell of other counties' rows."""
    found = rows(
        database,
        "SELECT c.relname, k.conname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]"
        " WHERE k.contype IN ('p', 'u', 'f') AND k.connamespace = 'public'::regnamespace",
    )
    for table, name, first in found:
        assert first == "county_id" or table in WITHOUT_COUNTY, name
        assert not str(name).endswith(("_fkey", "_key", "_pkey", "_check")), f"{name} has no name of its own"
    indexes = rows(
        database,
        "SELECT c.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]"
        " WHERE x.indisunique AND c.relnamespace = 'public'::regnamespace AND a.attname <> 'county_id'",
    )
    assert {str(table) for (table,) in indexes} == WITHOUT_COUNTY


def test_every_foreign_key_that_is_followed_has_an_index_on_the_other_side(database: Database) -> None:
    """Deleting is refused nearly everywhere, but a look-up from a case to its parts happens on every page."""
    for table, column in (
        ("task", "case_id"),
        ("case_clock", "case_id"),
        ("notice", "case_id"),
        ("notice", "application_id"),
        ("message", "case_id"),
    ):
        found = rows(
            database,
            "SELECT 1 FROM pg_index x JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[1]"
            " WHERE x.indrelid = %s::regclass AND a.attname = %s",
            table,
            column,
        )
        assert found, (table, column)


def test_the_mapped_columns_are_the_columns_of_the_database(database: Database, tables: set[str]) -> None:
    for module in pkgutil.iter_modules(mapped.__path__):
        importlib.import_module(f"{mapped.__name__}.{module.name}")
    assert {table.name for table in Base.metadata.sorted_tables} == tables
    with database.app.connect() as connection:
        inspector = inspect(connection)
        for table in Base.metadata.sorted_tables:
            real = {column["name"]: column for column in inspector.get_columns(table.name)}
            assert set(real) == set(table.columns.keys()), table.name
            for column in table.columns:
                there = real[column.name]
                assert there["nullable"] == column.nullable, column
                ours = column.type.compile(connection.dialect)
                assert there["type"].compile(connection.dialect) == ours, column
                assert bool(there.get("computed")) == isinstance(column.computed, Computed), column
            key = inspector.get_pk_constraint(table.name)["constrained_columns"]
            assert set(key) == {column.name for column in table.primary_key}, table.name
