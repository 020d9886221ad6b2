"""What the tests of signing in do again and again."""

from __future__ import annotations

import dataclasses
import subprocess
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import requests
from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.services.accounts.signing import as_actor
from onewindow.store import people, posts
from onewindow.store.session import UnitOfWork
from tests.onewindow.admin.office import Caller, Office

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclasses.dataclass
class Provider:
    """A provider in its process."""

    issuer: str
    process: subprocess.Popen[bytes]

    def goes_wrong(self, **how: Any) -> None:
        """Say what is wrong with tokens from now on; nothing sets all right again."""
        requests.post(f"{self.issuer}/control", json=how, timeout=5).raise_for_status()

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def add(
    office: Office, username: str, *roles: Binding, scope: int = demo.LUOYANG, name: str = "", must_change: bool = False
) -> UUID:
    """An account with roles; its password is that of the demonstration."""
    with office.database.work(scope) as uow:
        return accounts.create(
            uow,
            scope=scope,
            username=username,
            display_name=name or username,
            password=demo.PASSWORD,
            roles=roles,
            must_change=must_change,
        )


def officer(department: str, scope: int = demo.LUOYANG, role: Role = Role.OFFICER) -> Binding:
    """A role at a department."""
    return Binding(role, scope, department, "经办")


def as_now(uow: UnitOfWork, account_id: UUID, now: datetime = NOW) -> Actor:
    """Somebody as he is on a day."""
    return as_actor(people.get(uow.session, account_id), posts.held_on(uow.session, account_id, now.date()))


def manager(office: Office, uow: UnitOfWork) -> Actor:
    """The county's administrator."""
    found = next(one for one in people.list_(uow.session) if one.username == "boluo.admin")
    return as_now(uow, found.id)


def follow(caller: Caller, answer: TestResponse) -> TestResponse:
    """Go where the browser would: to the provider over HTTP, and back to the application."""
    while answer.status_code in (302, 303):
        url = str(answer.location)
        if "/authorize" in url:
            away = requests.get(url, allow_redirects=False, timeout=5)
            assert away.status_code == 302, away.text
            url = away.headers["Location"]
        path = url.removeprefix("http://127.0.0.1:8000").removeprefix("http://localhost")
        answer = caller.client.get(path, headers=caller.came_from)
    return answer
