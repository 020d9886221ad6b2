"""The whole platform with the demonstration county, answering on a local port: what every flow is tried on."""

from __future__ import annotations

import dataclasses
import gzip
import pathlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import event

from onewindow.app import create_app
from onewindow.domain import demo
from onewindow.jobs.effects import carry_out, effects_of
from onewindow.settings import Settings
from onewindow.store import bootstrap, outbox
from onewindow.store.postgres import SUPERUSER
from onewindow.store.session import UnitOfWork, platform_work
from onewindow.web.access import CHINA, house
from tenants.scope import Scope
from tests.browser import Served
from tests.database import Database
from tests.flows.visitor import Visitor

SIGNING_PASSPHRASE = "a passphrase of thirty-two signs or more"
PUBLIC_URL = "http://yichuang.boluo.example"
UPLOAD_MB = 2


@dataclasses.dataclass(frozen=True)
class Given:
    """One answer that the site gave: for asserting over all of them."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    traceback: bool


@dataclasses.dataclass
class TownHall:
    """A running site. `answers` holds every answer it gave, `sessions` the cookies of those who signed in."""

    database: Database
    settings: Settings
    app: Flask
    served: Served
    answers: list[Given]
    sessions: dict[str, dict[str, str]] = dataclasses.field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the site answers."""
        return self.served.url

    def visitor(self, username: str = "") -> Visitor:
        """A visitor with cookies of his own; one with an account is signed in, which happens once for each."""
        if not username:
            return Visitor(self.url)
        if username not in self.sessions:
            fresh = Visitor(self.url)
            assert fresh.sign_in(username, demo.PASSWORD).status == 302, username
            self.sessions[username] = fresh.cookies
        visitor = Visitor(self.url, cookies=self.sessions[username])
        visitor.get("/desk/cases")
        return visitor

    def carry_out_effects(self) -> int:
        """Do what a worker would do for every row of the outbox, and for those that come of it; their number."""
        done, effects = 0, effects_of(self.settings)
        while waiting := self._waiting():
            for message in waiting:
                with UnitOfWork(self.database.app, Scope.whole_county(message.scope)) as uow:
                    done += carry_out(uow, message.id, effects, now=datetime.now(CHINA))
        return done

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, as its superuser sees it, past all policies."""
        return look(self.database, statement, *values)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Every SQL statement that the site issues meanwhile."""
        statements: list[str] = []
        with self.app.app_context():
            engine = house().engine

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    def _waiting(self) -> list[outbox.Message]:
        now = datetime.now(CHINA)
        with platform_work(self.database.platform) as session:
            return outbox.claim(session, now=now, unanswered_since=now, limit=1000)


@contextmanager
def open_town_hall(database: Database, broker_url: str, folder: pathlib.Path) -> Iterator[TownHall]:
    """Serve a database that holds the demonstration county."""
    settings = settings_of(database, broker_url, folder)
    app, answers = create_app(settings), list[Given]()
    app.after_request_funcs[None].insert(0, lambda response: _note(answers, response))  # they run from last to first
    served = Served(app)
    try:
        yield TownHall(database, settings, app, served, answers)
    finally:
        served.stop()
        with app.app_context():
            house().engine.dispose()


def settings_of(database: Database, broker_url: str, folder: pathlib.Path) -> Settings:
    """An installation on a database: one web process of a demonstration, behind one proxy."""
    return Settings(
        database_url=database.dsn(bootstrap.APP),
        platform_database_url=database.dsn(bootstrap.PLATFORM),
        owner_database_url=database.dsn(bootstrap.OWNER),
        broker_url=broker_url,
        secret_key="a key of thirty-two signs or more",
        signing_passphrase=SIGNING_PASSPHRASE,
        data_dir=folder,
        base_url=PUBLIC_URL,
        web_processes=1,
        worker_processes=1,
        trusted_proxies=1,
        max_upload_mb=UPLOAD_MB,
        demo=True,
    )


def look(database: Database, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What a database holds, as its superuser sees it."""
    with database.raw(SUPERUSER) as connection:
        return connection.execute(statement, values).fetchall()  # type: ignore[call-overload,no-any-return]


def _note(answers: list[Given], response: Response) -> Response:
    page = response.mimetype == "text/html" and not response.direct_passthrough
    data = response.get_data() if page else b""
    text = (gzip.decompress(data) if response.content_encoding == "gzip" else data).decode()
    traceback = bool(re.search(r"Traceback|werkzeug|sqlalchemy|psycopg", text))
    answers.append(Given(request.method, request.path, response.status_code, dict(response.headers), traceback))
    return response
