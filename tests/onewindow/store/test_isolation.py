"""The database refuses what the code forgot: everything here speaks SQL as the application role."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from onewindow.store import applications, cases, documents, drafts, notices, outbox, people, tasks, tree
from onewindow.store.bootstrap import OWNER, PLATFORM
from onewindow.store.errors import MissingError, NoTenantError
from onewindow.store.tables import cases as t
from tenants.scope import Scope
from tests.database import Database
from tests.onewindow.store.samples import (
    COUNTY,
    NEIGHBOUR,
    NOW,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    County,
    application,
    case_of,
    file_case,
    settle,
    task_of,
    tenants,
)

Refused = (psycopg.errors.UndefinedObject, psycopg.errors.InvalidTextRepresentation)


@pytest.fixture(scope="module")
def case(county: County) -> cases.Case:
    return file_case(county, "town-case", TOWN, VILLAGE)


@pytest.fixture
def connection(database: Database, county: County) -> Iterator[psycopg.Connection]:
    with database.raw() as raw:
        yield raw
        raw.rollback()


def as_tenant(connection: psycopg.Connection, number: int) -> None:
    scope = Scope.of(number)
    settings = f"SET LOCAL app.county='{scope.county}';SET LOCAL app.lo='{scope.lo}';SET LOCAL app.hi='{scope.hi}'"
    connection.execute(settings)


def tenant_tables(database: Database) -> list[str]:
    with database.raw() as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return sorted(name for (name,) in found if name != "alembic_version")


def test_a_tenant_sees_its_own_cases_and_the_sibling_does_not(county: County, case: cases.Case) -> None:
    for number in (VILLAGE, TOWN, COUNTY):
        with county.work(number) as uow:
            assert cases.get(uow.session, case.id) == case
    for number in (OTHER_TOWN, OTHER_VILLAGE):
        with county.work(number) as uow:
            with pytest.raises(MissingError):
                cases.get(uow.session, case.id)
            with pytest.raises(MissingError):
                cases.by_number(uow.session, case.number)
            assert tasks.of_case(uow.session, case.id) == []
            assert cases.of_application(uow.session, case.application_id) == []
            with pytest.raises(MissingError):
                applications.get(uow.session, case.application_id)


def test_the_policy_hides_what_the_query_forgot_to_narrow(county: County, case: cases.Case) -> None:
    with county.work(OTHER_TOWN) as uow:
        assert uow.session.scalars(select(t.Case.id)).all() == []
        assert uow.session.scalar(text("SELECT count(*) FROM task")) == 0


def test_another_county_sees_nothing_at_all(county: County, case: cases.Case) -> None:
    with county.database.work(NEIGHBOUR) as uow:
        for table in tenant_tables(county.database):
            if table not in ("door", "draft"):
                assert uow.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table


def test_nothing_set_nothing_seen_and_loudly(database: Database, county: County, case: cases.Case) -> None:
    with database.raw() as connection:
        for table in tenant_tables(database):
            with pytest.raises(Refused):
                connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
            connection.rollback()


def test_nothing_is_left_of_a_tenant_in_the_connection(database: Database, county: County, case: cases.Case) -> None:
    """After SET LOCAL a setting comes back empty, not unset: an empty one must refuse as well."""
    with database.raw() as connection:
        as_tenant(connection, TOWN)
        assert connection.execute("SELECT count(*) FROM case_").fetchone() == (1,)
        connection.commit()
        assert connection.execute("SELECT current_setting('app.county')").fetchone() == ("",)
        for table in tenant_tables(database):
            if table != "door":
                with pytest.raises(Refused):
                    connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
                connection.rollback()
        assert connection.execute("SELECT count(*) FROM pg_class WHERE relname = 'door'").fetchone() == (1,)


def test_a_session_without_a_tenant_is_refused_before_it_asks(database: Database) -> None:
    with Session(database.app) as session, pytest.raises(NoTenantError):
        tree.load(session)


def test_a_pooled_connection_carries_nothing_over_even_after_errors(county: County, case: cases.Case) -> None:
    for _ in range(20):
        with pytest.raises(DBAPIError), county.work(TOWN) as uow:
            uow.session.execute(text("SELECT 1 / 0"))
        with county.work(OTHER_TOWN) as uow:
            assert uow.session.scalars(select(t.Case.id)).all() == []
        with county.work(TOWN) as uow:
            assert len(uow.session.scalars(select(t.Case.id)).all()) == 1
            uow.session.rollback()
        with Session(county.database.app) as session, pytest.raises(DBAPIError):
            session.scalars(select(t.Case.id)).all()


def test_a_forged_case_is_refused(county: County) -> None:
    """A clerk of one town cannot accept in the name of another, nor in another county."""
    forged = application(county, OTHER_TOWN, "forged")
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(TOWN) as uow:
        applications.add(uow.session, forged)
    honest = application(county, TOWN, "honest")
    with county.work(TOWN) as uow:
        assert applications.add(uow.session, honest)
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(TOWN) as uow:
        cases.add(uow.session, [case_of(honest, "forged", VILLAGE, accepting_scope=OTHER_TOWN)])
    # from the home side: the row would be in sight, but the acceptance is not theirs
    with pytest.raises(DBAPIError), county.work(OTHER_TOWN) as uow:
        cases.add(uow.session, [case_of(honest, "forged", OTHER_TOWN)])


def test_a_child_cannot_be_hung_on_a_case_out_of_sight(county: County, case: cases.Case) -> None:
    stranger = task_of(case, OTHER_TOWN, "strange", accepting_scope=OTHER_TOWN, home_scope=OTHER_TOWN)
    with pytest.raises(IntegrityError, match="task_of_case"), county.work(OTHER_TOWN) as uow:
        tasks.add(uow.session, [stranger])
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(OTHER_TOWN) as uow:
        tasks.add(uow.session, [task_of(case, COUNTY, "other")])


def test_a_task_goes_only_to_a_tenant_that_sees_its_case(county: County, case: cases.Case) -> None:
    with pytest.raises(IntegrityError, match="task_tenant_sees_case"), county.work(TOWN) as uow:
        tasks.add(uow.session, [task_of(case, OTHER_TOWN, "elsewhere")])


def test_updates_and_deletes_touch_nothing_beyond_the_range(connection: psycopg.Connection, case: cases.Case) -> None:
    as_tenant(connection, OTHER_TOWN)
    assert connection.execute("UPDATE case_ SET status = 'hacked'").rowcount == 0
    assert connection.execute("UPDATE task SET opinion = 'hacked'").rowcount == 0
    assert connection.execute("UPDATE tenant SET name = 'x' WHERE scope = %s", [TOWN]).rowcount == 0
    assert connection.execute("DELETE FROM role_binding").rowcount == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_ SET home_scope = 441322002000",
        "UPDATE case_ SET number = 'x'",
        "UPDATE case_ SET matter_digest = 'x'",
        "UPDATE case_ SET answers = '{}'",
        "UPDATE case_ SET county_id = 440823",
        "UPDATE notice SET \"values\" = '{}'",
        "UPDATE application SET answers = '{}'",
        "UPDATE task SET scope = 441322002000",
        "UPDATE publication SET digest = 'x'",
        "UPDATE tenant SET scope = 441322001001",
        "DELETE FROM case_",
        "DELETE FROM tenant",
        "DELETE FROM application",
        "TRUNCATE case_",
        "COPY case_ TO STDOUT (FORMAT binary, HEADER)",
        "ALTER TABLE case_ DISABLE ROW LEVEL SECURITY",
        "DROP POLICY case__read ON case_",
        "SET ROLE ow_platform",
        "SET SESSION AUTHORIZATION ow_owner",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_what_was_accepted_stays(connection: psycopg.Connection, case: cases.Case, statement: str) -> None:
    as_tenant(connection, COUNTY)
    with pytest.raises(psycopg.Error):
        connection.execute(statement)


def test_row_security_cannot_be_switched_off_by_the_application(
    connection: psycopg.Connection, case: cases.Case
) -> None:
    as_tenant(connection, OTHER_TOWN)
    connection.execute("SET LOCAL row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM case_")


def test_a_lower_tenant_writes_no_configuration_for_others(county: County) -> None:
    for number in (COUNTY, OTHER_TOWN):
        with pytest.raises(ProgrammingError, match="row-level security"), county.work(TOWN) as uow:
            uow.session.execute(
                text(
                    "INSERT INTO department (county_id, scope, key, valid_from, name, level)"
                    " VALUES (441322, :scope, 'x', '2026-01-01', 'x', 'town')"
                ),
                {"scope": number},
            )
    with pytest.raises(DBAPIError, match="generated"), county.work(TOWN) as uow:
        uow.session.execute(
            text(
                "INSERT INTO department (county_id, scope, scope_hi, key, valid_from, name, level)"
                " VALUES (441322, 441322001000, 441322999999, 'x', '2026-01-01', 'x', 'town')"
            )
        )
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(TOWN) as uow:
        tree.plant(uow.session, tenants([OTHER_TOWN + 9]))
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(COUNTY) as uow:
        uow.session.execute(text("INSERT INTO document VALUES (440823, 'sha256:' || repeat('0', 64), 'matter', '{}')"))


def test_the_calendar_is_the_county_s(county: County) -> None:
    day = "INSERT INTO calendar_day VALUES (441322, '2026-12-31', false, '', 'x')"
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(TOWN) as uow:
        uow.session.execute(text(day))
    with county.work(COUNTY) as uow:
        uow.session.execute(text(day))
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(COUNTY) as uow:
        uow.session.execute(text(day.replace("441322", "0")))


def test_a_draft_belongs_to_one_person(county: County) -> None:
    colleague = people.Account(scope=TOWN, username="colleague", display_name="王五", password_hash="$argon2id$none")
    with county.work(COUNTY) as uow:
        people.add(uow.session, colleague)
    with county.work(COUNTY, county.clerk) as uow:
        drafts.save(uow.session, county.clerk, "form", {"a": "1"}, now=NOW)
        drafts.save(uow.session, county.clerk, "form", {"a": "2"}, now=NOW)
    with county.work(COUNTY, colleague.id) as uow:
        assert drafts.load(uow.session, county.clerk, "form") is None
        drafts.drop(uow.session, county.clerk, "form")
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(COUNTY, colleague.id) as uow:
        drafts.save(uow.session, county.clerk, "form", {"a": "forged"}, now=NOW)
    with pytest.raises(DBAPIError), county.work(COUNTY) as uow:
        drafts.load(uow.session, county.clerk, "form")
    with county.work(COUNTY, county.clerk) as uow:
        assert drafts.load(uow.session, county.clerk, "form") == {"a": "2"}
        drafts.drop(uow.session, county.clerk, "form")
        assert drafts.load(uow.session, county.clerk, "form") is None


def test_the_owner_is_forced_and_the_platform_sees_all(database: Database, county: County, case: cases.Case) -> None:
    with database.raw(OWNER) as connection:
        assert connection.execute("SELECT count(*) FROM case_").fetchone() == (0,)
    with database.raw(PLATFORM) as connection:
        found = connection.execute("SELECT count(*) FROM case_").fetchone()
        assert found is not None
        assert found[0] >= 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE case_ SET status = 'x'")


def test_counties_share_nothing_not_even_a_number(database: Database, county: County, case: cases.Case) -> None:
    """The same case number, key and document in two counties are different rows: no refusal tells of the other."""
    neighbour = settle(database, [NEIGHBOUR, NEIGHBOUR + 1000])
    twin = application(neighbour, NEIGHBOUR + 1000, "key-town-case")
    with neighbour.work(NEIGHBOUR + 1000) as uow:
        assert applications.add(uow.session, twin)
        cases.add(uow.session, [case_of(twin, case.number, NEIGHBOUR + 1000)])
        assert documents.get(uow.session, county.digest)
    with neighbour.work(NEIGHBOUR) as uow:
        assert cases.by_number(uow.session, case.number).id != case.id


def test_an_outbox_row_and_a_notice_are_written_in_one_s_own_name(county: County, case: cases.Case) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), county.work(TOWN) as uow:
        uow.session.execute(
            text(
                "INSERT INTO outbox (county_id, id, scope, kind, payload, created_at)"
                " VALUES (441322, gen_random_uuid(), :scope, 'sms', '{}', now())"
            ),
            {"scope": OTHER_TOWN},
        )
    with county.work(TOWN) as uow:
        outbox.add(uow.session, "sms", {"case": str(case.id)}, now=NOW)
    notice = notices.Notice(
        application_id=case.application_id,
        accepting_scope=TOWN,
        home_scope=OTHER_TOWN,
        kind="acceptance_receipt",
        number="博政务受〔2026〕1号",
        title="受理回执",
        template_digest=county.digest,
        values={},
        fonts={},
        issued_at=NOW,
    )
    with pytest.raises(IntegrityError, match="notice_of_application_stays"), county.work(TOWN) as uow:
        notices.add(uow.session, [notice])
