"""Accounts, roles, and the doors by which somebody without a tenant comes in."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from onewindow.store import doors, people
from onewindow.store.bootstrap import APP
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from tenants.scope import Scope
from tests.onewindow.store.samples import COUNTY, NEIGHBOUR, NOW, OTHER_TOWN, TOWN, VILLAGE, County, settle


def somebody(username: str, scope: int = TOWN) -> people.Account:
    return people.Account(scope=scope, username=username, display_name="李雷", password_hash="$argon2id$none")


def test_an_account_with_its_roles(county: County) -> None:
    account = somebody("lilei")
    window = people.Binding(account_id=account.id, scope=TOWN, role="clerk", post="综合窗口")
    editor = people.Binding(account_id=account.id, scope=TOWN, role="department_editor", department_key="health")
    with county.work(TOWN) as uow:
        people.add(uow.session, account, [editor, window])
        assert people.get(uow.session, account.id) == account
        assert people.bindings_of(uow.session, account.id) == [window, editor]
        agent = people.Binding(account_id=account.id, scope=VILLAGE, role="agent")
        people.bind(uow.session, agent)
        people.unbind(uow.session, editor.id)
        assert people.bindings_of(uow.session, account.id) == [window, agent]
        assert account in people.list_(uow.session)
    with county.work(OTHER_TOWN) as uow:
        assert people.list_(uow.session) == []
        assert people.bindings_of(uow.session, account.id) == []
        for look in (people.get, people.lock):
            with pytest.raises(MissingError):
                look(uow.session, account.id)
        with pytest.raises(MissingError):
            people.set_status(uow.session, account.id, "closed")
    with pytest.raises(IntegrityError, match="role_binding_once"), county.work(TOWN) as uow:
        people.bind(uow.session, dataclasses.replace(window, id=new_id()))


def test_attempts_and_passwords(county: County) -> None:
    account = somebody("attempts")
    later = NOW + timedelta(minutes=15)
    with county.work(TOWN) as uow:
        people.add(uow.session, account)
        people.note_attempts(uow.session, account.id, 5, later)
        found = people.lock(uow.session, account.id)
        assert (found.failed_attempts, found.locked_until) == (5, later)
        people.set_password(uow.session, account.id, "$argon2id$new", must_change=False)
        people.set_status(uow.session, account.id, "closed")
        found = people.get(uow.session, account.id)
        assert found == dataclasses.replace(account, password_hash="$argon2id$new", must_change=False, status="closed")
    assert "argon2" not in repr(found)
    with pytest.raises(IntegrityError, match="account_hash_is_argon2"), county.work(TOWN) as uow:
        people.set_password(uow.session, account.id, "plain text", must_change=False)


def test_a_user_name_opens_its_door_and_no_other(county: County) -> None:
    account = somebody("zhang.san")
    door = doors.Door(kind="account", scope=TOWN, object_id=account.id, digest=doors.of_account("zhang.san"))
    with county.work(TOWN) as uow:
        people.add(uow.session, account)
        doors.add(uow.session, door)
    engine = county.database.app
    assert doors.find(engine, doors.of_account(" Zhang.San ")) == door
    assert doors.find(engine, doors.of_account("zhang.s")) is None
    assert doors.find(engine, doors.of_case("zhang.san", "")) is None
    with county.work(TOWN) as uow:
        assert people.get(uow.session, account.id).scope == Scope.of(door.scope).number
    with county.database.raw(APP) as connection:
        connection.execute(f"SET LOCAL app.door='{doors.of_account('somebody else')}'")
        assert connection.execute("SELECT * FROM door").fetchall() == []
        connection.execute(f"SET LOCAL app.door='{door.digest}'")
        assert len(connection.execute("SELECT * FROM door").fetchall()) == 1


def test_a_user_name_is_one_person_s_on_the_whole_platform(county: County) -> None:
    neighbour = settle(county.database, [NEIGHBOUR])
    door = doors.Door(kind="account", scope=TOWN, object_id=new_id(), digest=doors.of_account("unique"))
    with county.work(TOWN) as uow:
        doors.add(uow.session, door)
    theirs = dataclasses.replace(door, scope=NEIGHBOUR)
    with pytest.raises(IntegrityError, match="door_pk"), neighbour.work(NEIGHBOUR) as uow:
        doors.add(uow.session, theirs)


def test_a_door_is_put_up_and_taken_away_by_its_tenant(county: County) -> None:
    door = doors.Door(kind="case", scope=TOWN, object_id=new_id(), digest=doors.of_case("N1", "7KQX2M9A"))
    with county.work(TOWN) as uow:
        doors.add(uow.session, door)
    with county.work(OTHER_TOWN) as uow:
        doors.remove(uow.session, door.digest)
    assert doors.find(county.database.app, door.digest) == door
    with county.work(COUNTY) as uow:
        doors.remove(uow.session, door.digest)
    assert doors.find(county.database.app, door.digest) is None


def test_a_door_s_digest_cannot_carry_sql(county: County) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        doors.find(county.database.app, "x'; RESET ALL; --")
    with pytest.raises(ValueError, match="badly formed"):
        county.work(TOWN, "x'; RESET ALL; --")  # type: ignore[arg-type]
